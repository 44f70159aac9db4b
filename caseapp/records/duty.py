"""Duty lists: who is called for a unit, in which order, by which number, from when until when."""

from __future__ import annotations

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Day,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Name,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row


class DutyEntry(Entered, Row):
    """A place on a unit's list between two days (`valid_until` exclusive); ended, never deleted.

    It is no case content, and a telephone number is personal data all the same: no log names it.
    `mail` is where the gateway sends its one text; `user_id` whose account is told.
    """

    __tablename__ = "duty_entries"
    __table_args__ = (
        Index("ix_duty_entries_unit", "area_id", "role"),
        Index("ix_duty_entries_user", "user_id"),
    )
    id: Mapped[Key]
    area_id: Mapped[UnitRef]
    role: Mapped[Word]
    place: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    name: Mapped[Name]
    phone: Mapped[Word]
    mail: Mapped[str] = mapped_column(String(254), default="", server_default=text("''"))
    user_id: Mapped[UserRef]
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
