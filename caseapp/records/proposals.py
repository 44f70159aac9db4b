"""What one person proposes and another decides: no case, unfounded, closing, entered by mistake."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeStamp,
    NamingRef,
    Sealed,
    UnitRef,
    UserRef,
    Word,
    tied,
)
from caseapp.records.db import Row


class Proposal(Entered, Row):
    """A proposal about a report or a case; `decides` is the role whose word is awaited.

    The reasons are sealed under the key of what it is about. Why a case is to be closed stands in
    the case's timeline, and not here a second time.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("(report_id IS NULL) <> (case_id IS NULL)"),
        Index("ix_proposals_report", "report_id", "area_id"),
        Index("ix_proposals_case", "case_id", "area_id"),
        Index("ix_proposals_desk", "area_id", "state", "entered_at"),
        tied("proposals", "report"),
        tied("proposals", "case"),
    )
    id: Mapped[Key]
    kind: Mapped[Word]
    report_id: Mapped[int | None]
    case_id: Mapped[int | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id", ondelete="RESTRICT"))
    area_id: Mapped[UnitRef]
    state: Mapped[Word] = mapped_column(default="proposed")
    decides: Mapped[Word]
    reason: Mapped[Sealed]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    naming_id: Mapped[NamingRef]
    decision: Mapped[Sealed]
    taken_back_at: Mapped[MaybeStamp]
    taken_back_by: Mapped[UserRef]
