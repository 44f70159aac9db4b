"""Rows of several tables read with one statement, and told from memory while the door is open.

A page about one file asks a dozen tables for what hangs on it, and each question costs the same
however few rows answer. `fetch` puts them into one: every line of a small list of branches is
joined to one table alone, so that the answer is as long as all the rows together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final, TypeVar

from sqlalchemy import case, inspect, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from caseapp.records.agencies import Agency, Service
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.db import Row
from caseapp.records.duty import DutyEntry
from caseapp.records.keyring import KEYS, Keyring
from caseapp.records.scope import FEW
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
        asked = union_all(
            *(
                select(literal(branch).label("branch"), literal(number).label("number"))
                for branch, number in branches
            )
        ).subquery("asked")
        used = sorted({branch for branch, _ in branches if branch < len(columns)})
        models = [columns[branch].class_ for branch in used]
        # What is kept by a mark is not told from the alias of a joined table.
        assert len(set(models)) == len(models), "each table is asked once"
        statement: Any = select(asked.c.branch, asked.c.number, *models).select_from(asked)
        for branch in used:
            # With no number for other branches the index finds nothing, and nothing is read there.
            own = case((asked.c.branch == branch, asked.c.number))
            statement = statement.outerjoin(columns[branch].class_, columns[branch] == own)
        own_key = case((asked.c.branch == len(columns), asked.c.number))
        statement, reading = self.beside_keys(statement, own_key, branches[-1][0] == len(columns))
        at = {branch: place for place, branch in enumerate(used, 2)}
        with reading:
            lines = self.session.execute(statement.execution_options(**{FEW: True})).all()
        for line in lines:
            if line.branch == len(columns):
                self.open_key(line.number, line[-1])
            elif (row := line[at[line.branch]]) is not None:
                self._fetched[_place(columns[line.branch], line.number)].append(row)

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
