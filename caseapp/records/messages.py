"""Messages on their way out of the house: to which address, and how often tried."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Stamp, Word
from caseapp.records.db import Row


class NoticeAddress(Row):
    """Where an account is told outside the house that something waits; one holds at a time.

    It counts once it is proved; `tries` are wrong numbers. When it has ended, `mail` is emptied.
    """

    __tablename__ = "notice_addresses"
    __table_args__ = (Index("ix_notice_addresses_user", "user_id", "ended_at"),)
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    mail: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[Stamp]
    proved_at: Mapped[MaybeStamp]
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    ended_at: Mapped[MaybeStamp]


class Message(Row):
    """One text that says only that something waits: no report, no unit, no address in it.

    It goes to the own address of an account, or to an entry of a duty list. One to an address that
    is not proved yet bears the number that proves it. `asked_at` is from when on it is to go out,
    `due_at` when it is tried next; `state` is waiting, sent, failed or lapsed.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_state", "state", "due_at"),
        Index("ix_messages_entry", "entry_id"),
        Index("ix_messages_address", "address_id"),
    )
    id: Mapped[Key]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("duty_entries.id", ondelete="RESTRICT"))
    address_id: Mapped[int | None] = mapped_column(
        ForeignKey("notice_addresses.id", ondelete="RESTRICT")
    )
    state: Mapped[Word] = mapped_column(default="waiting", server_default=text("'waiting'"))
    asked_at: Mapped[Stamp]
    due_at: Mapped[Stamp]
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    ended_at: Mapped[MaybeStamp]
