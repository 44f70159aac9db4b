"""Rows of several tables read with one statement, and told from memory while the door is open.

A page about one file asks a dozen tables for what hangs on it, and each question costs the same
however few rows answer. `fetch` puts them into one: every line of a small list of branches is
joined to one table alone, so that the answer is as long as all the rows together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Final, TypeVar

from sqlalchemy import Integer, Select, bindparam, case, inspect, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from caseapp.records.agencies import Agency, Service
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.db import Row
from caseapp.records.duty import DutyEntry
from caseapp.records.keyring import KEYS, Keyring, beside_keys
from caseapp.records.scope import FEW
from caseapp.records.scoped import at_the_keys
from caseapp.records.standing_in import Naming
from caseapp.records.users import User

R = TypeVar("R", bound=Row)
Place = tuple[str, str, int]
"""A table, its column, and the number that is asked for."""

_NAMES: Final = {
    model.__tablename__: model
    for model in (Agency, AssistanceBatch, DutyEntry, Naming, Service, User)
}
"""Tables without case content that rows name by number, and views by name."""
_BRANCHES: Final = 400
"""SQLite joins at most 500 selects to one."""
_LEAST: Final = 8
_NONE: Final = -1
"""The place of no column: of a line to which no number was given."""


@dataclass
class Gathering(Keyring):
    """Reads rows by what they hang on; what was fetched at once is told from memory."""

    _fetched: dict[Place, list[Any]] = field(default_factory=dict, repr=False, kw_only=True)

    def rows(self, column: InstrumentedAttribute[Any], number: int) -> list[Any]:
        """Return the rows whose column has the number, the first entered first."""
        model, place = column.class_, _place(column, number)
        if place in self._fetched:
            return list(self._fetched[place])
        found = self.session.scalars(select(model).where(column == number))
        return sorted(found, key=_identity)

    def knows(self, column: InstrumentedAttribute[Any], number: int) -> bool:
        """Tell whether the rows whose column has the number were fetched."""
        return _place(column, number) in self._fetched

    def at_hand(self, model: type[R]) -> list[R]:
        """Return the rows of a model that were fetched, whatever they were asked by."""
        table = model.__tablename__
        return [row for place, rows in self._fetched.items() if place[0] == table for row in rows]

    def fetch(
        self, *asked: tuple[InstrumentedAttribute[Any], Iterable[int]], keys: Iterable[int] = ()
    ) -> None:
        """Read the rows whose columns have these numbers: one statement for all of them.

        With it are opened the `keys` that no cell was opened with before.
        """
        columns = [column for column, _ in asked]
        branches = [
            (branch, number)
            for branch, (_, numbers) in enumerate(asked)
            for number in sorted(set(numbers))
        ]
        for branch, number in branches:
            self._fetched[_place(columns[branch], number)] = []
        branches += [(len(columns), number) for number in sorted(set(keys) - set(self._keys))]
        for some in _bundles(branches):
            self._read(columns, some)
        for rows in self._fetched.values():
            rows.sort(key=_identity)

    def _read(
        self, columns: list[InstrumentedAttribute[Any]], branches: list[tuple[int, int]]
    ) -> None:
        used = sorted({branch for branch, _ in branches})
        keyed = used[-1] == len(columns)
        asking = tuple(columns[branch] for branch in used[: len(used) - keyed])
        at = {branch: place for place, branch in enumerate(used)}
        values: dict[str, int | None] = {}
        wide = _width(len(branches))
        for line, (branch, number) in enumerate(branches):
            values |= {f"branch{line}": at[branch], f"number{line}": number}
        for line in range(len(branches), wide):
            values |= {f"branch{line}": _NONE, f"number{line}": None}
        with at_the_keys() if keyed else nullcontext():
            lines = self.session.execute(_select(asking, wide, keyed=keyed), values).all()
        for branch, number, *rows in lines:
            if branch == len(asking):
                self.open_key(number, rows[-1])
            elif branch != _NONE and (row := rows[branch]) is not None:
                self._fetched[_place(asking[branch], number)].append(row)

    def fetch_names(
        self, *more: Row, beside: tuple[InstrumentedAttribute[Any], Iterable[int]] | None = None
    ) -> None:
        """Read the accounts, agencies and namings that the fetched rows, and `more`, name.

        For views to tell; with them are opened the keys of these rows, and read what is asked for
        `beside` them.
        """
        wanted: dict[str, set[int]] = {}
        for row in chain(more, *self._fetched.values()):
            for name, table in _named_by(type(row)):
                if (number := getattr(row, name)) is not None:
                    wanted.setdefault(table, set()).add(number)
        keys = wanted.pop(KEYS, ())
        columns = {table: _NAMES[table].id for table in sorted(wanted)}
        self.fetch(
            *(
                (column, [each for each in wanted[table] if not self.knows(column, each)])
                for table, column in columns.items()
            ),
            *(() if beside is None else (beside,)),
            keys=keys,
        )


@lru_cache(maxsize=512)
def _select(
    columns: tuple[InstrumentedAttribute[Any], ...], lines: int, *, keyed: bool
) -> Select[Any]:
    """Return the select of rows by these columns, and of keys, for so many numbers.

    Made once: to make it anew for a case's page took a third of that page's time. The numbers are
    given when it runs, each with the place of its column; that of the keys follows the last.
    """
    models = [column.class_ for column in columns]
    # What is kept by a mark is not told from the alias of a joined table.
    assert len(set(models)) == len(models), "each table is asked once"
    asked = union_all(
        *(
            select(
                bindparam(f"branch{line}", type_=Integer).label("branch"),
                bindparam(f"number{line}", type_=Integer).label("number"),
            )
            for line in range(lines)
        )
    ).subquery("asked")
    statement: Any = select(asked.c.branch, asked.c.number, *models).select_from(asked)
    # With no number for other branches the index finds nothing, and nothing is read there.
    for branch, column in enumerate(columns):
        own = case((asked.c.branch == branch, asked.c.number))
        statement = statement.outerjoin(column.class_, column == own)
    if keyed:
        statement = beside_keys(statement, case((asked.c.branch == len(columns), asked.c.number)))
    made: Select[Any] = statement.execution_options(**{FEW: True})
    return made


def _width(lines: int) -> int:
    """Return how many lines a select is made for that so many are given to: few widths in all."""
    return min(_BRANCHES, max(_LEAST, 1 << (lines - 1).bit_length()))


def _named_by(model: type[Row]) -> list[tuple[str, str]]:
    """Return the columns of a model that name a row of such a table, with the table."""
    found = _NAMED.get(model)
    if found is None:
        columns = inspect(model).columns
        found = _NAMED[model] = [
            (name, key.column.table.name)
            for name, column in columns.items()
            for key in column.foreign_keys
            if key.column.table.name in _NAMES or key.column.table.name == KEYS
        ]
    return found


_NAMED: Final[dict[type[Row], list[tuple[str, str]]]] = {}


def _place(column: InstrumentedAttribute[Any], number: int) -> Place:
    return column.class_.__tablename__, column.key, number


def _identity(row: Any) -> Any:  # noqa: ANN401 - any mapped row
    return inspect(row).identity


def _bundles(branches: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    waiting = iter(branches)
    while some := list(islice(waiting, _BRANCHES)):
        yield some
