"""What waits for a signature: in the head of its case and among the tasks, until it is completed."""

from __future__ import annotations

import pytest

from caseapp.casework import home
from caseapp.casework.case_reading import read_case
from caseapp.casework.decisions import decide_measure
from caseapp.rules.access import Actor
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.kept_papers import complete, put
from tests.factories.measures import Desk, a_desk, decide, prepare
from tests.factories.web import make_user


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    return made


def tasks(house: House, actor: Actor) -> list[tuple[str, str]]:
    with house.app.app_context():
        found = home.gather(actor, now=NOW).tasks
    return [(task.code, task.about) for task in found if task.kind == "sign_paper"]


def waiting(house: House, desk: Desk) -> list[tuple[str, str, str]]:
    with house.app.app_context():
        view = read_case(desk.officer, desk.case, now=NOW)
    return [(each.code, each.kind, each.form) for each in view.unsigned]


def test_it_waits_in_the_case_and_for_officer_and_chair(house: House, desk: Desk) -> None:
    assert waiting(house, desk) == []
    code = put(house, desk.officer, desk.case)
    assert waiting(house, desk) == [(code, "separation", "07")]
    for actor in (desk.officer, desk.chair):
        assert tasks(house, actor) == [(code, "Đỗ Thị Hòa")]
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    assert tasks(house, supervisor) == []
    complete(house, desk.officer, code)
    assert (waiting(house, desk), tasks(house, desk.officer)) == ([], [])


def test_a_replaced_one_waits_no_more(house: House, desk: Desk) -> None:
    put(house, desk.officer, desk.case)
    again = put(house, desk.officer, desk.case, reason="Ký lại")
    assert [code for code, _, _ in waiting(house, desk)] == [again]
    assert [code for code, _ in tasks(house, desk.officer)] == [again]


def test_the_paper_of_a_report_waits_in_its_case_too(house: House) -> None:
    made = a_desk(house)
    with house.app.app_context():
        said = {"kind": "emergency", "decided_at": NOW, "reason": "Đủ lý do", "signed_at": None}
        decide_measure(made.chair, made.report, **said, now=NOW)  # type: ignore[arg-type]
    code = put(house, made.officer, made.report, "emergency")
    assert waiting(house, made) == [(code, "emergency", "QĐ-KC")]
    assert tasks(house, made.officer) == [(code, "Đỗ Thị Hòa")]
