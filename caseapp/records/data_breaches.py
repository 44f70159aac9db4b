"""The file of breaches of personal data: only ever added to, and kept for good."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Entered, Key, Stamp, Word
from caseapp.records.db import Row

TABLES: Final = ("data_breaches", "breach_addenda")

TRIGGERS: Final = tuple(
    f"""CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the file of a breach is only added to'); END"""
    for table in TABLES
    for event in ("UPDATE", "DELETE")
) + tuple(
    # INSERT OR REPLACE fires no delete trigger, so what it would replace is looked for as well.
    f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR code = NEW.code)
    BEGIN SELECT RAISE(ABORT, 'the file of a breach is only added to'); END"""  # noqa: S608 - fixed words
    for table in TABLES
)
"""SQLite's statements that guard both tables."""


class DataBreach(Entered, Row):
    """A breach: when it was found, of which kind, how many people it touches at most.

    `content` says what happened, whose and which data, and what was done, without any child's
    name; sealed under the instance's own key, bound to the row's code.
    """

    __tablename__ = "data_breaches"
    __table_args__ = (Index("ix_data_breaches_found", "found_at"),)
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    found_at: Mapped[Stamp]
    kind: Mapped[Word]
    people: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, info={"sealed": True, "by": "code"})


class BreachAddendum(Entered, Row):
    """What is added later: that A05 was told, a measure, a correction."""

    __tablename__ = "breach_addenda"
    __table_args__ = (Index("ix_breach_addenda_breach", "breach_id", "id"),)
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("data_breaches.id", ondelete="RESTRICT"))
    kind: Mapped[Word]
    happened_at: Mapped[Stamp]
    content: Mapped[bytes] = mapped_column(LargeBinary, info={"sealed": True, "by": "code"})


def cell_of(row: DataBreach | BreachAddendum) -> str:
    """Name the sealed cell of a row, bound to its code: the row is never changed once written."""
    return f"{row.__tablename__}.content:{row.code}"
