"""The children of a unit whom a disaster hit: those who wait first, each with what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.disaster_reading import Counts, counts_by, stands
from caseapp.casework.disasters import find_disaster, units_of
from caseapp.casework.namings import unit_of
from caseapp.casework.one_child import record_of, rows_of
from caseapp.casework.relief_days import relief_days_on
from caseapp.casework.reliefs import Place, mark_of
from caseapp.casework.staff import name_of
from caseapp.records.children import Child, ChildUnit
from caseapp.records.disasters import Disaster, Impact
from caseapp.rules.access import Act, Actor
from caseapp.rules.disasters import Spell, days_between
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, is_child, local_day

PAGE = 100
PRINTED = 500
"""So many children go on one print."""


@dataclass(frozen=True)
class Withdrawal:
    """Why an entry counts no more, since when, and who said so."""

    why: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ImpactView:
    """A child's harm; `waits` are the days without relief, None once it came.

    `head` and `hamlet` are of the child's record: who cares for it, and where it lives. `counts`
    is false for one who was 16 on that day. `took` is after how many days relief came; `late` says
    that either is more than the limit. `hidden` says that the code stands in the name's place.
    """

    id: int
    number: int
    disaster: str
    kind: str
    code: str
    name: str
    sex: str
    born: date | None
    birth_precision: str
    head: str
    hamlet: str
    affected_on: date
    listed_on: date | None
    harm: str
    relieved_on: date | None
    relief_kind: str
    waits: int | None
    late: bool
    took: int | None
    counts: bool
    mark: str
    withdrawn: Withdrawal | None = None
    hidden: bool = False


@dataclass(frozen=True)
class UnitPlace:
    """A disaster in a unit; `hit` tells whether the unit stands among those hit."""

    number: int
    disaster: str
    kind: str
    started_on: date
    ended_on: date | None
    code: str
    unit_id: int
    unit: str
    hit: bool

    @property
    def place(self) -> Place:
        """Of which disaster and unit it is."""
        return Place(self.number, self.code)

    @property
    def spell(self) -> Spell:
        """The days of the disaster."""
        return Spell(self.started_on, self.ended_on)


@dataclass(frozen=True)
class UnitList(UnitPlace):
    """A page of a unit's list; `entries` are its lines, of which a child may have several."""

    days: int
    lines: tuple[ImpactView, ...]
    withdrawn: tuple[ImpactView, ...]
    counts: Counts
    entries: int
    page: int
    more: bool


def read_place(actor: Actor, number: int, code: str, *, now: datetime) -> UnitPlace:
    """Return a disaster as a unit has it, without its children."""
    with desk.reading(actor, Act.IMPACT_LIST, now=now) as door:
        unit = unit_of(door, code)
        door.log(f"disaster:{number}", unit)
        return UnitPlace(*_place(door, number, code, unit))


def _place(
    door: desk.Door, number: int, code: str, unit: int
) -> tuple[int, str, str, date, date | None, str, int, str, bool]:
    row, units = find_disaster(door, number), units_of(door, number)
    hit = not units or unit in units
    return (
        number, row.name, row.kind, row.started_on, row.ended_on,
        code, unit, areas.label(unit), hit,
    )  # fmt: skip


def read_list(actor: Actor, number: int, code: str, page: int = 1, *, now: datetime) -> UnitList:
    """Return the children whom a unit may open and the disaster hit, a hundred at a time.

    Those without relief first, the longest waiting of them first, each household together.
    """
    with desk.reading(actor, Act.IMPACT_LIST, now=now) as door:
        unit = unit_of(door, code)
        found = _list(door, number, code, unit, first=PAGE * (page - 1), most=PAGE, page=page)
        door.log(f"disaster:{number}", unit, rows=len(found.lines), page=page)
        return found


def list_printed(actor: Actor, number: int, code: str, *, now: datetime) -> UnitList:
    """Return the whole list for a print, an act of its own that the log of each child names.

    RuleBroken when one print cannot hold it.
    """
    with desk.reading(actor, Act.IMPACT_PRINT, now=now) as door:
        unit = unit_of(door, code)
        found = _list(door, number, code, unit, first=0, most=PRINTED, page=1)
        if found.more:
            raise RuleBroken("Too many lines for one print: 500 at most")
        for child in sorted(set(_children(door, number, unit))):
            door.log(f"child:{child}", unit, printed=True)
        door.log(f"disaster:{number}", unit, printed=len(found.lines))
        return found


