"""The keys that an open door holds: a child's own key is made, opened and used here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.orm import Session

from caseapp.records import vault
from caseapp.records.children import Child, SubjectKey
from caseapp.records.claims import held
from caseapp.records.db import Place, rows_to_insert, run_all
from caseapp.records.reports import Report
from caseapp.records.scoped import OutOfScope, at_the_keys

_KEYS: Final[Any] = SubjectKey.__table__
KEYS: Final = SubjectKey.__tablename__

Write = Callable[[Session], object]
"""Set-based statements with their values, to be run in a writing session."""


def beside_keys(statement: Select[Any], number: ColumnElement[int | None]) -> Select[Any]:
    """Let a select read the key of a number in its last column; it is sent `at_the_keys`."""
    return statement.add_columns(_KEYS.c.wrapped).outerjoin(_KEYS, _KEYS.c.id == number)


@dataclass
class Keyring:
    """Seals and opens cells under children's keys, for as long as a session is open."""

    session: Session
    place: Place
    waiting: list[Write] | None = field(default=None, repr=False, kw_only=True)
    """What is to be written later, by another door, in this order; None: all is written at once."""
    _keys: dict[int, bytes] = field(default_factory=dict, repr=False, kw_only=True)

    def put(self, write: Write) -> None:
        """Write what was got ready: now, or when another door takes it over."""
        if self.waiting is None:
            write(self.session)
        else:
            self.waiting.append(write)

    def key_of(self, row: Child | Report) -> int:
        """Return the id of the row's own key, made now if there is none; flushes.

        A report about a known child is sealed under the child's key.
        """
        if row.key_id is None and isinstance(row, Report) and row.child_id is not None:
            row.key_id = self.key_of(self.session.get_one(Child, row.child_id))
        if row.key_id is None:
            row.key_id = self._new_key()
            self.session.flush()
        return row.key_id

    def _new_key(self) -> int:
        """Make a key; return its id, which its wrapped form is bound to."""
        with at_the_keys():
            connection = self.session.connection()
            made = connection.execute(insert(_KEYS).values(wrapped=None)).inserted_primary_key
            assert made is not None
            number = int(made[0])
            self._keys[number], wrapped = self.place.vault.new_subject_key(number)
            connection.execute(update(_KEYS).where(_KEYS.c.id == number).values(wrapped=wrapped))
        return number

    def new_keys(self, number: int) -> list[int]:
        """Make that many keys at once (bulk), once in an act; return their ids."""
        with at_the_keys():
            first = (self.session.scalar(select(func.max(_KEYS.c.id))) or 0) + 1
        numbers = list(range(first, first + number))
        wrapped: list[bytes] = []
        for key_id in numbers:
            self._keys[key_id], sealed = self.place.vault.new_subject_key(key_id)
            wrapped.append(sealed)
        columns: dict[str, Sequence[int | bytes]] = {"id": numbers, "wrapped": wrapped}
        ready = rows_to_insert(self.session.connection().dialect, _KEYS, columns)
        self.put(lambda session: run_all(session.connection(), ready))
        return numbers

    def open_keys(self, key_ids: Iterable[int]) -> None:
        """Open many keys at once, some hundred with each statement, for exports and imports."""
        wanted = sorted(set(key_ids) - set(self._keys))
        for start in range(0, len(wanted), 500):
            some = _KEYS.c.id.in_(wanted[start : start + 500])
            with at_the_keys():
                rows = self.session.execute(select(_KEYS.c.id, _KEYS.c.wrapped).where(some)).all()
            for key_id, wrapped in rows:
                self.open_key(key_id, wrapped)

    def open_key(self, key_id: int, wrapped: bytes | None) -> None:
        """Hold a key that was read; one that was destroyed is none."""
        if wrapped is not None:
            self._keys[key_id] = self.place.vault.open_subject_key(key_id, wrapped)

    def destroy(self, key_id: int, now: datetime, *, of_child: int | None = None) -> None:
        """Erase a key, and with it all that it still seals; flushes.

        Raises OutOfScope while any child or report holds it, but for the child that is erased
        with its reports.
        """
        self.session.flush()
        if held(self.session, key_id, but_child=of_child):
            raise OutOfScope(f"subject key {key_id} is still held")
        with at_the_keys():
            self.session.connection().execute(
                update(_KEYS).where(_KEYS.c.id == key_id).values(wrapped=None, destroyed_at=now),
            )
        self._keys.pop(key_id, None)

    def _key(self, key_id: int) -> bytes:
        if key_id not in self._keys:
            with at_the_keys():
                own = select(_KEYS.c.wrapped).where(_KEYS.c.id == key_id)
                wrapped = self.session.connection().scalar(own)
            if wrapped is None:
                raise vault.KeyDestroyed(f"subject key {key_id} was destroyed")
            self._keys[key_id] = self.place.vault.open_subject_key(key_id, wrapped)
        return self._keys[key_id]

    def seal(self, key_id: int, column: str, row_id: int, text: str) -> bytes | None:
        """Seal a text for the cell `table.column` of a row; an empty text is no cell."""
        if not text:
            return None
        return vault.seal(key_id, self._key(key_id), f"{column}:{row_id}", text)

    def unseal(self, key_id: int | None, column: str, row_id: int, blob: bytes | None) -> str:
        """Open a sealed cell; '' when it is empty; KeyTrouble when it was tampered with."""
        if blob is None or key_id is None:
            return ""
        return vault.unseal(self._key(key_id), f"{column}:{row_id}", blob)

    def key_named(self, blob: bytes) -> int:
        """Return the id of the key that a sealed cell lies under; 0 for the instance's own."""
        return vault.key_named(blob)

    def mac(self, text: str) -> bytes:
        """Return the keyed hash by which an equal personal id is found."""
        return self.place.vault.mac(text)
