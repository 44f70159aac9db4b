"""Finds rows that a select would read without the criteria that SQLAlchemy adds to its entities.

SQLAlchemy adds them for what a select lists, selects from and joins. An entity that stands in a
condition, an order or the second half of an expression alone is read too, and read whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import FromClause, Select, TableClause
from sqlalchemy.sql import util
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import SelectBase

from caseapp.records.scoped import SCOPED
from caseapp.records.touching import inside, table_name

# The very function by which SQLAlchemy chooses the entity of an expression; it has no types.
_first_entity: Any = util.extract_first_column_annotation

Source = tuple[str, str]
"""A scoped table and the name of its alias ('' for the table itself)."""


def loose(statement: Any) -> set[str]:  # noqa: ANN401 - any SQL element
    """Return the scoped tables that some select within the statement reads without criteria."""
    found: set[str] = set()
    seen: dict[tuple[int, frozenset[Source]], Any] = {}
    waiting: list[tuple[Any, frozenset[Source]]] = [(statement, frozenset())]
    while waiting:
        element, outside = waiting.pop()
        if (id(element), outside) in seen:
            continue
        seen[id(element), outside] = element
        if isinstance(element, Select):
            found.update(name for name, _ in _loose_here(element, outside))
            outside |= _listed(element)
        elif isinstance(element, FromClause) and not isinstance(element, FunctionElement):
            outside = frozenset()  # a select that is selected from knows nothing of its neighbours
        waiting += [(part, outside) for part in inside(element)]
    return found


def _loose_here(select: Any, outside: frozenset[Source]) -> set[Source]:  # noqa: ANN401
    """Return what one select reads besides its sources and what is correlated to those outside."""
    lacking = _used(select) - _listed(select)
    own = select._from_obj or select._setup_joins  # noqa: SLF001 - SQLAlchemy has no other way
    if own or any(column._from_objects for column in select._raw_columns):  # noqa: SLF001
        if select._auto_correlate:  # noqa: SLF001
            lacking -= outside
        lacking -= {key for source in select._correlate for key in _sources(source)} & outside  # noqa: SLF001
    return lacking


def _listed(select: Any) -> frozenset[Source]:  # noqa: ANN401
    """Return the entities for which SQLAlchemy adds criteria to a select."""
    sources: list[Any] = [*select._from_obj]  # noqa: SLF001
    for target, _, start, _ in select._setup_joins:  # noqa: SLF001
        sources += [part for part in (target, start) if part is not None]
    for column in select._raw_columns:  # noqa: SLF001
        if _key(column) is not None:
            sources.append(column)
        elif entity := _first_entity(column, "parententity"):
            sources.append(entity.selectable)
    return frozenset(key for source in sources for key in _sources(source))


def _sources(source: Any) -> Iterator[Source]:  # noqa: ANN401 - any FROM element
    """Yield the scoped tables of a FROM element, both sides of its joins among them."""
    if (key := _key(source)) is not None:
        yield key
    elif hasattr(source, "left"):
        yield from _sources(source.left)
        yield from _sources(source.right)


def _key(source: Any) -> Source | None:  # noqa: ANN401 - any FROM element
    if (name := table_name(source)) not in SCOPED:
        return None
    return name, "" if isinstance(source, TableClause) else str(source.name)


def _used(select: Any) -> set[Source]:  # noqa: ANN401
    """Return the scoped tables whose columns stand anywhere in a select, its subselects aside."""
    found: set[Source] = set()
    seen: dict[int, Any] = {}
    waiting = inside(select)
    while waiting:
        element = waiting.pop()
        if id(element) in seen or isinstance(element, SelectBase):
            continue
        seen[id(element)] = element
        if isinstance(element, ColumnClause) and (key := _key(element.table)) is not None:
            found.add(key)
        waiting += inside(element)
    return found
