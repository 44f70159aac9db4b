"""Who is said to have harmed a child: rows of their own, tied to a report and what it tells of."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Sealed,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row


class SuspectEntry(Entered, Row):
    """What was known of a suspect from its entry until it was replaced or taken out.

    A correction is a new row, so that what was known on any day stays. Name, numbers and note are
    sealed under the key of the report. `origin` is `intake` for whom the first question named.
    """

    __tablename__ = "suspects"
    __table_args__ = (
        Index("ix_suspects_report", "report_id", "area_id"),
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
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id", ondelete="RESTRICT"))
    name: Mapped[Sealed]
    phone: Mapped[Sealed]
    personal_id: Mapped[Sealed]
    note: Mapped[Sealed]
    relation: Mapped[Word] = mapped_column(default="unknown")
    access: Mapped[Word] = mapped_column(default="unknown")
    no_access_since: Mapped[MaybeDay]
    origin: Mapped[Word] = mapped_column(default="")
    deleted_at: Mapped[MaybeStamp]
    deleted_by: Mapped[UserRef]
