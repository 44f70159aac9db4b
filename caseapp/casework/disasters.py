"""Disasters: entered and corrected, with their days and the units that they hit."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.records.disasters import Disaster, DisasterUnit, Impact
from caseapp.rules.access import Act, Actor
from caseapp.rules.disasters import Spell, check_disaster
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class DisasterEntry:
    """A disaster as it is entered; `units` are codes of wards and communes of today."""

    name: str
    kind: str
    started_on: date
    ended_on: date | None
    units: tuple[str, ...]

    @property
    def spell(self) -> Spell:
        """Its days."""
        return Spell(self.started_on, self.ended_on)


def enter_disaster(actor: Actor, entry: DisasterEntry, *, now: datetime, post: str = "") -> str:
    """Enter a disaster that hit units which the person answers for; return its number.

    RuleBroken for a unit outside, and for a disaster of the same name and first day.
    """
    check_disaster(entry.name, entry.kind, entry.spell, local_day(now))
    with desk.writing(actor, Act.DISASTER_ENTER, now=now, post=post) as door:
        units = _units(door, entry.units)
        _insist_on_new(door, entry)
        row = Disaster(entered_at=now, entered_by=actor.user_id)
        _write(row, entry)
        door.session.add(row)
        door.session.flush()
        _hit(door, row.id, units)
        door.log(f"disaster:{row.id}", None, entered=True, units=len(units))
        door.made = str(row.id)
        return door.made


def correct_disaster(
    actor: Actor, number: int, entry: DisasterEntry, *, seen: str, now: datetime, post: str = ""
) -> str:
    """Correct a disaster all of whose units the person answers for; `seen` is its mark_of.

    RuleBroken when somebody else changed it since, when harm is recorded before its first day, or
    when a unit would go out of which children are recorded.
    """
    check_disaster(entry.name, entry.kind, entry.spell, local_day(now))
    with desk.writing(actor, Act.DISASTER_ENTER, now=now, post=post) as door:
        row = door.find(Disaster, id=number)
        if not may_correct(door, units_of(door, number)):
            raise RuleBroken("This disaster hit other units too: ask the supervisor to correct it")
        if mark_of(row, units_of(door, number)) != seen:
            raise RuleBroken("Somebody changed this meanwhile: look at it once more")
        units = _units(door, entry.units)
        if row.name != entry.name.strip() or row.started_on != entry.started_on:
            _insist_on_new(door, entry, but=number)
        _insist_after_start(door, number, entry.started_on)
        _write(row, entry)
        door.session.execute(delete(DisasterUnit).where(DisasterUnit.disaster_id == number))
        _hit(door, number, units)
        door.log(f"disaster:{number}", None, corrected=True, units=len(units))
        door.made = str(number)
        return door.made


def _write(row: Disaster, entry: DisasterEntry) -> None:
    row.name, row.kind = entry.name.strip(), entry.kind
    row.started_on, row.ended_on = entry.started_on, entry.ended_on


def _units(door: desk.Door, codes: Collection[str]) -> list[int]:
    """Return the units of today that bear the codes; RuleBroken for one not the person's own."""
    today = local_day(door.now)
    known = {code for code, _ in areas.choices_now(door.now)}
    found = [unit for code in dict.fromkeys(codes) if (unit := areas.at(code, today))]
    if not codes:
        raise RuleBroken("Choose the units that were hit", field="units")
    if not set(codes) <= known or not all(door.scope.covers(unit) for unit in found):
        raise RuleBroken("Choose among your own units", field="units")
    return found


def _hit(door: desk.Door, number: int, units: Collection[int]) -> None:
    door.session.add_all(DisasterUnit(disaster_id=number, unit_id=unit) for unit in sorted(units))
    door.session.flush()


def _insist_on_new(door: desk.Door, entry: DisasterEntry, but: int = 0) -> None:
    same_day = select(Disaster.name).where(
        Disaster.started_on == entry.started_on, Disaster.id != but
    )
    if fold(entry.name) in map(fold, door.session.scalars(same_day)):
        raise RuleBroken(
            "A disaster of this name began on that day already: look for it in the list",
            field="name",
        )


def _insist_after_start(door: desk.Door, number: int, started: date) -> None:
    earlier = select(Impact.id).where(
        Impact.disaster_id == number, Impact.affected_on < started, Impact.deleted_at.is_(None)
    )
    if door.session.scalar(earlier.limit(1)) is not None:
        raise RuleBroken("A child is recorded as hit before that day", field="started_on")


def find_disaster(door: desk.Door, number: int) -> Disaster:
    """Return the disaster of a number; Missing when there is none."""
    return door.find(Disaster, id=number)


def units_of(door: desk.Door, number: int) -> list[int]:
    """Return the units that a disaster hit, as it was entered; none for one that was imported."""
    asked = select(DisasterUnit.unit_id).where(DisasterUnit.disaster_id == number)
    return list(door.session.scalars(asked.order_by(DisasterUnit.unit_id)))


def may_correct(door: desk.Door, units: Collection[int]) -> bool:
    """Tell whether the person answers for all that a disaster hit; one without units is the city's.

    For a door that was opened to enter disasters.
    """
    if not units:
        return door.scope.units is None
    return all(door.scope.covers(unit) for unit in units)


def mark_of(row: Disaster, units: Collection[int]) -> str:
    """Return what changes with whatever of a disaster is corrected."""
    said = (row.name, row.kind, row.started_on, row.ended_on, sorted(units))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def insist_hit(door: desk.Door, number: int, unit: int) -> None:
    """Raise RuleBroken for a unit that the disaster did not hit, where its units are known."""
    units = units_of(door, number)
    if units and unit not in units:
        raise RuleBroken("This disaster did not hit this unit: ask the supervisor to add it")
