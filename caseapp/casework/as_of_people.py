"""Who cared for a child, who spoke for it and what was agreed to, as of a past moment.

What is said of consent is never changed. What stood of a person before each change is kept since
records/keeping keeps it; where an earlier value was not, that is told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.one_child import record_of
from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry
from caseapp.records.pasts import PERSON, SPEAKS, ChildPast
from caseapp.records.people import ChildPerson, Representative
from caseapp.rules.values import local_day

_DAYS: Final = frozenset({"valid_from", "valid_until"})


@dataclass(frozen=True)
class PastPerson:
    """Somebody around the child as they were known; `ground`: they spoke for the child."""

    name: str
    relation: str
    cares: bool
    lives_with: bool
    phone: str
    no_call: bool
    valid_from: date | None
    valid_until: date | None
    ground: str


@dataclass(frozen=True)
class PastWord:
    """What had been said of a purpose, by whom; `who` is '' for the child and the office."""

    purpose: str
    kind: str
    speaker: str
    who: str
    basis: str
    happened_at: datetime
    words: str


@dataclass(frozen=True)
class PastPeople:
    """The people, what was agreed to, and whether what stood of each person was kept."""

    people: list[PastPerson]
    consents: list[PastWord]
    whole: bool


def people_as_of(
    door: desk.Door, child: Child, records: Collection[int], moment: datetime
) -> PastPeople:
    """Return the people around a child and its consents as they stood: by four statements.

    `records` are those that were one child with this one then (casework.one_child.records_then).
    """
    then = _Then(door, child, records, moment, _pasts(door, records))
    rows = [row for row in _rows(then, ChildPerson) if row.entered_at <= moment]
    grounds = _grounds(then)
    people = {row.id: _person(then, row, grounds.get(row.id, "")) for row in rows}
    names = {number: person.name for number, person in people.items()}
    whole = all(then.is_whole(row) for row in rows)
    return PastPeople(list(people.values()), _words(then, names), whole)


def _pasts(door: desk.Door, records: Collection[int]) -> dict[str, list[ChildPast]]:
    """Return what is kept of people, by the mark of their row, the oldest change first."""
    marked = or_(ChildPast.column.startswith(PERSON), ChildPast.column.startswith(SPEAKS))
    asked = select(ChildPast).where(ChildPast.child_id.in_(sorted(records)), marked)
    found: dict[str, list[ChildPast]] = {}
    for past in door.session.scalars(asked.order_by(ChildPast.id)):
        found.setdefault(past.column, []).append(past)
    return found


@dataclass(frozen=True)
class _Then:
    """A child at a moment, with what is kept of the people's rows."""

    door: desk.Door
    child: Child
    records: Collection[int]
    moment: datetime
    pasts: Mapping[str, list[ChildPast]]

    def stood(self, row: ChildPerson | Representative, name: str) -> Any:  # noqa: ANN401
        """Return what stood in a column of a row."""
        past = self.change_after(row)
        if past is None:
            return getattr(row, name)
        was = json.loads(past.was or "{}").get(name)
        return date.fromisoformat(was) if was and name in _DAYS else was

    def change_after(self, row: ChildPerson | Representative) -> ChildPast | None:
        """Return the first change after the moment, which kept what stood then."""
        return next((past for past in self._of(row) if past.changed_at > self.moment), None)

    def _of(self, row: ChildPerson | Representative) -> list[ChildPast]:
        mark = PERSON if isinstance(row, ChildPerson) else SPEAKS
        return self.pasts.get(f"{mark}{row.id}", [])

    def is_whole(self, row: ChildPerson) -> bool:
        """Tell whether every change of a person since the moment was kept."""
        changed = {past.version: past.changed_at for past in self._of(row)}
        first = row.version
        while first - 1 in changed:
            first -= 1
        return first == 1 or changed.get(first, datetime.max.replace(tzinfo=UTC)) <= self.moment

    def details(self, row: ChildPerson) -> dict[str, str]:
        """Return what was sealed of a person: name, telephone, address, why not to call."""
        past = self.change_after(row)
        blob, on = (row.details, row) if past is None else (past.was_sealed, past)
        key_id = record_of(self.door, self.child, on.child_id).key_id
        text = self.door.unseal(key_id, "child_people.details", row.id, blob)
        return dict(json.loads(text)) if text else {}


def _rows(then: _Then, model: type[Any]) -> list[Any]:
    asked = select(model).where(model.child_id.in_(sorted(then.records)))
    return list(then.door.session.scalars(asked.order_by(model.id)))


def _grounds(then: _Then) -> dict[int, str]:
    """Return by the number of each person who spoke for the child that day on what ground."""
    day = local_day(then.moment)
    found = {}
    for row in _rows(then, Representative):
        until = then.stood(row, "valid_until")
        began = row.entered_at <= then.moment and row.valid_from <= day
        if began and (until is None or day < until):
            found[row.person_id] = row.ground
    return found


def _person(then: _Then, row: ChildPerson, ground: str) -> PastPerson:
    told = then.details(row)
    relation, cares, lives_with, no_call, first, last = (
        then.stood(row, name)
        for name in ("relation", "cares", "lives_with", "no_call", "valid_from", "valid_until")
    )
    return PastPerson(
        name=told.get("name", ""),
        relation=relation,
        cares=cares,
        lives_with=lives_with,
        phone=told.get("phone", ""),
        no_call=no_call,
        valid_from=first,
        valid_until=last,
        ground=ground,
    )


def _words(then: _Then, names: Mapping[int, str]) -> list[PastWord]:
    """Return what had been said of consent, the newest first: such rows are never changed."""
    rows = [r for r in _rows(then, ConsentEntry) if r.entered_at <= then.moment]
    return [
        PastWord(
            row.purpose,
            row.kind,
            row.speaker,
            names.get(row.person_id or 0, ""),
            row.basis,
            row.happened_at,
            then.door.unseal(
                record_of(then.door, then.child, row.child_id).key_id,
                "consent_entries.words",
                row.id,
                row.words,
            ),
        )
        for row in reversed(rows)
    ]
