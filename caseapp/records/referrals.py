"""Referrals to other agencies and each move in their life."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Entered,
    Key,
    MaybeDay,
    Name,
    Sealed,
    Stamp,
    UnitRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row


class Referral(Entered, Versioned, Row):
    """A child is referred to an agency for a service; `area_id` is the unit that refers."""

    __tablename__ = "referrals"
    __table_args__ = (
        Index("ix_referrals_place", "id", "area_id", unique=True),
        Index("ix_referrals_desk", "area_id", "state", "id"),
        Index("ix_referrals_child", "child_id"),
        Index("ix_referrals_case", "case_id", "area_id"),
        ForeignKeyConstraint(
            ["case_id", "area_id"],
            ["cases.id", "cases.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    ref: Mapped[str | None] = mapped_column(String(100), unique=True)
    area_id: Mapped[UnitRef]
    child_id: Mapped[ChildRef]
    case_id: Mapped[int | None]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="RESTRICT"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="RESTRICT"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id", ondelete="RESTRICT"))
    reason: Mapped[Sealed]
    state: Mapped[Word] = mapped_column(default="draft")
    sent_on: Mapped[MaybeDay]
    answered_on: Mapped[MaybeDay]
    completed_on: Mapped[MaybeDay]
    imported: Mapped[bool] = mapped_column(default=False)


class ReferralMove(Entered, Row):
    """One move of a referral: the state it came to, when it happened, who said so.

    `way` is how the agency's answer came; `post` what who gave it is there, `called` the number
    that was called.
    """

    __tablename__ = "referral_moves"
    __table_args__ = (
        Index("ix_referral_moves_referral", "referral_id", "area_id", "id"),
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
    move: Mapped[Word]
    state: Mapped[Word]
    happened_at: Mapped[Stamp]
    answered_by: Mapped[Name] = mapped_column(String(200), default="")
    way: Mapped[Word] = mapped_column(default="", server_default="")
    post: Mapped[Name] = mapped_column(String(200), default="", server_default="")
    called: Mapped[Word] = mapped_column(default="", server_default="")
    comment: Mapped[Sealed]
