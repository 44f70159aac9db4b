"""One entry of help for a list of children: what each of them was given."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeDay, Name, Sealed, UnitRef, Word
from caseapp.records.db import Row


class AssistanceBatch(Entered, Row):
    """What a list of children was given, as it was entered; who got it say the rows themselves.

    `content` holds what was given in kind and the note, sealed under the instance's own key: the
    same words stand sealed under each child's key beside its row.
    """

    __tablename__ = "assistance_batches"
    __table_args__ = (Index("ix_assistance_batches_area", "area_id", "id"),)
    id: Mapped[Key]
    area_id: Mapped[UnitRef]
    kind: Mapped[Word]
    given_on: Mapped[Day]
    given_until: Mapped[MaybeDay]
    open_ended: Mapped[bool] = mapped_column(Boolean, default=False)
    provider: Mapped[Name] = mapped_column(default="")
    value: Mapped[int | None] = mapped_column(Integer)
    content: Mapped[Sealed]


def cell_of(row: AssistanceBatch) -> str:
    """Name the sealed cell of an entry, as it is bound to its place."""
    return f"assistance_batches.content:{row.id}"
