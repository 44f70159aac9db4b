"""Units of the territory as dated rows, and which old unit became which new one."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeDay, Name, UnitRef, Word
from caseapp.records.db import Row


class Area(Row):
    """A unit between two days: the city, a commune-level unit, an old district, or elsewhere.

    `valid_from` and `valid_until` (exclusive) are local days; empty means without end.
    A code alone is ambiguous across 1 July 2025: code and day together name a unit.
    """

    __tablename__ = "areas"
    __table_args__ = (
        CheckConstraint("kind IN ('city','district','phường','xã','thị trấn','elsewhere')"),
        Index("ix_areas_code", "code", "valid_from", unique=True),
    )
    id: Mapped[Key]
    code: Mapped[Word]
    kind: Mapped[Word]
    name: Mapped[Name]
    folded: Mapped[Name] = mapped_column(index=True)
    former_province: Mapped[Word] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id", ondelete="RESTRICT"))
    valid_from: Mapped[MaybeDay]
    valid_until: Mapped[MaybeDay]


class AreaLink(Row):
    """The old unit passed to the new one, as a whole or in part."""

    __tablename__ = "area_links"
    old_id: Mapped[UnitRef] = mapped_column(primary_key=True)
    new_id: Mapped[UnitRef] = mapped_column(primary_key=True)
    whole: Mapped[bool]
