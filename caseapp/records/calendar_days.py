"""Days that the city's decisions make free, or make working days, beyond the law's own table."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeStamp, Name, UserRef, Word
from caseapp.records.db import Row


class CalendarDays(Entered, Row):
    """Free days, or days worked instead of others, the last one included.

    `decision` is the number of the decision or notice. Never deleted: one that was wrong is
    withdrawn, and stays in the list.
    """

    __tablename__ = "calendar_days"
    __table_args__ = (
        CheckConstraint("kind IN ('free','worked')"),
        CheckConstraint("last_day >= first_day"),
        Index("ix_calendar_days_first", "first_day"),
    )
    id: Mapped[Key]
    kind: Mapped[Word]
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    name: Mapped[Name]
    decision: Mapped[str] = mapped_column(String(200))
    withdrawn_at: Mapped[MaybeStamp]
    withdrawn_by: Mapped[UserRef]
