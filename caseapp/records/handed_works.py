"""What was handed from one officer to another in a unit, line by line: who has it now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseapp.records.columns import Entered, Key, UnitRef, Word
from caseapp.records.db import Row

TYPED: Final = "typed"
"""A draft that was typed and not sent: told as handed over, and no notice follows it."""
ALONG: Final = "along"
"""What goes along with a case: no thing of its own, but notices about it follow the case."""

_AT_ONCE: Final = 500


class HandedWork(Entered, Row):
    """One thing of a unit that passed from an officer to another; lines are only ever added.

    `kind` says what it was (a case, a report, a paper …), `mark` the file that it belongs to, empty
    for a draft of a report that has none yet. Ids and marks only: who reads them asks for the file.
    """

    __tablename__ = "handed_works"
    __table_args__ = (
        Index("ix_handed_works_mark", "mark", "area_id"),
        Index("ix_handed_works_unit", "area_id", "entered_at"),
        Index("ix_handed_works_from", "from_id", "area_id"),
        Index("ix_handed_works_to", "to_id", "entered_at"),
    )
    id: Mapped[Key]
    area_id: Mapped[UnitRef]
    kind: Mapped[Word]
    mark: Mapped[Word]
    from_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    to_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))


def lines_about(
    session: Session, marks: Collection[str]
) -> dict[tuple[str, int], list[HandedWork]]:
    """Return the lines about some marks by mark and unit, the oldest first."""
    found: dict[tuple[str, int], list[HandedWork]] = {}
    asked = sorted(mark for mark in marks if mark)
    for start in range(0, len(asked), _AT_ONCE):
        some = HandedWork.mark.in_(asked[start : start + _AT_ONCE]), HandedWork.kind != TYPED
        for line in session.scalars(select(HandedWork).where(*some).order_by(HandedWork.id)):
            found.setdefault((line.mark, line.area_id), []).append(line)
    return found


def passed_to(lines: Iterable[HandedWork], user_id: int) -> int:
    """Return who has by now what was a person's, by the lines about it, the oldest first."""
    for line in lines:
        if line.from_id == user_id:
            user_id = line.to_id
    return user_id


def holder_of(session: Session, mark: str, area_id: int, user_id: int) -> int:
    """Return who has by now what a person had of a file in a unit: that person, mostly."""
    return passed_to(lines_about(session, [mark]).get((mark, area_id), []), user_id)