def read_line(actor: Actor, place: Place, row_id: int, *, now: datetime) -> ImpactView:
    """Return one line of a unit's list, withdrawn or not; Missing for any other."""
    with desk.reading(actor, Act.IMPACT_LIST, now=now) as door:
        unit, disaster = unit_of(door, place.code), find_disaster(door, place.number)
        door.find(Impact, id=row_id, disaster_id=place.number)
        asked = _of(place.number, unit).where(Impact.id == row_id)
        found = door.session.execute(asked).first()
        if found is None:
            raise Missing(f"impacts:{row_id}")
        door.log(f"child:{found.Child.id}", unit, impact=row_id)
        return _views(door, disaster, [(found.Impact, found.Child)])[0]


def impacts_of(door: desk.Door, child: Child) -> list[ImpactView]:
    """Return all harm by disasters to a child, the newest first, with what was withdrawn."""
    rows = rows_of(door, Impact.child_id, child)
    rows.sort(key=lambda row: (row.affected_on, row.id), reverse=True)
    found = []
    for row in rows:
        disaster = door.session.get_one(Disaster, row.disaster_id)
        found += _views(door, disaster, [(row, record_of(door, child, row.child_id))])
    return found


def _of(number: int, unit: int) -> Select[tuple[Impact, Child]]:
    here = select(ChildUnit.child_id).where(ChildUnit.area_id == unit)
    return (
        select(Impact, Child)
        .join(Child, Child.id == Impact.child_id)
        .where(Impact.disaster_id == number, Child.id.in_(here))
    )


def _children(door: desk.Door, number: int, unit: int) -> Iterable[int]:
    standing = _of(number, unit).where(*stands())
    return door.session.scalars(standing.with_only_columns(Impact.child_id))


def _list(
    door: desk.Door, number: int, code: str, unit: int, *, first: int, most: int, page: int
) -> UnitList:
    disaster = find_disaster(door, number)
    since = func.coalesce(Impact.listed_on, Impact.affected_on)
    asked = (
        _of(number, unit)
        .where(*stands())
        .order_by(
            Impact.relieved_on.is_not(None), since, Child.guardian_name, Child.address, Impact.id
        )
    )
    rows = door.session.execute(asked.offset(first).limit(most + 1)).tuples().all()
    gone = _of(number, unit).where(Impact.deleted_at.is_not(None)).order_by(Impact.id.desc())
    withdrawn = door.session.execute(gone.limit(PAGE)).tuples().all()
    days = relief_days_on(door, local_day(door.now))
    return UnitList(
        *_place(door, number, code, unit),
        days,
        tuple(_views(door, disaster, rows[:most])),
        tuple(_views(door, disaster, withdrawn)),
        *_tally(door, number, unit, days),
        page,
        len(rows) > most,
    )


def _tally(door: desk.Door, number: int, unit: int, days: int) -> tuple[Counts, int]:
    """Return the children as the disaster's own page counts them, and how many lines there are."""
    counted = counts_by(door, ChildUnit.area_id, local_day(door.now), days, number)
    return counted.get(unit, Counts()), len(list(_children(door, number, unit)))


def _views(
    door: desk.Door, disaster: Disaster, rows: Iterable[tuple[Impact, Child]]
) -> list[ImpactView]:
    today = local_day(door.now)
    days = relief_days_on(door, today)
    found = []
    for row, child in rows:
        waited = days_between(row.affected_on, row.listed_on, row.relieved_on or today)
        waits = row.relieved_on is None
        found.append(
            ImpactView(
                row.id, disaster.id, disaster.name, disaster.kind,
                child.code, child.full_name, child.sex, child.date_of_birth,
                child.birth_precision, child.guardian_name, child.address,
                row.affected_on, row.listed_on, row.harm, row.relieved_on, row.relief_kind,
                waited if waits else None, waited > days, None if waits else waited,
                is_child(child.date_of_birth, row.affected_on), mark_of(row),
                _withdrawal(door, row, child), child.hidden_name is not None,
            )
        )  # fmt: skip
    return found


def _withdrawal(door: desk.Door, row: Impact, child: Child) -> Withdrawal | None:
    if row.deleted_at is None:
        return None
    why = door.unseal(child.key_id, "impacts.why_deleted", row.id, row.why_deleted)
    return Withdrawal(why, row.deleted_at, name_of(door, row.deleted_by))
