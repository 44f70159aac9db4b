"""Cases, their dated events, decisions on emergency measures, and the deadlines that run."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    NamingRef,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row


def _of_case() -> ForeignKeyConstraint:
    """Tie a row to a case and its unit together: no row of one ward hangs on another's case."""
    return ForeignKeyConstraint(
        ["case_id", "area_id"],
        ["cases.id", "cases.area_id"],
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )


class Case(Entered, Versioned, Row):
    """A child's file in a ward: `area_id` answers for it, `level` is the officer's judgement.

    `entry` says how it began: from a `report`, `direct`, or as a running `paper` file that bore
    `paper_number` and was taken over on the day `taken_over_on`, with its real dates.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_place", "id", "area_id", unique=True),
        Index("ix_cases_desk", "area_id", "opened_at", "id"),
        Index("ix_cases_child", "child_id"),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    area_id: Mapped[UnitRef]
    child_id: Mapped[ChildRef]
    officer_id: Mapped[UserRef]
    opened_at: Mapped[Stamp]
    level: Mapped[Word] = mapped_column(default="")
    state: Mapped[Word] = mapped_column(default="open")
    closed_at: Mapped[MaybeStamp]
    deleted_at: Mapped[MaybeStamp]
    entry: Mapped[Word] = mapped_column(default="report", server_default="report")
    paper_number: Mapped[Word] = mapped_column(default="", server_default="")
    taken_over_on: Mapped[MaybeDay]


class CaseEvent(Entered, Row):
    """A line of the case's timeline: what happened, when it happened, when it was entered.

    `naming_id` is the naming that a step of the chair's rests on, when a deputy took it.
    """

    __tablename__ = "case_events"
    __table_args__ = (_of_case(), Index("ix_case_events_case", "case_id", "area_id", "happened_at"))
    id: Mapped[Key]
    case_id: Mapped[int]
    area_id: Mapped[UnitRef]
    kind: Mapped[Word]
    happened_at: Mapped[Stamp]
    signed_at: Mapped[MaybeStamp]
    detail: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[Sealed]
    naming_id: Mapped[NamingRef]


class Measure(Entered, Row):
    """The chair's decision on the first assessment: an emergency measure, or none.

    It stops the 12-hour clock at `decided_at` (Decree 56/2017, Art. 26.3). `naming_id` is the
    naming that it rests on, when a deputy took it.
    """

    __tablename__ = "measures"
    __table_args__ = (
        Index("ix_measures_report", "report_id", "area_id"),
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
    kind: Mapped[Word]
    decided_at: Mapped[Stamp]
    decided_by: Mapped[UserRef]
    signed_at: Mapped[MaybeStamp]
    reason: Mapped[Sealed]
    naming_id: Mapped[NamingRef]


class Deadline(Row):
    """A statutory clock that runs for a report: counted from `started_at`, ends at `due_at`."""

    __tablename__ = "deadlines"
    __table_args__ = (
        # The unit stands second in each index of a dependent row: with it the row filter's unit
        # narrows the look-up by parent; without it SQLite took a ward's whole index instead.
        Index("ix_deadlines_report", "report_id", "area_id", "clock", unique=True),
        Index("ix_deadlines_running", "area_id", "stopped_at", "due_at"),
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
    clock: Mapped[Word]
    edition: Mapped[Word]
    started_at: Mapped[Stamp]
    due_at: Mapped[Stamp]
    stopped_at: Mapped[MaybeStamp]
