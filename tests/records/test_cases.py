"""A case, its events and its referrals share one unit and move together; one clock of a kind."""

from __future__ import annotations

from caseapp.records.cases import Case, CaseEvent, Deadline
from caseapp.records.children import Child
from caseapp.records.reports import Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_case, stored
from tests.factories.wards import Wards, unkept


def test_events_of_a_case_lie_in_its_unit_and_move_with_it(books: Wards) -> None:
    session = books.session
    case = stored(session, a_case(books.own[Child], NINH_KIEU))
    told = {"kind": "note", "happened_at": NOW, "entered_at": NOW}
    event = stored(session, CaseEvent(**told, case_id=case, area_id=NINH_KIEU))
    session.get_one(Case, case).area_id = CAI_KHE
    session.flush()
    session.expire_all()
    assert session.get_one(CaseEvent, event).area_id == CAI_KHE
    unkept(session, CaseEvent(**told, case_id=case, area_id=NINH_KIEU))


def test_a_clock_runs_once_for_a_report(books: Wards) -> None:
    again = Deadline(
        report_id=books.own[Report], area_id=NINH_KIEU, clock="emergency", edition="2017",
        started_at=NOW, due_at=NOW,
    )  # fmt: skip
    unkept(books.session, again)
