"""Figures that were frozen: what was counted on a day, kept whatever is corrected later."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, Sealed, Word
from caseapp.records.db import Row


class FrozenSheet(Entered, Row):
    """One edition of a period's figures; rows are only ever added, a new edition supersedes.

    `figures` holds the sheet and the population figures it used, `members` the numbers of the
    children who counted, so that a later difference can be explained; `reason` says why a further
    edition was needed. All three are sealed under the instance's own key: small numbers can tell
    who a child is. `definition` names the versions that were counted by.
    """

    __tablename__ = "frozen_sheets"
    __table_args__ = (
        Index("ix_frozen_sheets_edition", "first_day", "last_day", "basis", "edition", unique=True),
    )
    id: Mapped[Key]
    period: Mapped[Word]
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    basis: Mapped[Word]
    edition: Mapped[int]
    definition: Mapped[str] = mapped_column(String(500))
    reason: Mapped[Sealed]
    figures: Mapped[Sealed]
    members: Mapped[Sealed]
