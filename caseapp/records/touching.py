"""Reads a statement as it was written and tells what case content it touches, and in what way.

What it says in words of SQL is seen when it is compiled (`rendered`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, FromClause, Select, TableClause
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.visitors import HasTraverseInternals

from caseapp.records.scoped import KEPT, SCOPED

CLOSED: Final = frozenset({*SCOPED, KEPT})
"""The tables of case content, and of the keys to it, by name."""

_WHOLE: Final = (
    "attach",
    "vacuum",
    "dbstat",
    r"sqlite_stat\d",
    "sqlite_dbpage",
    "sqlcipher_export",
    "copy",
    "dblink",
    r"\w+_to_xml",
    r"pg_read\w*",
    "lo_export",
    "load_extension",
    "readfile",
    "writefile",
)
"""Words by which a database hands out whole tables or the whole file without naming a table."""

_NAMED: Final = re.compile(
    r"\b(" + "|".join((*sorted(CLOSED), *_WHOLE)) + r")(?:_\w+)?\b",
    re.IGNORECASE,
)
_MAPPED: Final = {"parententity", "parentmapper", "_orm_adapt"}
"""What SQLAlchemy writes on the tables and columns that come from a mapped class."""


@dataclass
class Touched:
    """Scoped tables of a statement: as entities, by columns without one, by their bare name.

    `aliased` are those of the entities that stand there under another name.
    """

    entities: set[str] = field(default_factory=set)
    aliased: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    bound: dict[Any, Select[Any]] = field(default_factory=dict)
    """The select as it is sent within units, by how these are asked: the row filter's own."""

    def __bool__(self) -> bool:
        return bool(self.entities or self.columns or self.bare)

    def add(self, element: Any, source: Any) -> Any:  # noqa: ANN401 - any SQL element
        """Note a table or a column of one; return what lies below when it is neither."""
        if not (name := table_name(source)):
            return source
        if name in SCOPED:
            bare = _MAPPED.isdisjoint(element._annotations)  # noqa: SLF001 - nothing else tells
            barely = self.bare if source is element else self.columns
            (barely if bare else self.entities).add(name)
            entity = element._annotations.get("parententity")  # noqa: SLF001 - nothing else tells
            if getattr(entity, "is_aliased_class", False):
                self.aliased.add(name)
        return None


_WALKED: Final[WeakKeyDictionary[Select[Any], Touched]] = WeakKeyDictionary()
"""What selects touch, as long as they live: those that are made once are walked once.

SQLAlchemy changes none in place; a condition more makes another select.
"""


def touched(statement: Any) -> Touched:  # noqa: ANN401 - any SQL element
    """Return what a statement touches; nobody may change the answer."""
    if type(statement) is not Select:
        return _walk(statement)
    found = _WALKED.get(statement)
    if found is None:
        found = _WALKED[statement] = _walk(statement)
    return found


def _walk(statement: Any) -> Touched:  # noqa: ANN401 - any SQL element
    """Walk a statement as it was written and return what it touches.

    SQLAlchemy counts the tables of a select's columns among its parts; those are left out, since
    a mapped column would then look like a bare table. What lies below a subquery's column stays.
    """
    found = Touched()
    seen = {id(statement): statement}  # kept alive, so that no id is used again
    waiting = [statement]
    while waiting:
        element = waiting.pop()
        parts: Any = ()
        if isinstance(element, ColumnClause):
            parts = (found.add(element, element.table),)
        elif not isinstance(element, FromClause) or found.add(element, element) is not None:
            parts = _parts(element)
        for part in parts:
            if part is not None and id(part) not in seen:
                seen[id(part)] = part
                waiting.append(part)
    return found


def _parts(element: Any) -> Any:  # noqa: ANN401 - any SQL element
    """Return what an element is made of, as it was written."""
    if isinstance(element, BindParameter) or not isinstance(element, HasTraverseInternals):
        return ()
    kind = HasTraverseInternals if isinstance(element, Select) else type(element)
    return kind.get_children(element)


def named(text: str) -> set[str]:
    """Return the scoped tables that a text of SQL names, or what would hand out all of them."""
    return {found.lower() for found in _NAMED.findall(text)}


def table_name(source: Any) -> str:  # noqa: ANN401 - any FROM element
    """Return the name of the table below aliases, '' when there is none.

    In any case of letters, and without the schema.
    """
    while source is not None and not isinstance(source, TableClause):
        source = getattr(source, "element", None)
    return plain_name(source.name) if source is not None else ""


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """Return a table's name as the database takes it."""
    return name.casefold().rpartition(".")[2].strip('"`[] ')
