"""Messages on their way out of the house: to which entry of a duty list, and how often tried."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Stamp, Word
from caseapp.records.db import Row


class Message(Row):
    """One text that says only that something waits: no report, no unit, no address in it.

    `due_at` is when it is tried next; `state` is waiting, sent, failed or lapsed.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_state", "state", "due_at"),)
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("duty_entries.id", ondelete="RESTRICT"))
    state: Mapped[Word] = mapped_column(default="waiting", server_default=text("'waiting'"))
    asked_at: Mapped[Stamp]
    due_at: Mapped[Stamp]
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    ended_at: Mapped[MaybeStamp]
