"""Calls that were made about a report: to whom, when, how it was answered."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Entered, Key, Sealed, Stamp, UnitRef, Word
from caseapp.records.db import Row


class Call(Entered, Row):
    """A call, ticked by whoever made it: rows are only ever added.

    `role` is the place on the duty list, or a number of the nation such as 113; `entry_id` the
    entry that was called, `user_id` who decides instead of the chair where no list bears a number
    of theirs. The note may name people and is sealed under the report's key.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_report", "report_id", "area_id"),
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
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("duty_entries.id", ondelete="RESTRICT"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # added by ALTER TABLE
    role: Mapped[Word]
    called_at: Mapped[Stamp]
    answer: Mapped[Word]
    note: Mapped[Sealed]
