"""Who agreed to what of a child's record, and the referrals that wait for a basis since."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Entered,
    Key,
    MaybeStamp,
    NamingRef,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row


class ConsentEntry(Entered, Row):
    """Somebody gave, refused or withdrew consent; or a basis without it; or the chair decided.

    Never changed: what is said later stands in a row of its own. `speaker` is `child` or
    `representative`, with the person; a basis and a decision have none. `edition` names the text
    that was read out.
    """

    __tablename__ = "consent_entries"
    __table_args__ = (
        Index("ix_consent_entries_child", "child_id", "purpose", "id"),
        Index("ix_consent_entries_person", "person_id", "child_id"),
        CheckConstraint("(speaker = 'representative') = (person_id IS NOT NULL)"),
        ForeignKeyConstraint(
            ["person_id", "child_id"],
            ["child_people.id", "child_people.child_id"],
            ondelete="RESTRICT",
        ),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    purpose: Mapped[Word]
    kind: Mapped[Word]
    speaker: Mapped[Word] = mapped_column(default="", server_default="")
    person_id: Mapped[int | None]
    basis: Mapped[Word] = mapped_column(default="", server_default="")
    edition: Mapped[Word] = mapped_column(default="", server_default="")
    happened_at: Mapped[Stamp]
    words: Mapped[Sealed]
    naming_id: Mapped[NamingRef]


class ReferralHold(Entered, Row):
    """Nothing new of a referral goes out from `held_at` until it ends: by a basis, or closed."""

    __tablename__ = "referral_holds"
    __table_args__ = (
        Index("ix_referral_holds_referral", "referral_id", "area_id", "ended_at"),
        Index("ix_referral_holds_due", "ended_at", "due_at"),
        ForeignKeyConstraint(
            ["referral_id", "area_id"],
            ["referrals.id", "referrals.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    referral_id: Mapped[int]
    area_id: Mapped[UnitRef]
    held_at: Mapped[Stamp]
    due_at: Mapped[Stamp]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
    way: Mapped[Word] = mapped_column(default="", server_default="")
    basis: Mapped[Word] = mapped_column(default="", server_default="")
    reason: Mapped[Sealed]
