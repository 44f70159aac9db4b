"""What the city or a ward may choose: values with the days they hold and the decision behind."""

from __future__ import annotations

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeDay, Word
from caseapp.records.db import Row

_HOLDS = "valid_until IS NULL OR valid_until > valid_from"


class Setting(Entered, Row):
    """One value of a setting between two days (`valid_until` exclusive).

    One that was withdrawn ends on the day on which it begins: it holds on none.
    """

    __tablename__ = "settings"
    __table_args__ = (
        Index(
            "ix_settings_name",
            "name",
            "valid_from",
            unique=True,
            sqlite_where=text(_HOLDS),
            postgresql_where=text(_HOLDS),
        ),
    )
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
