"""The register of a unit's carers: entered, changed, read; the home of one by itself, logged."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.carer_cells import home_of, named_carer, rows_in, said_of
from caseapp.casework.carer_suspects import doubts
from caseapp.casework.child_days import insist_past
from caseapp.casework.measure_papers import Place
from caseapp.casework.namings import unit_of
from caseapp.records.carers import Carer, cell_of
from caseapp.rules.access import Act, Actor
from caseapp.rules.care_states import lacks
from caseapp.rules.codes.care import CARE_CONDITIONS, JUDICIAL_RECORD
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day

_DAY: Final = timedelta(days=1)
_ADULT: Final = 18
_OLDEST: Final = 110


@dataclass(frozen=True)
class NewCarer:
    """A carer as entered; `last_day` is included and asks why the entry ends."""

    name: str
    born: int
    relative: bool
    address: str
    phone: str
    conditions: tuple[str, ...]
    valid_from: date
    health_on: date | None = None
    judicial: str = "not_needed"
    applied_on: date | None = None
    last_day: date | None = None
    ended: str = ""


@dataclass(frozen=True)
class CarerView:
    """A carer without the home; `number` counts within the unit, `lacks` are codes.

    `doubts` are the marks of reports that may name the carer as a suspect.
    """

    number: int
    id: int
    version: int
    name: str
    born: int
    relative: bool
    conditions: tuple[str, ...]
    health_on: date | None
    judicial: str
    applied_on: date | None
    valid_from: date
    last_day: date | None
    ended: str
    holds: bool
    lacks: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The carers of a unit, in the order in which they were entered."""

    code: str
    unit_id: int
    unit: str
    carers: tuple[CarerView, ...]

    @property
    def available(self) -> tuple[CarerView, ...]:
        """Those whose entry holds today."""
        return tuple(each for each in self.carers if each.holds)


def _check(new: NewCarer, now: datetime) -> None:
    today = local_day(now)
    if not new.name.strip():
        raise RuleBroken("Enter the carer's name", field="name")
    if not today.year - _OLDEST <= new.born <= today.year - _ADULT:
        raise RuleBroken("Enter the year of birth of somebody of full age", field="born")
    if not new.address.strip():
        raise RuleBroken("Enter the address of the carer", field="address")
    if set(new.conditions) - set(CARE_CONDITIONS.codes):
        raise RuleBroken("Choose one of the answers listed", field="conditions")
    if new.judicial not in JUDICIAL_RECORD:
        raise RuleBroken("Choose one of the answers listed", field="judicial")
    _check_days(new, now)


def _check_days(new: NewCarer, now: datetime) -> None:
    for field in ("valid_from", "health_on", "applied_on"):
        insist_past(getattr(new, field), now, field)
    if new.last_day is None:
        return
    if new.last_day < new.valid_from:
        raise RuleBroken("The last day cannot lie before the first", field="last_day")
    if not new.ended.strip():
        raise RuleBroken("Give the reason", field="ended")


def register_carer(actor: Actor, unit: str, new: NewCarer, *, now: datetime, post: str = "") -> str:
    """Enter a carer into a unit's register; return their number in it."""
    _check(new, now)
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        area_id = unit_of(door, unit)
        row = Carer(area_id=area_id, entered_at=now, entered_by=actor.user_id)
        _fill(row, new)
        door.session.add(row)
        door.session.flush()
        _seal(door, row, new)
        door.log(f"carer:{row.id}", area_id)
        door.made = str(len(rows_in(door, area_id)))
        return door.made


def change_carer(
    actor: Actor, unit: str, number: int, new: NewCarer, *, version: int, now: datetime,
    post: str = "",
) -> None:  # fmt: skip
    """Change what stands in the register, or end the entry; RuleBroken for an older version."""
    _check(new, now)
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        row = _numbered(door, unit_of(door, unit), number)
        if row.version != version:
            raise RuleBroken("This was changed after you opened it: read it once more")
        _fill(row, new)
        _seal(door, row, new)
        door.log(f"carer:{row.id}", row.area_id, changed=True)
        door.made = str(number)


def _fill(row: Carer, new: NewCarer) -> None:
    row.relative, row.judicial = new.relative, new.judicial
    row.health_on, row.applied_on = new.health_on, new.applied_on
    row.valid_from = new.valid_from
    row.valid_until = new.last_day + _DAY if new.last_day else None


