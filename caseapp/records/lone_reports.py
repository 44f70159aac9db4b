"""Reports that one person logged, assessed or decided alone: marked, and reviewed afterwards."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from caseapp.records.columns import Day, Entered, Key, MaybeStamp, Sealed, UnitRef, UserRef
from caseapp.records.db import Row


class LoneReport(Entered, Row):
    """The mark "một người" on a report: `entered_by` acted alone, a supervisor reviews it.

    The review is due on `review_due`, the next working day; its note lies under the report's key.
    """

    __tablename__ = "lone_reports"
    __table_args__ = (
        Index("ix_lone_reports_report", "report_id", "area_id", unique=True),
        Index("ix_lone_reports_desk", "area_id", "reviewed_at"),
        ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    review_due: Mapped[Day]
    reviewed_at: Mapped[MaybeStamp]
    reviewed_by: Mapped[UserRef]
    note: Mapped[Sealed]
