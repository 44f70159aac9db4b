"""Who stands in for a chair or an officer: dated namings, ended and never deleted."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeStamp, Sealed, UnitRef, UserRef, Word
from caseapp.records.db import Row


class Naming(Entered, Row):
    """A user has the acts of `role` in a unit between two days (`valid_until` exclusive).

    A chair's deputies have an order; an officer's stand-in names the officer. `reason` is a
    supervisor's, who names when the chair cannot be reached: it may tell of a suspicion.
    """

    __tablename__ = "namings"
    __table_args__ = (
        CheckConstraint("valid_from < valid_until"),
        Index("ix_namings_unit", "area_id", "role", "valid_until"),
        Index("ix_namings_user", "user_id", "valid_until"),
    )
    id: Mapped[Key]
    area_id: Mapped[UnitRef]
    role: Mapped[Word]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    for_id: Mapped[UserRef]
    rank: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[Day]
    valid_until: Mapped[Day]
    reason: Mapped[Sealed]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
