"""The people around a child: who cares for it, who lives with it, whom nobody may call.

The carer of the register (`children.guardian_*`, which an import brings) is the first line, until
the same person stands in a row of its own: nobody is named twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from caseapp import desk
from caseapp.casework.child_days import insist_born, insist_order, insist_past
from caseapp.casework.intake import propose_around
from caseapp.casework.one_child import find_child, find_row, record_of, root_of
from caseapp.casework.one_child import rows_of as all_rows
from caseapp.records.children import Child
from caseapp.records.people import ChildPerson
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.people import RELATION
from caseapp.rules.matching import fold
from caseapp.rules.namesakes import plain_phone
from caseapp.rules.values import RuleBroken, local_day

_OLDEST = 120


@dataclass(frozen=True)
class PersonEntry:
    """Somebody around the child, from a day until another (exclusive), as far as it is known.

    `no_call`: the number is never called; `why` says what would happen.
    """

    name: str
    relation: str
    cares: bool = False
    lives_with: bool = False
    birth_year: int | None = None
    phone: str = ""
    address: str = ""
    no_call: bool = False
    why: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class PersonView:
    """A person of the child; `number` is 0 for the carer of the register, who has no row."""

    number: int
    version: int
    entry: PersonEntry
    here: bool

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.entry.name


def add_person(
    actor: Actor, code: str, entry: PersonEntry, *, now: datetime, post: str = ""
) -> None:
    """Enter somebody around the child; RuleBroken for one who stands there already."""
    _check(entry, now)
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        _within_life(child, entry)
        _insist_new(door, child, entry)
        row = ChildPerson(child_id=child.id, entered_at=now, entered_by=actor.user_id, relation="")
        door.session.add(row)
        _write(door, child, row, entry)
        propose_around(door, child, entry.name, entry.phone)
        door.log(f"child:{child.id}", None, person=row.id)
        door.made = child.code


def edit_person(
    actor: Actor, code: str, number: int, entry: PersonEntry, *, version: int, now: datetime
) -> None:
    """Correct what is known of a person; Stale when somebody saved since the form was read."""
    _check(entry, now)
    with desk.writing(actor, Act.CHILD_EDIT, now=now) as door:
        child = find_child(door, code)
        row = find_row(door, ChildPerson, child, number)
        door.expect_version(row, version)
        _within_life(child, entry)
        _write(door, record_of(door, child, row.child_id), row, entry)
        propose_around(door, child, entry.name, entry.phone)
        door.log(f"child:{child.id}", None, person=row.id, edited=True)
        door.made = child.code


def _check(entry: PersonEntry, now: datetime) -> None:
    if not entry.name.strip():
        raise RuleBroken("Enter the name, or what the person is called", field="name")
    if entry.relation not in RELATION:
        raise RuleBroken("Choose who the person is to the child", field="relation")
    if not entry.cares and not entry.lives_with and not entry.phone.strip():
        raise RuleBroken(
            "Tick that the person cares for the child or lives with it, or enter a telephone",
            field="cares",
        )
    if entry.phone.strip() and not plain_phone(entry.phone):
        raise RuleBroken("A telephone number has digits", field="phone")
    if entry.no_call and not entry.phone.strip():
        raise RuleBroken("Enter the number that must not be called", field="phone")
    _check_days(entry, now)


def _check_days(entry: PersonEntry, now: datetime) -> None:
    year, this_year = entry.birth_year, local_day(now).year
    if year is not None and not this_year - _OLDEST <= year <= this_year:
        raise RuleBroken("Enter the year of birth with its four digits", field="birth_year")
    insist_past(entry.valid_from, now, "valid_from")
    insist_past(entry.valid_until, now, "valid_until")
    insist_order(entry.valid_from, entry.valid_until, "valid_until")


def _within_life(child: Child, entry: PersonEntry) -> None:
    for day, field in ((entry.valid_from, "valid_from"), (entry.valid_until, "valid_until")):
        if day is not None:
            insist_born(child, day, field)


def _insist_new(door: desk.Door, child: Child, entry: PersonEntry) -> None:
    alike = [
        each
        for each in rows_of(door, child)
        if each.here and fold(each.name) == fold(entry.name)
        and each.entry.relation == entry.relation
    ]  # fmt: skip
    if alike:
        raise RuleBroken("This person stands there already: correct that line", field="name")


def _write(door: desk.Door, child: Child, row: ChildPerson, entry: PersonEntry) -> None:
    row.relation, row.cares, row.lives_with = entry.relation, entry.cares, entry.lives_with
    row.birth_year, row.no_call = entry.birth_year, entry.no_call
    row.valid_from, row.valid_until = entry.valid_from, entry.valid_until
    phone = plain_phone(entry.phone)
    row.phone_mac = door.mac(phone) if phone else None
    key_id = door.key_of(child)
    door.session.flush()
    told = {
        "name": entry.name.strip(),
        "phone": entry.phone.strip(),
        "address": entry.address.strip(),
        "why": entry.why.strip() if entry.no_call else "",
    }
    text = json.dumps(told, ensure_ascii=False)
    row.details = door.seal(key_id, "child_people.details", row.id, text)
    door.session.flush()


def rows_of(door: desk.Door, child: Child) -> list[PersonView]:
    """Return the people who have a row of their own, those of today first."""
    rows = all_rows(door, ChildPerson.child_id, root_of(door, child))
    views = [_view(door, child, row) for row in rows]
    return sorted(views, key=lambda view: (not view.here, not view.entry.cares))


def _view(door: desk.Door, child: Child, row: ChildPerson) -> PersonView:
    key_id = record_of(door, child, row.child_id).key_id
    text = door.unseal(key_id, "child_people.details", row.id, row.details)
    told = json.loads(text) if text else {}
    entry = PersonEntry(
        name=told.get("name", ""),
        relation=row.relation,
        cares=row.cares,
        lives_with=row.lives_with,
        birth_year=row.birth_year,
        phone=told.get("phone", ""),
        address=told.get("address", ""),
        no_call=row.no_call,
        why=told.get("why", ""),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
    today = local_day(door.now)
    here = row.valid_until is None or row.valid_until > today
    return PersonView(row.id, row.version, entry, here)


def people_of(door: desk.Door, child: Child) -> list[PersonView]:
    """Return all the people, the register's carer first unless they have a row of their own."""
    return with_register(child, rows_of(door, child))


