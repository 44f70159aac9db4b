"""Whose rows count for a reader of a ward: those of the files that this reader may open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, select

from caseapp.records.children import ChildUnit
from caseapp.records.reach import Rows

_UNITS: Final[FromClause] = ChildUnit.__table__


@dataclass(frozen=True)
class Seen:
    """The units whose files the reader opens, less what is kept from them by a mark of conflict.

    The city's own readers count exactly, over all rows: they have none of this.
    """

    units: frozenset[int]
    hidden: Rows | None = None

    def children(self, number: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on a child's id."""
        own = select(_UNITS.c.child_id).where(_UNITS.c.area_id.in_(sorted(self.units)))
        yield number.in_(own)
        if self.hidden is not None and self.hidden.children:
            yield number.not_in(sorted(self.hidden.children))

    def reports(self, report: Any) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401 - a table's columns
        """Yield the conditions on a report's id and unit."""
        yield report.area_id.in_(sorted(self.units))
        if self.hidden is not None and self.hidden.reports:
            yield report.id.not_in(sorted(self.hidden.reports))
