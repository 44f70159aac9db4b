"""One-time codes that a supervisor reads out on the telephone, at night, to who lost theirs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Stamp, Word
from caseapp.records.db import Row


class CallbackEntry(Row):
    """A one-time code that a supervisor read out to somebody who had lost the second factor.

    It is kept hashed with a key, serves once, and what it opens ends at `until`.
    """

    __tablename__ = "callback_entries"
    __table_args__ = (
        Index("ix_callback_entries_user", "user_id", "given_at"),
        Index("ix_callback_entries_giver", "given_by", "given_at"),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    given_by: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    given_at: Mapped[Stamp]
    called: Mapped[Word]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    until: Mapped[Stamp]
    used_at: Mapped[MaybeStamp]
    cancelled_at: Mapped[MaybeStamp]
