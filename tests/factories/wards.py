"""Two wards with one row of every kind each, for tests of the row filter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseapp.records.db import Row
from caseapp.records.scope import BY_AREA, BY_CHILD, Reach, reaching
from tests.factories.rows import NINH_KIEU, Made

SCOPED = (*BY_AREA, *BY_CHILD)
each = pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
OWN, ALL, NONE = Reach(frozenset({NINH_KIEU})), Reach(None), Reach(frozenset())


@dataclass
class Wards:
    """Two wards with one row of each kind."""

    session: Session
    own: Made
    other: Made


@contextmanager
def nobody() -> Iterator[None]:
    with reaching(None):  # type: ignore[arg-type]  # as between two doors
        yield


def told(session: Session, statement: Any) -> list[Any]:
    """What a statement tells: entities as their kind and key, all else as it is."""
    rows = session.execute(statement).all()
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        return inspect(value).identity_key[:2]
    return value[:6] if isinstance(value, str) else value  # codes are drawn by chance


def key(model: Any) -> Any:
    """The first column of a model's primary key, mapped: it is never empty."""
    mapper = inspect(model).mapper
    return getattr(model, mapper.get_property_by_column(mapper.primary_key[0]).key)


def unkept(session: Session, *rows: Row) -> None:
    """Check that the database refuses the rows by a constraint of its own."""
    session.add_all(rows)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    session.expunge_all()
