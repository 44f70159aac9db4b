"""Mẫu 01 of a report for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.printed import Printed, begin
from caseapp.casework.report_reading import ReportView, view_report
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class ReportPrint:
    """A report as its form is printed; `with_reporter` when part 3 stands on it."""

    view: ReportView
    letterhead: Letterhead
    printed: Printed
    with_reporter: bool


def gather_report(
    actor: Actor, code: str, *, now: datetime, with_reporter: bool = False
) -> ReportPrint:
    """Return what Mẫu 01 says; who told us only when asked for, to those who may see it.

    Missing beyond, and for a report from a register, which has no form.
    """
    with desk.reading(actor, Act.REPORT_PRINT, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        view = view_report(door, report)
        if not view.answers_version or (with_reporter and view.reporter_hidden):
            raise Missing(f"reports:{report.code}")
        printed = begin(
            door, f"report:{report.id}", report.area_id, form="01", reporter=with_reporter
        )
        head = letterhead(door, report.area_id, local_day(view.answers_entered_at or now))
        return ReportPrint(view, head, printed, with_reporter)
