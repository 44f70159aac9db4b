"""A second report about a child joins the case that runs already."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.joining import join_case, list_open_cases
from caseapp.casework.report_reading import read_report
from caseapp.records.children import SubjectKey
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.assessments import close
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, kept, log_one
from tests.factories.web import CAI_KHE


def test_a_report_joins_an_open_case_of_the_child_and_is_sealed_with_it(house: House) -> None:
    officer = officer_of(house)
    case, code = open_a_case(house, officer), log_one(house, by=officer, child_name="đỗ thị HÒA")
    other = log_one(house, by=officer, child_name="Lê Thị Mận")
    with house.app.app_context():
        assert [found.code for found in list_open_cases(officer, code, now=NOW)] == [case]
        assert list_open_cases(officer, other, now=NOW) == []
        close(house, case, by=officer)
        move_case(officer, case, move="propose_closing", reason="x", now=NOW)
        assert join_case(officer, code, case, now=NOW) == case
        view = read_case(officer, case, now=NOW)
        assert view.state == "open"  # what is told anew has to be looked into first
        assert [proposal.state for proposal in view.proposals] == ["lapsed"]
        assert len(view.reports) == 2
        assert read_report(officer, code, now=NOW).answers["child_state"] == "Bầm tím ở tay"
        assert "joined" in {event.kind for event in view.events}
        with pytest.raises(RuleBroken):  # it stands in a case
            join_case(officer, code, case, now=NOW)
    alive = kept(house, select(SubjectKey.id).where(SubjectKey.destroyed_at.is_(None)))
    assert len(alive) == 2  # the child's, and that of the report that waits


def test_not_a_closed_case_and_not_one_of_another_unit(house: House) -> None:
    officer, neighbour = officer_of(house), officer_of(house, CAI_KHE)
    case, foreign = open_a_case(house, officer), open_a_case(house, neighbour, CAI_KHE)
    code = log_one(house, by=officer)
    with house.app.app_context():
        close(house, case, by=officer)
        for move, actor in (("propose_closing", officer), ("close", CHAIR)):
            move_case(actor, case, move=move, reason="x", now=NOW)
        assert list_open_cases(officer, code, now=NOW) == []
        with pytest.raises(RuleBroken):
            join_case(officer, code, case, now=NOW)
        with pytest.raises(Missing):
            join_case(officer, code, foreign, now=NOW)
        assert read_report(officer, code, now=NOW).state == "received"
