"""Closing rests on a review, unless the case came from nothing that has to be reviewed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.care import decide_care, hand_over
from caseapp.casework.care_endings import NewEnding, decide_ending, prepare_ending
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.papers import add_paper
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.reviewing import PLAN, Basis, read_basis
from caseapp.records.cases import Case
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from tests.factories import care, measures
from tests.factories.assessments import DETAILED, GO_ON, REVIEW, assess, close
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import Desk, a_desk
from tests.factories.plans import submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER, kept


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


def closing_over(house: House, desk: Desk) -> str:
    """Try to close the desk's case; return why it stays open."""
    with pytest.raises(RuleBroken) as broken:
        move(house, desk.case, "propose_closing", desk.officer)
    assert kept(house, select(Case.state)) == [("open",)]
    return str(broken.value)


def test_no_case_is_closed_over_a_separation(house: House) -> None:
    desk = a_desk(house)
    measures.prepare(house, desk)
    measures.decide(house, desk.chair, desk.case)
    assert "A separation waits or holds" in closing_over(house, desk)


def test_no_case_is_closed_while_its_child_is_in_alternative_care(house: House) -> None:
    desk = a_desk(house)
    care.registered(house, desk)
    care.prepared(house, desk)
    assert "Alternative care waits or holds" in closing_over(house, desk)
    with house.app.app_context():
        decide_care(desk.chair, desk.case, 1, care.verdict(), now=NOW)
        hand_over(desk.officer, desk.case, 1, at=NOW, how="Có mặt trưởng khu vực", now=NOW)
        ending = NewEnding("end", measures.TODAY, "Về với mẹ")
        prepare_ending(desk.officer, desk.case, 1, ending, now=NOW)
    assert "Alternative care waits or holds" in closing_over(house, desk)
    with house.app.app_context():
        decide_ending(desk.chair, desk.case, 1, care.verdict(), now=NOW)
    close(house, desk.case, by=desk.officer)
    move(house, desk.case, "propose_closing", desk.officer)


def test_a_plan_that_comes_in_meanwhile_holds_the_closing_up(house: House, case: str) -> None:
    close(house, case)
    move(house, case, "propose_closing")
    number = submitted(house, OFFICER, case)
    with pytest.raises(RuleBroken, match="A plan waits"):
        move(house, case, "close", CHAIR)
    with house.app.app_context():
        decide_plan(CHAIR, case, number, Verdict("return", NOW, "Chưa cần"), version=1, now=NOW)
    move(house, case, "close", CHAIR)
