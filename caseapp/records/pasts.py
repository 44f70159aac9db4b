"""What stood in a case's and a child's columns before: kept at each change, sealed where they are.

A cell that is sealed keeps its seal, which is bound to the column and the row it came from.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import ChildRef, Key, Stamp, UnitRef, UserRef, Word
from caseapp.records.db import Row

PERSON: Final = "person:"
SPEAKS: Final = "speaks:"
"""Before the number of a row: what stood in it whole, as kept with its child."""

PAPER: Final = "paper:"
ACTIVITY: Final = "activity:"
CLOCK: Final = "clock:"
"""The same of what is kept with its case."""


class Past:
    """The value that a column had in a `version` of the row, until `changed_at`.

    `was` holds it as JSON, `was_sealed` as it was sealed. A version that changed nothing that is
    kept leaves one row without a column, so that a gap in the versions is a gap in what was kept.
    """

    id: Mapped[Key]
    version: Mapped[int]
    column: Mapped[Word] = mapped_column("field", default="")
    was: Mapped[str | None] = mapped_column(Text)
    was_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_at: Mapped[Stamp]
    changed_by: Mapped[UserRef]


class CasePast(Past, Row):
    """What stood in a case, or in one of its papers, activities or clocks.

    Of such a row the whole is kept at once: `column` names it, `was` holds all its columns.
    """

    __tablename__ = "case_pasts"
    __table_args__ = (
        Index("ix_case_pasts_case", "case_id", "area_id", "changed_at"),
        ForeignKeyConstraint(
            ["case_id", "area_id"],
            ["cases.id", "cases.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    case_id: Mapped[int]
    area_id: Mapped[UnitRef]


class ChildPast(Past, Row):
    """What stood in a child's row, or in that of somebody around it or who speaks for it.

    Of such a person the whole row is kept at once: `column` names it, `was` holds all its columns.
    """

    __tablename__ = "child_pasts"
    __table_args__ = (Index("ix_child_pasts_child", "child_id", "changed_at"),)
    child_id: Mapped[ChildRef]
