"""Disasters, the children they hit, and the relief that reached them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Day,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Name,
    Sealed,
    UnitRef,
    Word,
)
from caseapp.records.db import Row


class Disaster(Entered, Row):
    """A flood, a storm, an epidemic …: public knowledge, without people.

    One that was imported has no last day and no units.
    """

    __tablename__ = "disasters"
    id: Mapped[Key]
    ref: Mapped[str | None] = mapped_column(String(100), unique=True)
    name: Mapped[Name]
    kind: Mapped[Word]
    started_on: Mapped[Day]
    ended_on: Mapped[MaybeDay]


class DisasterUnit(Row):
    """A unit that a disaster hit."""

    __tablename__ = "disaster_units"
    disaster_id: Mapped[int] = mapped_column(
        ForeignKey("disasters.id", ondelete="RESTRICT"), primary_key=True
    )
    unit_id: Mapped[UnitRef] = mapped_column(primary_key=True)


class Impact(Entered, Row):
    """A disaster hit a child on a day; when it was listed and when relief came.

    One that was entered by mistake has a reason (`deleted_at`) and stays; it can be put back.
    """

    __tablename__ = "impacts"
    __table_args__ = (
        Index("ix_impacts_row", "disaster_id", "child_id", "affected_on", unique=True),
        Index("ix_impacts_child", "child_id", "affected_on"),
        Index("ix_impacts_day", "affected_on", "child_id"),
    )
    id: Mapped[Key]
    disaster_id: Mapped[int] = mapped_column(ForeignKey("disasters.id", ondelete="RESTRICT"))
    child_id: Mapped[ChildRef]
    affected_on: Mapped[Day]
    listed_on: Mapped[MaybeDay]
    harm: Mapped[Word] = mapped_column(default="")
    relieved_on: Mapped[MaybeDay]
    relief_kind: Mapped[Word] = mapped_column(default="")
    deleted_at: Mapped[MaybeStamp]
    why_deleted: Mapped[Sealed]
    # Added by ALTER TABLE.
    deleted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
