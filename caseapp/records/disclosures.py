"""What a referral shares with its agency, and what was added once the agency had accepted."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeStamp,
    Name,
    Sealed,
    UnitRef,
    UserRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row


def _of_referral() -> ForeignKeyConstraint:
    """Tie a row to a referral and its unit together."""
    return ForeignKeyConstraint(
        ["referral_id", "area_id"],
        ["referrals.id", "referrals.area_id"],
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )


class Disclosure(Entered, Versioned, Row):
    """What goes with a referral: chosen until it is sent, frozen from `shared_at` on.

    `fields` are codes with commas between them; `basis` is `consent`, or a basis without it with
    its reason. `content` are the values as they were when it was sent: what the child's file says
    later stands in none of it.
    """

    __tablename__ = "disclosures"
    __table_args__ = (
        Index("ix_disclosures_referral", "referral_id", "area_id", unique=True),
        Index("ix_disclosures_shared", "area_id", "shared_at"),
        _of_referral(),
    )
    id: Mapped[Key]
    referral_id: Mapped[int]
    area_id: Mapped[UnitRef]
    fields: Mapped[str] = mapped_column(String(200), default="", server_default="")
    basis: Mapped[Word] = mapped_column(default="", server_default="")
    reason: Mapped[Sealed]
    content: Mapped[Sealed]
    shared_at: Mapped[MaybeStamp]
    shared_by: Mapped[UserRef]


class Addendum(Entered, Row):
    """Something that the agency must know after it accepted; it stands open until acknowledged.

    `acknowledged_by` is who did it for the agency.
    """

    __tablename__ = "addenda"
    __table_args__ = (Index("ix_addenda_referral", "referral_id", "area_id"), _of_referral())
    id: Mapped[Key]
    referral_id: Mapped[int]
    area_id: Mapped[UnitRef]
    kind: Mapped[Word]
    text: Mapped[Sealed]
    acknowledged_at: Mapped[MaybeStamp]
    acknowledged_by: Mapped[Name] = mapped_column(String(200), default="", server_default="")
    way: Mapped[Word] = mapped_column(default="", server_default="")