def _seal(door: desk.Door, row: Carer, new: NewCarer) -> None:
    said = {
        "name": new.name.strip(),
        "born": new.born,
        "conditions": [code for code in CARE_CONDITIONS.codes if code in new.conditions],
        "ended": new.ended.strip(),
    }
    home = {"address": new.address.strip(), "phone": new.phone.strip()}
    vault = door.place.vault
    row.content = vault.seal_own(cell_of(row, "content"), _json(said))
    row.home = vault.seal_own(cell_of(row, "home"), _json(home))
    door.session.flush()


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _numbered(door: desk.Door, area_id: int, number: int) -> Carer:
    rows = rows_in(door, area_id)
    if not 1 <= number <= len(rows):
        raise Missing(f"carers:{area_id},{number}"[:60])
    return rows[number - 1]


def carer_to_take(door: desk.Door, area_id: int, number: int) -> tuple[Carer, Place]:
    """Return a carer whose entry holds, with their home as a place; RuleBroken for another."""
    rows = rows_in(door, area_id)
    if not 1 <= number <= len(rows) or not _holds(rows[number - 1], local_day(door.now)):
        raise RuleBroken("Choose a carer from the register", field="carer")
    row = rows[number - 1]
    said = said_of(door, row)
    home = home_of(door, row)
    return row, Place(str(said["name"]), str(home["address"]), str(home["phone"]))


def _holds(row: Carer, day: date) -> bool:
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


def lacks_of(door: desk.Door, row: Carer) -> tuple[str, ...]:
    """Return what is lacking with a carer today."""
    return lacks(
        applied_on=row.applied_on,
        health_on=row.health_on,
        judicial=row.judicial,
        conditions=said_of(door, row).get("conditions", ()),
        day=local_day(door.now),
    )


def read_register(actor: Actor, unit: str, *, now: datetime) -> Register:
    """Return the register of a unit, without anybody's home; Missing outside the reach."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        area_id = unit_of(door, unit)
        rows = rows_in(door, area_id)
        door.log(f"carers:{area_id}", area_id, rows=len(rows))
        named = doubts(door, area_id, [named_carer(door, row) for row in rows])
        views = tuple(_view(door, row, number, named[row.id]) for number, row in enumerate(rows, 1))
        return Register(unit, area_id, areas.label(area_id), views)


def _view(door: desk.Door, row: Carer, number: int, named: tuple[str, ...]) -> CarerView:
    said = said_of(door, row)
    return CarerView(
        number=number,
        id=row.id,
        version=row.version,
        name=str(said.get("name", "")),
        born=int(said.get("born", 0)),
        relative=row.relative,
        conditions=tuple(said.get("conditions", ())),
        health_on=row.health_on,
        judicial=row.judicial,
        applied_on=row.applied_on,
        valid_from=row.valid_from,
        last_day=row.valid_until - _DAY if row.valid_until else None,
        ended=str(said.get("ended", "")),
        holds=_holds(row, local_day(door.now)),
        lacks=lacks_of(door, row),
        doubts=named,
    )


def read_home(actor: Actor, unit: str, number: int, *, now: datetime) -> Place:
    """Return where a carer lives; each look is logged."""
    with desk.reading(actor, Act.PLACE_SEE, now=now) as door:
        row = _numbered(door, unit_of(door, unit), number)
        door.log(f"carer:{row.id}", row.area_id, home=True)
        home = home_of(door, row)
        name = str(said_of(door, row).get("name", ""))
        return Place(name, str(home.get("address", "")), str(home.get("phone", "")))


def list_units(actor: Actor, *, now: datetime) -> list[tuple[str, str, int]]:
    """Return the units within reach: code, name, how many carers are registered there today."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        today = local_day(now)
        asked = select(Carer.area_id).where(
            (Carer.valid_until.is_(None)) | (Carer.valid_until > today)
        )
        found = Counter(door.session.scalars(asked))
        door.log("carers:units", None, rows=len(found))
        own = door.scope.units or frozenset()
        units = territory().units
        return sorted((units[area].code, areas.label(area), found[area]) for area in {*found, *own})
