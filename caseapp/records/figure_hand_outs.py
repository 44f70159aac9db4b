"""Exact figures that were handed to somebody: to whom, why, which file; never a figure itself."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Entered, Key, Sealed, UnitRef, Word
from caseapp.records.db import Row


class FigureHandOut(Entered, Row):
    """A file of exact figures that left the house, under the number that stands in it.

    `sha256` is of the file's bytes, so that a copy found elsewhere can be told. Who got it and why
    are sealed under the instance's own key.
    """

    __tablename__ = "figure_hand_outs"
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    office: Mapped[Sealed]
    person: Mapped[Sealed]
    purpose: Mapped[Sealed]
    period: Mapped[Word]
    area_id: Mapped[UnitRef]
    each_ward: Mapped[bool] = mapped_column(default=False, server_default=false())
    divided: Mapped[bool] = mapped_column(default=False, server_default=false())
    basis: Mapped[Word]
    frozen_id: Mapped[int | None] = mapped_column(
        ForeignKey("frozen_sheets.id", ondelete="RESTRICT")
    )
    definition: Mapped[str] = mapped_column(String(500))
    form: Mapped[Word]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
