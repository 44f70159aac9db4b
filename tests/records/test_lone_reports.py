"""The mark "một người": one a report, tied to its unit, with its note sealed."""

from __future__ import annotations

from caseapp.records.lone_reports import LoneReport
from caseapp.records.reports import Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, DAY, NINH_KIEU
from tests.factories.wards import Wards, unkept


def a_mark(report: int, area: int) -> LoneReport:
    return LoneReport(report_id=report, area_id=area, review_due=DAY, entered_at=NOW)


def test_a_report_is_marked_once_and_in_its_own_unit(books: Wards) -> None:
    unkept(books.session, a_mark(books.own[Report], NINH_KIEU))
    unkept(books.session, a_mark(books.own[Report], CAI_KHE))


def test_its_note_is_sealed() -> None:
    assert LoneReport.__table__.c.note.info == {"sealed": True}
