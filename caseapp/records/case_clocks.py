"""The statutory clocks of a case, and every change of an end that was already running."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeStamp,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row


def _of_case(table: str) -> ForeignKeyConstraint:
    """Tie a row to a case and its unit together, so that it moves with the case."""
    return ForeignKeyConstraint(
        ["case_id", "area_id"],
        ["cases.id", "cases.area_id"],
        name=f"fk_{table}_case_area",
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )


class CaseClock(Row):
    """A clock of a case, or of one of its papers: counted from `started_at`, ends at `due_at`.

    `stopped_at` is the moment of what stopped it, `outcome` says what: it was `done`, or an
    `emergency` measure holds it back. `paused_at` is the moment of a pause which still holds.
    `before_use` marks one that ended before the file was kept here: it tells nobody and is never
    late.
    """

    __tablename__ = "case_clocks"
    __table_args__ = (
        Index("ix_case_clocks_case", "case_id", "area_id", "clock"),
        Index("ix_case_clocks_running", "area_id", "stopped_at", "due_at"),
        _of_case("case_clocks"),
    )
    id: Mapped[Key]
    case_id: Mapped[int]
    area_id: Mapped[UnitRef]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id", ondelete="RESTRICT"))
    clock: Mapped[Word]
    edition: Mapped[Word]
    started_at: Mapped[Stamp]
    due_at: Mapped[Stamp]
    stopped_at: Mapped[MaybeStamp]
    outcome: Mapped[Word] = mapped_column(default="")
    paused_at: Mapped[MaybeStamp]
    before_use: Mapped[bool] = mapped_column(default=False)


class ClockChange(Entered, Row):
    """An end that was moved: by a pause, by the supervisor's word, or counted anew (`calendar`).

    Counted anew by nobody it was the city's calendar, by somebody a corrected receipt.
    """

    __tablename__ = "clock_changes"
    __table_args__ = (
        CheckConstraint("kind IN ('pause','resume','override','calendar')"),
        Index("ix_clock_changes_case", "case_id", "area_id"),
        Index("ix_clock_changes_new", "area_id", "seen_at"),
        _of_case("clock_changes"),
    )
    id: Mapped[Key]
    clock_id: Mapped[int] = mapped_column(ForeignKey("case_clocks.id", ondelete="RESTRICT"))
    case_id: Mapped[int]
    area_id: Mapped[UnitRef]
    kind: Mapped[Word]
    old_due_at: Mapped[Stamp]
    new_due_at: Mapped[Stamp]
    reason: Mapped[Sealed]
    seen_at: Mapped[MaybeStamp]
    seen_by: Mapped[UserRef]
