"""Closing rests on a review, unless the case came from nothing that has to be reviewed."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp import desk
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.papers import add_paper
from caseapp.casework.reviewing import PLAN, Basis, read_basis
from caseapp.records.cases import Case
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from tests.factories.assessments import DETAILED, GO_ON, REVIEW, assess, close
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, OFFICER)


def basis(house: House, case: str) -> Basis:
    with house.app.app_context():
        return read_basis(CHAIR, case, now=NOW)


def move(house: House, case: str, name: str, actor: Any = OFFICER, now: Any = NOW) -> None:
    with house.app.app_context():
        move_case(actor, case, move=name, reason="Bé an toàn", now=now)


def orphan(house: House, case: str) -> None:
    """Take the report out of the case, as if it had been opened for an orphan."""
    with house.app.app_context(), desk.writing(SYSTEM, Act.REPORT_SCREEN, now=NOW) as door:
        row = door.find(Case, code=case)
        door.find(Report, case_id=row.id).case_id = None


def test_a_case_from_a_report_is_not_closed_without_a_review(house: House, case: str) -> None:
    with pytest.raises(RuleBroken, match="Review the child's state first"):
        move(house, case, "propose_closing")
    assess(house, case, DETAILED)  # an assessment is no review
    assess(house, case, REVIEW, conclusion=GO_ON)
    assert not basis(house, case).is_enough
    with pytest.raises(RuleBroken):
        move(house, case, "propose_closing")
    close(house, case, now=NOW + HOUR)
    found = basis(house, case).review
    assert found is not None
    assert found.number == 2
    move(house, case, "propose_closing", now=NOW + HOUR)
    assert basis(house, case).review is not None  # the chair reads it beside the question


def test_a_review_counts_no_more_once_the_child_was_assessed_anew(house: House, case: str) -> None:
    close(house, case)
    assess(house, case, DETAILED, now=NOW + HOUR)
    with pytest.raises(RuleBroken):
        move(house, case, "propose_closing", now=NOW + HOUR)


def test_a_case_that_was_opened_again_is_closed_on_a_new_review_and_a_new_day(
    house: House, case: str
) -> None:
    close(house, case)
    move(house, case, "propose_closing")
    move(house, case, "close", CHAIR, NOW + HOUR)
    move(house, case, "reopen", CHAIR, NOW + 2 * HOUR)
    with pytest.raises(RuleBroken):
        move(house, case, "propose_closing", now=NOW + 3 * HOUR)
    close(house, case, now=NOW + 3 * HOUR)
    move(house, case, "propose_closing", now=NOW + 3 * HOUR)
    move(house, case, "close", CHAIR, NOW + 4 * HOUR)
    with house.app.app_context():
        assert read_case(OFFICER, case, now=NOW).closed_at == NOW + 4 * HOUR


def test_an_orphans_case_closes_with_a_reason_until_it_has_a_plan(house: House, case: str) -> None:
    orphan(house, case)
    assert basis(house, case) == Basis(owes_review=False, review=None)
    with house.app.app_context(), desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
        row = door.find(Case, code=case)
        add_paper(door, row, PLAN, {"x": "y"}, state="draft", happened_at=NOW)
        door.log(f"case:{row.id}")
    assert not basis(house, case).is_enough
    close(house, case)
    move(house, case, "propose_closing")


def test_an_orphans_case_without_a_plan_closes(house: House, case: str) -> None:
    orphan(house, case)
    move(house, case, "propose_closing")
    move(house, case, "close", CHAIR)
    with house.app.app_context():
        assert read_case(OFFICER, case, now=NOW).state == "closed"
