"""Assessments and plans stand as of a moment in the words of then, signed or decided by then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.assessments import sign_assessment, start_assessment
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plans import draft_plan, move_plan, save_plan
from tests.factories.assessments import DETAILED, answers, assess
from tests.factories.house import NOW, House
from tests.factories.plans import a_plan, an_activity
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER, statements

END = NOW + 20 * HOUR


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


def test_an_assessment_was_a_draft_until_it_was_signed(house: House, case: str) -> None:
    with house.app.app_context():
        start_assessment(OFFICER, DETAILED, case, answers(DETAILED), now=NOW + HOUR)
        said = {"level": "low", "conclusion": "Bé đã ổn định"}
        sign_assessment(OFFICER, DETAILED, case, 1, said, version=1, now=NOW + 2 * HOUR)
    assert not past(house, case, 0.5).papers.assessments
    (before,), (after,) = (past(house, case, hour).papers.assessments for hour in (1.5, 2.5))
    assert (before.level, before.signed_at, before.values.get("conclusion")) == ("", None, None)
    assert (after.level, after.values["conclusion"]) == ("low", "Bé đã ổn định")


def test_many_papers_cost_no_more_statements(house: House, case: str) -> None:
    def count() -> int:
        with house.app.app_context(), statements() as sent:
            case_as_of(OFFICER, case, END, now=END)
        return len(sent)

    assess(house, case, DETAILED)
    one = count()
    for _ in range(3):
        assess(house, case, DETAILED)
    assert count() == one
