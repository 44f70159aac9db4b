"""Papers that wait for signature and number: in the head of their case, and on the home page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.kept_papers import KeptPaper
from caseapp.records.reports import Report
from caseapp.rules.kept_papers import WAITING


@dataclass(frozen=True)
class WaitingPaper:
    """One paper before its signer: its mark, the kind of decision and form, since when it waits."""

    code: str
    kind: str
    form: str
    since: datetime


def waiting_of(rows: Iterable[KeptPaper]) -> list[WaitingPaper]:
    """Return those of these papers that wait, the oldest first."""
    waiting = [row for row in rows if row.state == WAITING]
    waiting.sort(key=lambda row: (row.entered_at, row.id))
    return [WaitingPaper(row.code, row.kind, row.form, row.entered_at) for row in waiting]


TO_SIGN: Final = (
    select(
        KeptPaper.code,
        func.coalesce(Child.full_name, Report.child_name).label("about"),
        KeptPaper.area_id,
        KeptPaper.entered_at.label("since"),
    )
    .outerjoin(Case, Case.id == KeptPaper.case_id)
    .outerjoin(Report, Report.id == KeptPaper.report_id)
    .outerjoin(Child, or_(Child.id == Case.child_id, Child.id == Report.child_id))
    .where(
        KeptPaper.state == WAITING,
        Case.deleted_at.is_(None),
        Report.deleted_at.is_(None),
    )
    .order_by(KeptPaper.id)
)
"""What of this waits for somebody to bring number and signed paper."""
