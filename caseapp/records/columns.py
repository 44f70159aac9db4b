"""Column types and mixins that several rows share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from sqlalchemy import (
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as UTC without offset so that text order is time order."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into naive UTC; a naive one is a fault of the caller."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment back, aware, in UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


Key = Annotated[int, mapped_column(Integer, primary_key=True)]
UnitRef = Annotated[int, mapped_column(ForeignKey("areas.id", ondelete="RESTRICT"))]
ChildRef = Annotated[int, mapped_column(ForeignKey("children.id", ondelete="RESTRICT"))]
UserRef = Annotated[int | None, mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))]
NamingRef = Annotated[int | None, mapped_column(ForeignKey("namings.id"))]  # added by ALTER TABLE
Stamp = Annotated[datetime, mapped_column(Moment)]
MaybeStamp = Annotated[datetime | None, mapped_column(Moment)]
Day = Annotated[date, mapped_column(Date)]
MaybeDay = Annotated[date | None, mapped_column(Date)]
Word = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(200))]
Sealed = Annotated[bytes | None, mapped_column(LargeBinary, info={"sealed": True})]


class Entered:
    """When a row was written and by whom: set once, never edited (house.md §4).

    The other two moments of an act stand on the row under their own names: when it
    *happened* (received_at, given_on, decided_at …) and when it was *signed*.
    """

    entered_at: Mapped[Stamp]
    entered_by: Mapped[UserRef]


class Versioned:
    """A row that two people may edit: a form carries the version it was read with."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it once


def tied(table: str, name: str) -> ForeignKeyConstraint:
    """Tie a row to the report or case it is about and its unit together: it moves with it."""
    return ForeignKeyConstraint(
        [f"{name}_id", "area_id"],
        [f"{name}s.id", f"{name}s.area_id"],
        name=f"fk_{table}_{name}_area",
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )
