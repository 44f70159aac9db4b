"""What plans ask stands on the home page of whoever it asks, and of nobody else."""

from __future__ import annotations

from datetime import datetime

import pytest

from caseapp.casework import home
from caseapp.casework.cases import set_level
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.rules.access import Actor
from tests.factories.house import NOW, House
from tests.factories.plans import DAY, a_plan, an_activity, approved, submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, STRANGER, SUPERVISOR

KINDS = {"decide_plan", "revise_plan", "activity", "visit"}


def asked(house: House, actor: Actor, now: datetime = NOW) -> list[tuple[str, str]]:
    with house.app.app_context():
        tasks = home.gather(actor, now=now).tasks
    return [(task.kind, task.code) for task in tasks if task.kind in KINDS]


def test_a_submitted_plan_waits_for_the_chair_and_a_returned_one_for_the_officer(
    house: House,
) -> None:
    case = open_a_case(house, OFFICER)
    number = submitted(house, OFFICER, case)
    assert asked(house, CHAIR) == [("decide_plan", case)]
    assert asked(house, OFFICER) == asked(house, SUPERVISOR) == []
    with house.app.app_context():
        decide_plan(CHAIR, case, number, Verdict("return", NOW, "Sửa"), version=1, now=NOW)
    assert asked(house, OFFICER) == [("revise_plan", case)]
    assert asked(house, CHAIR) == []


def test_a_decision_whose_limit_is_listed_is_not_asked_twice(house: House) -> None:
    case = open_a_case(house, OFFICER)
    submitted(house, OFFICER, case)
    late = NOW + 12 * DAY
    with house.app.app_context():
        tasks = home.gather(CHAIR, now=late).tasks
    assert [task.kind for task in tasks if task.code == case] == ["clock_plan_approval"]


@pytest.mark.parametrize(
    ("actor", "sees"), [(OFFICER, True), (SUPERVISOR, True), (CHAIR, False), (STRANGER, False)]
)
def test_what_is_overdue_is_listed_once_a_case(house: House, actor: Actor, *, sees: bool) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        set_level(OFFICER, case, level="medium", reason="Còn gần đối tượng", version=1, now=NOW)
    plan = a_plan(an_activity(days=5), an_activity("Đi học", 6))
    approved(house, OFFICER, CHAIR, case, plan)
    assert asked(house, actor, NOW + 5 * DAY) == []
    expected = [("activity", case), ("visit", case)] if sees else []
    assert asked(house, actor, NOW + 15 * DAY) == expected
