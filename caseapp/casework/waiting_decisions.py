"""What of the first 12 hours waits for somebody's word, as tasks of the home page."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, func, or_, select

from caseapp.records.cases import Measure
from caseapp.records.children import Child
from caseapp.records.first_hours import ReceiptCorrection, SpokenDecision
from caseapp.records.reports import Report
from caseapp.rules.access import Act

_ABOUT: Final = func.coalesce(Child.full_name, Report.child_name).label("about")

_UNCONFIRMED: Final = (
    select(Report.code, _ABOUT, Report.area_id, func.min(Measure.entered_at).label("since"))
    .join(SpokenDecision, SpokenDecision.report_id == Report.id)
    .join(Measure, Measure.id == SpokenDecision.measure_id)
    .outerjoin(Child, Child.id == Report.child_id)
    .where(SpokenDecision.settled_at.is_(None), Report.deleted_at.is_(None))
    .group_by(Report.id, Report.code, Child.full_name, Report.child_name, Report.area_id)
    .order_by(func.min(Measure.entered_at))
)

_RECEIPTS: Final = (
    select(Report.code, _ABOUT, Report.area_id, ReceiptCorrection.entered_at.label("since"))
    .join(ReceiptCorrection, ReceiptCorrection.report_id == Report.id)
    .outerjoin(Child, Child.id == Report.child_id)
    .where(ReceiptCorrection.decided_at.is_(None), Report.deleted_at.is_(None))
    .order_by(ReceiptCorrection.id)
)


def is_decided() -> ColumnElement[bool]:
    """Tell of a report whether a decision on it stands: where its 12 hours wait for the paper."""
    decided = (
        select(Measure.id)
        .outerjoin(SpokenDecision, SpokenDecision.measure_id == Measure.id)
        .where(
            Measure.report_id == Report.id,
            or_(SpokenDecision.id.is_(None), SpokenDecision.outcome != "denied"),
        )
    )
    return decided.correlate(Report).exists()


ON_DECISIONS: Final = (
    (Act.MEASURE_CONFIRM, _UNCONFIRMED, "confirm"),
    (Act.MEASURE_RECORD, _UNCONFIRMED, "prove"),
    (Act.RECEIPT_DECIDE, _RECEIPTS, "receipt"),
)
"""Who is asked, by the act they may do; the statement; the kind of task."""
