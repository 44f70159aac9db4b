"""Links by which an agency without an account answers one referral: hashes, and no case content."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, false, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Stamp, UnitRef, UserRef, Word
from caseapp.records.db import Row


class AnswerLink(Row):
    """A link for one referral, until that ends or the link does; `way` says how.

    Token and secret are kept hashed. `called` is the number of the directory by which alone the
    secret is told; `plain`: the slip bears code and picture only, since a carer may carry it.
    `tries` are wrong secrets, `entries` are right ones.
    """

    __tablename__ = "answer_links"
    __table_args__ = (
        Index("ix_answer_links_referral", "referral_id", "area_id"),
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
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    called: Mapped[Word]
    plain: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    made_at: Mapped[Stamp]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    entries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    entered_last: Mapped[MaybeStamp]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
    way: Mapped[Word] = mapped_column(default="", server_default="")
