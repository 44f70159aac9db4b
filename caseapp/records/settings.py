"""What the city or a ward may choose: values with the days they hold and the decision behind."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeDay, Word
from caseapp.records.db import Row


class Setting(Entered, Row):
    """One value of a setting between two days (`valid_until` exclusive)."""

    __tablename__ = "settings"
    __table_args__ = (Index("ix_settings_name", "name", "valid_from", unique=True),)
    id: Mapped[Key]
    name: Mapped[Word]
    value: Mapped[str] = mapped_column(String(2000))
    decision: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]


class Fact(Row):
    """What the instance must know of itself: the environment it was made in, its anchors."""

    __tablename__ = "instance_facts"
    name: Mapped[Word] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(500))
