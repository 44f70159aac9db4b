"""Registered carers of a unit: who may take a child into alternative care."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeDay, Sealed, UnitRef, Versioned, Word
from caseapp.records.db import Row


class Carer(Entered, Versioned, Row):
    """A person or family in a unit's register; who they are and where they live stand sealed.

    `content` holds name, year of birth, conditions met and why the entry ended; `home` the address
    and telephone, opened by themselves. Both under the instance's own key: a carer is no child.
    `valid_until` is exclusive.
    """

    __tablename__ = "carers"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from"),
        Index("ix_carers_area", "area_id", "valid_until"),
    )
    id: Mapped[Key]
    area_id: Mapped[UnitRef]
    relative: Mapped[bool]
    applied_on: Mapped[MaybeDay]
    health_on: Mapped[MaybeDay]
    judicial: Mapped[Word] = mapped_column(default="not_needed")
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
    content: Mapped[Sealed]
    home: Mapped[Sealed]


def cell_of(row: Carer, cell: str) -> str:
    """Return the name under which a cell of a carer is sealed."""
    return f"carers.{cell}:{row.id}"
