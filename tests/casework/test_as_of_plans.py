"""Plans stand as of a moment in the words of then, with what had become of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.carrying_out import Outcome, settle_activity
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plans import draft_plan, move_plan, save_plan
from tests.factories.house import NOW, House
from tests.factories.plans import TODAY, a_plan, an_activity, approved
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER

END = NOW + 200 * HOUR


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, OFFICER)


def past(house: House, case: str, hours: float) -> PastCase:
    with house.app.app_context():
        return case_as_of(OFFICER, case, NOW + timedelta(hours=hours), now=END)


def test_a_plan_is_what_it_said_and_how_far_it_had_come(house: House, case: str) -> None:
    first, second = a_plan(an_activity("Thăm nhà")), a_plan(an_activity("Tư vấn"))
    with house.app.app_context():
        draft_plan(OFFICER, case, first, now=NOW + HOUR)
        move_plan(OFFICER, case, 1, move="submit", version=1, now=NOW + 2 * HOUR)
        back = Verdict("return", NOW + 3 * HOUR, "Thiếu")
        decide_plan(CHAIR, case, 1, back, version=1, now=NOW + 3 * HOUR)
        save_plan(OFFICER, case, 1, second, version=1, now=NOW + 4 * HOUR)
        move_plan(OFFICER, case, 1, move="submit", version=2, now=NOW + 5 * HOUR)
        well = Verdict("approve", NOW + 6 * HOUR, "Được")
        decide_plan(CHAIR, case, 1, well, version=2, now=NOW + 6 * HOUR)
        draft_plan(OFFICER, case, first, now=NOW + 7 * HOUR)
        move_plan(OFFICER, case, 2, move="submit", version=1, now=NOW + 8 * HOUR)
        again = Verdict("approve", NOW + 9 * HOUR, "Được")
        decide_plan(CHAIR, case, 2, again, version=1, now=NOW + 9 * HOUR)
    told = [
        [
            (plan.state, plan.said.activities[0].what)
            for plan in past(house, case, hour).papers.plans
        ]
        for hour in (0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 9.5)
    ]
    assert told == [
        [],
        [("draft", "Thăm nhà")],
        [("submitted", "Thăm nhà")],
        [("returned", "Thăm nhà")],
        [("draft", "Tư vấn")],
        [("submitted", "Tư vấn")],
        [("approved", "Tư vấn")],
        [("replaced", "Tư vấn"), ("approved", "Thăm nhà")],
    ]


def test_an_activity_is_what_had_become_of_it(house: House, case: str) -> None:
    plan = a_plan(an_activity("Thăm nhà", days=0))
    approved(house, OFFICER, CHAIR, case, plan, at=NOW)
    steps = (("do", 1, "Đã thăm"), ("resume", 2, "Nhầm trẻ"), ("drop", 3, "Đã chuyển đi"))
    with house.app.app_context():
        for move, day, words in steps:
            made = Outcome(move, words, TODAY if move == "do" else None)
            at = NOW + day * 24 * HOUR
            settle_activity(OFFICER, case, 1, 1, made, version=day + 1, now=at)
    told = []
    for day in (0, 1, 2, 3):
        (one,) = past(house, case, day * 24).papers.plans[0].activities
        told.append((one.state, one.overdue, one.done_on, one.result))
    assert told == [
        ("planned", False, None, ""),
        ("done", False, TODAY, "Đã thăm"),
        ("planned", True, None, "Nhầm trẻ"),
        ("dropped", False, None, "Đã chuyển đi"),
    ]


def test_what_the_chair_said_of_a_plan_stands_from_then_on(house: House, case: str) -> None:
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(an_activity()), now=NOW)
        move_plan(OFFICER, case, 1, move="submit", version=1, now=NOW + HOUR)
        back = Verdict("return", NOW + 2 * HOUR, "Thiếu")
        decide_plan(CHAIR, case, 1, back, version=1, now=NOW + 2 * HOUR)
        move_plan(OFFICER, case, 1, move="submit", version=1, now=NOW + 3 * HOUR)
        well = Verdict("approve", NOW + 4 * HOUR, "Được", number="9/QĐ", assignment="Cán bộ")
        decide_plan(CHAIR, case, 1, well, version=1, now=NOW + 4 * HOUR)
    told = [
        (plan.words, plan.decision_number, plan.assignment, len(plan.activities))
        for hour in (1.5, 2.5, 3.5, 4.5)
        for plan in past(house, case, hour).papers.plans
    ]
    assert told == [
        ("", "", "", 0),
        ("Thiếu", "", "", 0),
        ("", "", "", 0),
        ("Được", "9/QĐ", "Cán bộ", 1),
    ]
