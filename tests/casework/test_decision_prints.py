"""Decisions without a numbered form are gathered in two copies; each print is logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.decision_prints import gather_emergency, gather_order
from caseapp.casework.decisions import decide_measure
from caseapp.casework.hidden_names import hide_name
from caseapp.casework.separation_orders import NewOrder, prepare_order
from caseapp.records.children import Child
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.copies import Copy
from caseapp.rules.outcomes import Missing
from caseapp.rules.served import LEFT_OUT
from tests.factories.assessments import assess
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import (
    ADDRESS,
    DAY,
    HOST,
    TODAY,
    Desk,
    a_desk,
    decide,
    follow,
    prepare,
)
from tests.factories.reports import STRANGER, kept, last_logged
from tests.factories.web import make_user

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def desk(house: House) -> Desk:
    """A separation that was extended, for a reason that names who keeps the child."""
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    return made


def ask(house: House, desk: Desk, why: str) -> None:
    with house.app.app_context():
        new = NewOrder("extension", why, last_day=TODAY + 10 * DAY)
        prepare_order(desk.officer, desk.case, 1, new, now=LATER)


def test_the_copy_that_is_handed_out_names_no_place(house: House, desk: Desk) -> None:
    ask(house, desk, f"Trẻ đã quen ở với {HOST}")
    with house.app.app_context():
        served = gather_order(desk.officer, desk.case, 1, now=LATER)
        filed = gather_order(desk.officer, desk.case, 1, now=LATER, copy=Copy.FILE)
    assert served.values.keys().isdisjoint({"name", "address"})
    assert served.values["why"] == f"Trẻ đã quen ở với {LEFT_OUT}"
    assert (filed.values["name"], filed.values["address"]) == (HOST, ADDRESS)
    assert filed.values["why"] == f"Trẻ đã quen ở với {HOST}"
    assert (served.copy, served.form.number) == (Copy.SERVED, "QĐ-GH")
    assert served.values["last_day"] == TODAY + 10 * DAY
    assert (served.child.name, served.child.unit) == ("Đỗ Thị Hòa", "Phường Ninh Kiều")


def test_a_draft_bears_no_signer_and_a_decision_does(house: House, desk: Desk) -> None:
    ask(house, desk, "Cần thêm thời gian")
    with house.app.app_context():
        draft = gather_order(desk.officer, desk.case, 1, now=LATER)
    assert (draft.made_at, draft.signer, draft.state) == (None, "", "submitted")
    follow(house, desk, "lifting", LATER, 2, assessed_on=TODAY)
    with house.app.app_context():
        made = gather_order(desk.officer, desk.case, 2, now=LATER + DAY)
        fell = gather_order(desk.officer, desk.case, 1, now=LATER + DAY)
    assert (made.made_at, made.state, made.kind) == (LATER, "decided", "lifting")
    assert made.signer.startswith("Người dùng chair")
    assert (fell.made_at, fell.state, fell.signer) == (None, "withdrawn", "")


def test_the_request_names_its_addressee_and_each_print_is_logged(house: House, desk: Desk) -> None:
    follow(house, desk, "court_request", LATER, body="court", body_name="Tòa án khu vực 1")
    with house.app.app_context():
        found = gather_order(desk.officer, desk.case, 1, now=LATER)
        assert found.addressee == "Tòa án khu vực 1"
        assert last_logged()[-1][1:] == (Act.CASE_PRINT, "done")
        with pytest.raises(Missing):
            gather_order(desk.officer, desk.case, 2, now=LATER)
        with pytest.raises(Missing):
            gather_order(STRANGER, desk.case, 1, now=LATER)
        with pytest.raises(Denied):
            gather_order(an_actor(Role.STATISTICIAN), desk.case, 1, now=LATER)


def test_a_hidden_name_stands_for_those_who_decide_alone(house: House, desk: Desk) -> None:
    ask(house, desk, "Cần thêm thời gian")
    ((code,),) = kept(house, select(Child.code))
    other = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        hide_name(desk.officer, code, reason="Vụ việc được nhiều người biết", now=NOW)
        assert gather_order(desk.chair, desk.case, 1, now=LATER).child.name == "Đỗ Thị Hòa"
        assert gather_order(other, desk.case, 1, now=LATER).child.name == code


def emergency(house: House, desk: Desk, kind: str = "emergency") -> None:
    with house.app.app_context():
        decide_measure(
            desk.chair, desk.report, kind=kind, decided_at=NOW,
            reason="Người báo tin cho biết cha đánh em", signed_at=None, now=NOW,
        )  # fmt: skip


def test_an_emergency_is_handed_out_without_reason_giver_and_place(house: House) -> None:
    desk = a_desk(house)
    assess(
        house, desk.report, by=desk.officer, home_service="Ở nhà an toàn", home_giver=HOST,
        health_service="Khám sức khỏe", health_giver="Bệnh viện Kín",
    )  # fmt: skip
    emergency(house, desk)
    with house.app.app_context():
        served = gather_emergency(desk.officer, desk.report, 1, now=LATER)
        filed = gather_emergency(desk.officer, desk.report, 1, now=LATER, copy=Copy.FILE)
        assert last_logged()[-1][1:] == (Act.REPORT_PRINT, "done")
    assert served.values["steps"] == "- Chăm sóc y tế: Khám sức khỏe"
    assert served.values.keys().isdisjoint({"why", "place"})
    assert filed.values["steps"] == "- Chăm sóc y tế: Khám sức khỏe (Bệnh viện Kín)"
    assert filed.values["place"] == f"Ở nhà an toàn; {HOST}"
    assert filed.values["why"] == "Người báo tin cho biết cha đánh em"
    assert (served.made_at, served.state) == (NOW, "decided")
    assert served.proposed_by.startswith("Người dùng officer")


@pytest.mark.parametrize("number", [0, 2])
def test_there_is_no_other_decision(house: House, number: int) -> None:
    desk = a_desk(house)
    emergency(house, desk)
    with house.app.app_context(), pytest.raises(Missing):
        gather_emergency(desk.officer, desk.report, number, now=LATER)


def test_a_decision_against_measures_has_no_such_paper(house: House) -> None:
    desk = a_desk(house)
    emergency(house, desk, "none")
    with house.app.app_context(), pytest.raises(Missing):
        gather_emergency(desk.officer, desk.report, 1, now=LATER)