def with_register(child: Child, rows: list[PersonView]) -> list[PersonView]:
    """Put the register's carer before the rows, where none of them is the same person."""
    name, phone = child.guardian_name, plain_phone(child.guardian_phone)
    if not name and not phone:
        return rows
    known = {fold(row.name) for row in rows} | {plain_phone(row.entry.phone) for row in rows} - {""}
    if (fold(name) or phone) in known or (phone and phone in known):
        return rows
    entry = PersonEntry(
        name=name, relation=child.guardian_relation, cares=True, phone=child.guardian_phone
    )
    return [PersonView(0, 0, entry, here=True), *rows]


@dataclass(frozen=True)
class Uncalled:
    """A number that is never called, and whose it is."""

    phone: str
    name: str
    relation: str
    why: str


def uncalled(people: Iterable[PersonView]) -> list[Uncalled]:
    """Return the numbers that nobody calls, of people who have left the child as well."""
    return [
        Uncalled(each.entry.phone, each.name, each.entry.relation, each.entry.why)
        for each in people
        if each.entry.no_call
    ]


def is_uncalled(phone: str, numbers: Iterable[Uncalled]) -> bool:
    """Tell whether a number, however it is written, is one that nobody calls."""
    plain = plain_phone(phone)
    return bool(plain) and plain in {plain_phone(each.phone) for each in numbers}


def marked_numbers(people: list[PersonView]) -> list[PersonView]:
    """Return the people with the rule on each line that bears such a number, whoever's it is."""
    numbers = uncalled(people)
    return [
        replace(each, entry=replace(each.entry, no_call=True))
        if not each.entry.no_call and is_uncalled(each.entry.phone, numbers)
        else each
        for each in people
    ]
