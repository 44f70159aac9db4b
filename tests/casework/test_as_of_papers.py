"""Assessments stand as of a moment in the words of then, signed by then; papers cost no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.assessments import sign_assessment, start_assessment
from tests.factories.assessments import DETAILED, answers, assess
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import HOUR, OFFICER, statements

END = NOW + 20 * HOUR


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, OFFICER)


def past(house: House, case: str, hours: float) -> PastCase:
    with house.app.app_context():
        return case_as_of(OFFICER, case, NOW + timedelta(hours=hours), now=END)


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
