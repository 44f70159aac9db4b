"""What is kept of the first 12 hours beside the decision: how it was given, safety, targets."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Day,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row


def _of_report() -> ForeignKeyConstraint:
    """Tie a row to a report and its unit together, so that it moves with the report."""
    return ForeignKeyConstraint(
        ["report_id", "area_id"],
        ["reports.id", "reports.area_id"],
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )


class SpokenDecision(Row):
    """How a decision was given that another person entered: by telephone or on paper, who heard it.

    It waits until `settled_at`; `outcome` then says how: confirmed by the chair, proved by the
    signed scan, or denied. A denied decision stays and stops no clock.
    """

    __tablename__ = "spoken_decisions"
    __table_args__ = (
        CheckConstraint("outcome IN ('','confirmed','scan','denied')"),
        CheckConstraint("(outcome = '') = (settled_at IS NULL)"),
        Index("ix_spoken_decisions_measure", "measure_id", unique=True),
        Index("ix_spoken_decisions_report", "report_id", "area_id"),
        Index("ix_spoken_decisions_waiting", "area_id", "settled_at"),
        _of_report(),
    )
    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="RESTRICT"))
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    way: Mapped[Word]
    witness: Mapped[Sealed]
    outcome: Mapped[Word] = mapped_column(default="")
    settled_at: Mapped[MaybeStamp]
    settled_by: Mapped[UserRef]
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="RESTRICT"))
    remark: Mapped[Sealed]


class SafetyStep(Entered, Row):
    """A child was taken to safety: when; where to and by whom as far as it was said."""

    __tablename__ = "safety_steps"
    __table_args__ = (Index("ix_safety_steps_report", "report_id", "area_id"), _of_report())
    id: Mapped[Key]
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    happened_at: Mapped[Stamp]
    place: Mapped[Sealed]
    taken_by: Mapped[Sealed]


class ReceiptCorrection(Entered, Row):
    """A wrong moment of receipt set right, with the old moment and the old deadline.

    One that would turn late into on time (`clears_late`) holds only when `accepted`; until then,
    and when it is declined, the report stays as it was.
    """

    __tablename__ = "receipt_corrections"
    __table_args__ = (
        CheckConstraint("(accepted IS NULL) = (decided_at IS NULL)"),
        Index("ix_receipt_corrections_report", "report_id", "area_id"),
        Index("ix_receipt_corrections_waiting", "area_id", "decided_at"),
        _of_report(),
    )
    id: Mapped[Key]
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    old_received_at: Mapped[Stamp]
    new_received_at: Mapped[Stamp]
    old_due_at: Mapped[Stamp]
    new_due_at: Mapped[Stamp]
    clears_late: Mapped[bool]
    reason: Mapped[Sealed]
    accepted: Mapped[bool | None]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    answer: Mapped[Sealed]


class InternalTarget(Entered, Row):
    """A unit wants the decision within `hours`, fewer than the law's 12, for reports of some days.

    `valid_until` is exclusive. Never deleted: one that ends gets its last day.
    """

    __tablename__ = "internal_targets"
    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 11"),
        Index("ix_internal_targets_area", "area_id", "valid_from"),
    )
    id: Mapped[Key]
    area_id: Mapped[UnitRef]
    hours: Mapped[int]
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
