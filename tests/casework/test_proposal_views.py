"""A proposal on the page of its case: why a case is closed stands in the timeline alone."""

from __future__ import annotations

from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.proposals import propose_mistake
from tests.factories.assessments import close
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case


def test_proposals_are_told_in_their_order(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    with house.app.app_context():
        close(house, case, by=officer)
        move_case(officer, case, move="propose_closing", reason="Đã ổn định", now=NOW)
        propose_mistake(officer, case, of_case=True, reason="Nhầm trẻ", now=NOW)
        view = read_case(officer, case, now=NOW)
    assert [(each.kind, each.reason) for each in view.proposals] == [
        ("closing", ""),
        ("mistake", "Nhầm trẻ"),
    ]
    assert {each.proposed_by for each in view.proposals} == {officer.name}
    assert "Đã ổn định" in {event.text for event in view.events}
