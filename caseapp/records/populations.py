"""How many children a unit has: public figures, the denominators of the indicators."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, Stamp, UnitRef, UserRef, Word
from caseapp.records.db import Row


class Population(Entered, Row):
    """Children of a unit on a day; `sex` and `age_band` empty mean all of them."""

    __tablename__ = "populations"
    __table_args__ = (
        CheckConstraint("children >= 0"),
        Index("ix_populations_cell", "unit_id", "reference_date", "sex", "age_band", unique=True),
    )
    id: Mapped[Key]
    unit_id: Mapped[UnitRef]
    reference_date: Mapped[Day]
    sex: Mapped[Word] = mapped_column(default="")
    age_band: Mapped[Word] = mapped_column(default="")
    children: Mapped[int]
    source: Mapped[str] = mapped_column(String(200), default="")


class PastPopulation(Row):
    """What a figure said before it was corrected or taken back: nothing that was told is lost.

    It bears its cell and not the number of its row, which a figure that was taken back has not.
    """

    __tablename__ = "past_populations"
    __table_args__ = (Index("ix_past_populations_cell", "unit_id", "reference_date"),)
    id: Mapped[Key]
    unit_id: Mapped[UnitRef]
    reference_date: Mapped[Day]
    sex: Mapped[Word] = mapped_column(default="")
    age_band: Mapped[Word] = mapped_column(default="")
    children: Mapped[int]
    source: Mapped[str] = mapped_column(String(200), default="")
    entered_at: Mapped[Stamp]
    entered_by: Mapped[UserRef]
    replaced_at: Mapped[Stamp]
    replaced_by: Mapped[UserRef]
