"""The place of a row among those of its report or case: what addresses and forms name it by.

The number of the row itself would tell how many others there are, of files that are kept as well.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy.orm import InstrumentedAttribute

from caseapp import desk
from caseapp.records.db import Row
from caseapp.rules.outcomes import Missing

R = TypeVar("R", bound=Row)


def place_of(
    door: desk.Door, column: InstrumentedAttribute[Any], owner: int, number: int | None
) -> int | None:
    """Return the place of the row with this number among those of its owner, counted from 1.

    None for no number. Rows that ended keep their places.
    """
    ids = [row.id for row in door.rows(column, owner)]
    return ids.index(number) + 1 if number in ids else None


def at_place(
    door: desk.Door, model: type[R], column: InstrumentedAttribute[Any], owner: int, place: int
) -> R:
    """Return the row at a place among those of its owner; `column` is one of the model's.

    Missing beyond.
    """
    rows: list[R] = door.rows(column, owner)
    if not 1 <= place <= len(rows):
        raise Missing(f"{model.__tablename__}:{place if place < 10**6 else '-'}")
    return rows[place - 1]
