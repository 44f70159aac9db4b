"""Flags on a case: what everybody who works on it has to know first."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from caseapp.records.columns import Entered, Key, MaybeStamp, Sealed, UnitRef, UserRef, Word
from caseapp.records.db import Row


class CaseFlag(Entered, Row):
    """A flag that stands on a case from its entry until it is lifted, each with a reason."""

    __tablename__ = "case_flags"
    __table_args__ = (
        Index("ix_case_flags_case", "case_id", "area_id", "lifted_at"),
        ForeignKeyConstraint(
            ["case_id", "area_id"],
            ["cases.id", "cases.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    case_id: Mapped[int]
    area_id: Mapped[UnitRef]
    flag: Mapped[Word]
    reason: Mapped[Sealed]
    lifted_at: Mapped[MaybeStamp]
    lifted_by: Mapped[UserRef]
    lifting: Mapped[Sealed]
