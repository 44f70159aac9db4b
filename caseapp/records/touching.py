"""Reads a statement as it was written and tells what case content it touches, and in what way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import FromClause, Select, TableClause, TextClause
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.visitors import HasTraverseInternals

from caseapp.records.scoped import SCOPED

_NAMED: Final = re.compile(r"\b(" + "|".join(SCOPED) + r")\b", re.IGNORECASE)
_MAPPED: Final = {"parententity", "parentmapper", "_orm_adapt"}
"""What SQLAlchemy writes on the tables and columns that come from a mapped class."""


@dataclass
class Touched:
    """Scoped tables of a statement: as entities, by columns without one, by their bare name."""

    entities: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.entities or self.columns or self.bare)

    def add(self, element: Any) -> None:  # noqa: ANN401 - any SQL element
        """Note what one element of the statement touches."""
        for text in _raw_texts(element):
            self.bare.update(named(text))
        if not isinstance(element, (FromClause, ColumnClause)):
            return
        source = element.table if isinstance(element, ColumnClause) else element
        if (name := table_name(source)) in SCOPED:
            mapped = _MAPPED & set(element._annotations)  # noqa: SLF001 - nothing else tells
            barely = self.bare if source is element else self.columns
            (self.entities if mapped else barely).add(name)


def touched(statement: Any) -> Touched:  # noqa: ANN401 - any SQL element
    """Walk a statement as it was written and return what it touches."""
    found = Touched()
    seen = {id(statement): statement}  # kept alive, so that no id is used again
    waiting = [statement]
    while waiting:
        element = waiting.pop()
        found.add(element)
        inner = {id(part): part for part in inside(element) if id(part) not in seen}
        seen |= inner
        waiting += inner.values()
    return found


def inside(element: Any) -> list[Any]:  # noqa: ANN401 - any SQL element
    """Return what an element is made of, as it was written.

    SQLAlchemy counts the tables of a select's columns among its parts; those are left out, since
    a mapped column would then look like a bare table. What lies below a subquery's column stays.
    """
    if isinstance(element, ColumnClause):
        below = element.table
        return [] if below is None or table_name(below) else [below]
    if isinstance(element, FromClause) and table_name(element):
        return []
    if not isinstance(element, HasTraverseInternals):
        return []
    parts = HasTraverseInternals if isinstance(element, Select) else type(element)
    added = [text for text, _ in getattr(element, "_prefixes", ())]
    added += [text for text, _ in getattr(element, "_suffixes", ())]
    return [*parts.get_children(element), *added]


def _raw_texts(element: Any) -> Iterator[str]:  # noqa: ANN401 - any SQL element
    """Yield the SQL that an element carries as written, where any table may be named."""
    if isinstance(element, TextClause):
        yield element.text
    elif isinstance(element, ColumnClause) and element.is_literal:
        yield element.name
    yield getattr(getattr(element, "operator", None), "opstring", "")
    for _, hint in getattr(element, "_statement_hints", ()):
        yield hint
    yield from getattr(element, "_hints", {}).values()


def named(text: str) -> set[str]:
    """Return the scoped tables that a text of SQL names, in whatever way."""
    return {found.lower() for found in _NAMED.findall(text)}


def table_name(source: Any) -> str:  # noqa: ANN401 - any FROM element
    """Return the name of the table below aliases, '' when there is none."""
    while source is not None and not isinstance(source, TableClause):
        source = getattr(source, "element", None)
    return source.name if source is not None else ""
