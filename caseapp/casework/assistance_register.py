"""The register of help of a unit: by year and kind, and what still runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assistance_confirming import RUNS, SAID, due_in
from caseapp.casework.namings import unit_of
from caseapp.casework.one_child import COUNTS_AS
from caseapp.records.children import Assistance, Child, ChildUnit
from caseapp.rules.access import Act, Actor
from caseapp.rules.assistance import ask_again_on, is_due
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day

PAGE: Final = 50
PRINTED: Final = 500
"""So many lines go on one print; a longer list is asked for by kind or by year."""


@dataclass(frozen=True)
class Wanted:
    """Which help is looked for: days that meet a year, a kind, only what runs; `after` a line."""

    year: int | None = None
    kind: str = ""
    running: bool = False
    after: int = 0


@dataclass(frozen=True)
class HelpLine:
    """A help in the register, with its child; `due`: whether it still runs is to be confirmed."""

    id: int
    code: str
    name: str
    born: date | None
    birth_precision: str
    kind: str
    given_on: date
    given_until: date | None
    open_ended: bool
    provider: str
    value: int | None
    in_kind: str
    said_on: date
    asked_on: date
    due: bool


@dataclass(frozen=True)
class Sum:
    """How many helps there are, and to how many children."""

    times: int
    children: int


@dataclass(frozen=True)
class Register:
    """A page of a unit's register; `next` is the line after which the next page begins, or 0."""

    code: str
    unit_id: int
    unit: str
    lines: list[HelpLine]
    next: int
    sum: Sum
    due: int = 0


def read_register(actor: Actor, code: str, wanted: Wanted, *, now: datetime) -> Register:
    """Return help of a unit's children, the newest first, fifty at a time."""
    with desk.reading(actor, Act.ASSISTANCE_LIST, now=now) as door:
        unit = unit_of(door, code)
        where = _where(unit, wanted)
        asked = _lines_of(*where).order_by(Assistance.given_on.desc(), Assistance.id.desc())
        if (last := _last(door, wanted.after, Assistance.given_on)) is not None:
            asked = asked.where(tuple_(Assistance.given_on, Assistance.id) < last)
        return _page(door, unit, asked, where, "register")


def read_running(actor: Actor, code: str, after: int = 0, *, now: datetime) -> Register:
    """Return the help of a unit's children that still runs, the longest unconfirmed first."""
    with desk.reading(actor, Act.ASSISTANCE_LIST, now=now) as door:
        unit = unit_of(door, code)
        where = _where(unit, Wanted(running=True))
        asked = _lines_of(*where).order_by(SAID, Assistance.id)
        if (last := _last(door, after, SAID)) is not None:
            asked = asked.where(tuple_(SAID, Assistance.id) > last)
        return _page(door, unit, asked, where, "running")


def list_whole(actor: Actor, code: str, wanted: Wanted, *, now: datetime) -> Register:
    """Return all lines for a print, the oldest first; RuleBroken when one print cannot hold them.

    Printing is an act of its own and stands in the log of each child.
    """
    with desk.reading(actor, Act.ASSISTANCE_PRINT, now=now) as door:
        unit = unit_of(door, code)
        where = _where(unit, wanted)
        total = _sum(door, where)
        if total.times > PRINTED:
            raise RuleBroken("Too many lines for one print: choose a year or a kind")
        asked = _lines_of(*where).order_by(Assistance.given_on, Assistance.id)
        rows = door.session.execute(asked).all()
        for child in sorted({row.Assistance.child_id for row in rows}):
            door.log(f"child:{child}", unit, printed=True)
        door.log(f"assistance:{unit}", unit, printed=len(rows))
        return Register(code, unit, areas.label(unit), _views(door, rows), 0, total)


def _page(
    door: desk.Door, unit: int, asked: Select[Any], where: list[ColumnElement[bool]], name: str
) -> Register:
    rows = door.session.execute(asked.limit(PAGE + 1)).all()
    page = rows[:PAGE]
    total, due = _sum(door, where), due_in(door, unit)
    door.log(f"assistance:{unit}", unit, rows=len(page), list=name)
    following = page[-1].Assistance.id if len(rows) > PAGE else 0
    code = territory().units[unit].code
    return Register(code, unit, areas.label(unit), _views(door, page), following, total, due)


def _where(unit: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what tells the help of a unit's children that is looked for."""
    found: list[ColumnElement[bool]] = [
        Assistance.child_id.in_(select(ChildUnit.child_id).where(ChildUnit.area_id == unit)),
        Assistance.deleted_at.is_(None),
        or_(Child.deleted_at.is_(None), Child.merged_into_id.is_not(None)),
    ]
    if wanted.kind:
        found.append(Assistance.kind == wanted.kind)
    if wanted.running:
        found.append(and_(*RUNS))
    if wanted.year:
        last = func.coalesce(Assistance.given_until, Assistance.given_on)
        found += [
            Assistance.given_on <= date(wanted.year, 12, 31),
            or_(Assistance.open_ended, last >= date(wanted.year, 1, 1)),
        ]
    return found


def _lines_of(*where: ColumnElement[bool]) -> Select[Any]:
    return select(Assistance, Child).join(Child, Child.id == Assistance.child_id).where(*where)


def _last(door: desk.Door, after: int, column: Any) -> tuple[Any, int] | None:  # noqa: ANN401 - a column
    """Return where the page before ended, by the number of its last line."""
    if not after:
        return None
    row = door.session.execute(select(column, Assistance.id).where(Assistance.id == after)).first()
    return (row[0], row[1]) if row else None


def _sum(door: desk.Door, where: list[ColumnElement[bool]]) -> Sum:
    counts = func.count(Assistance.id), func.count(COUNTS_AS.distinct())
    asked = select(*counts).join(Child, Child.id == Assistance.child_id).where(*where)
    return Sum(*door.session.execute(asked).tuples().one())


def _views(door: desk.Door, rows: Collection[Any]) -> list[HelpLine]:
    door.open_keys(row.Child.key_id for row in rows if row.Assistance.in_kind is not None)
    return [_line(door, row.Assistance, row.Child) for row in rows]


def _line(door: desk.Door, row: Assistance, child: Child) -> HelpLine:
    said = row.confirmed_on or row.given_on
    return HelpLine(
        id=row.id,
        code=child.code,
        name=child.full_name,
        born=child.date_of_birth,
        birth_precision=child.birth_precision,
        kind=row.kind,
        given_on=row.given_on,
        given_until=row.given_until,
        open_ended=row.open_ended,
        provider=row.provider,
        value=row.value,
        in_kind=door.unseal(child.key_id, "assistance.in_kind", row.id, row.in_kind),
        said_on=said,
        asked_on=ask_again_on(said),
        due=row.open_ended and is_due(said, local_day(door.now)),
    )


@dataclass(frozen=True)
class Unit:
    """A unit whose register is written."""

    code: str
    unit_id: int
    unit: str


def read_unit(actor: Actor, code: str, *, now: datetime) -> Unit:
    """Return the unit of a code; Missing outside the reach."""
    with desk.reading(actor, Act.ASSISTANCE_LIST, now=now) as door:
        unit = unit_of(door, code)
        door.log(f"assistance:{unit}", unit)
        return Unit(code, unit, areas.label(unit))


def list_units(actor: Actor, *, now: datetime) -> list[tuple[str, str]]:
    """Return code and name of the units of today whose register this person may read."""
    with desk.reading(actor, Act.ASSISTANCE_LIST, now=now) as door:
        door.log("assistance:units")
        own = door.scope.units
        known = areas.choices_now(now)
        return [(code, name) for code, name in known if own is None or int(code) in own]
