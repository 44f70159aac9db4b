"""What is decided about numbers and signatures: a unit's own register, what stops the 12 hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.city_settings import Decided, decide, held, history, withdraw
from caseapp.records.kept_papers import numbers_given
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.kept_papers import CLICK_STOPS, NO, YES, next_number, own_register
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class UnitRegister:
    """A unit of the reader's: whether it keeps its register in here, and what was decided."""

    unit_id: int
    unit: str
    own: bool
    decided: list[Decided]


def click_rules(actor: Actor, *, now: datetime) -> list[Decided]:
    """Return what the city decided of the 12 hours, the newest first."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        rows = history(door, [CLICK_STOPS])
        door.log("settings:click_stops_clock", None, rows=len(rows))
        return rows


def click_holds(actor: Actor, *, now: datetime) -> bool:
    """Tell whether today the chair's word in here stops the 12 hours by itself."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        row = held(door, CLICK_STOPS, local_day(now))
        door.log("settings:click_stops_clock")
        return row is None or row.value != NO


def set_click_rule(
    actor: Actor, *, stops: bool, decision: str, valid_from: date, now: datetime, post: str = ""
) -> None:
    """Enter whether the chair's word stops the 12 hours of reports that come from a day on.

    RuleBroken for a day that is past: clocks of reports that came then stand already.
    """
    if valid_from < local_day(now):
        raise RuleBroken("This cannot hold from a day that is past", field="valid_from")
    with desk.writing(actor, Act.SIGNING_SET_RULES, now=now, post=post) as door:
        value = YES if stops else NO
        decide(door, CLICK_STOPS, value, decision=decision, valid_from=valid_from)


def withdraw_click_rule(actor: Actor, number: int, *, now: datetime) -> None:
    """Withdraw a decision that was entered wrongly, before its first day is over.

    RuleBroken afterwards: reports were received under it.
    """
    with desk.writing(actor, Act.SIGNING_SET_RULES, now=now) as door:
        rows = {row.number: row for row in history(door, [CLICK_STOPS])}
        if number in rows and rows[number].valid_from < local_day(now):
            raise RuleBroken("Reports were received under this rule: enter a new decision instead")
        withdraw(door, number, [CLICK_STOPS])


def list_registers(actor: Actor, *, now: datetime) -> list[UnitRegister]:
    """Return the units for which this person says who gives the numbers, by name."""
    units = scope_for(actor, Act.REGISTER_SET, local_day(now)).units or frozenset()
    with desk.reading(actor, Act.REGISTER_SET, now=now) as door:
        door.log("settings:own_register", None, units=len(units))
        found = [
            UnitRegister(
                unit,
                areas.label(unit),
                keeps_register(door, unit, local_day(now)),
                history(door, [own_register(unit)]),
            )
            for unit in units
        ]
        return sorted(found, key=lambda each: each.unit)


def set_register(
    actor: Actor,
    unit: int,
    *,
    own: bool,
    decision: str,
    valid_from: date,
    now: datetime,
    post: str = "",
) -> None:
    """Say from which day on a unit's register of numbers is, or is no longer, kept in here."""
    with desk.writing(actor, Act.REGISTER_SET, now=now, post=post) as door:
        _insist(door, unit)
        value, name = YES if own else NO, own_register(unit)
        decide(door, name, value, decision=decision, valid_from=valid_from, unit=unit)


def withdraw_register(actor: Actor, unit: int, number: int, *, now: datetime) -> None:
    """Withdraw what was entered wrongly about a unit's register."""
    with desk.writing(actor, Act.REGISTER_SET, now=now) as door:
        _insist(door, unit)
        withdraw(door, number, [own_register(unit)], unit=unit)


def _insist(door: desk.Door, unit: int) -> None:
    """Raise RuleBroken for a unit that is not the person's own."""
    if door.scope.units is not None and unit not in door.scope.units:
        raise RuleBroken("Choose a unit of your own", field="unit")


def keeps_register(door: desk.Door, unit: int, day: date) -> bool:
    """Tell whether a unit's register of numbers is kept in here on a day."""
    row = held(door, own_register(unit), day)
    return row is not None and row.value == YES


def proposed_number(actor: Actor, unit: int, symbol: str, *, now: datetime) -> str:
    """Return the next number of a unit's own register this year; '' where the clerk gives it."""
    with desk.reading(actor, Act.PAPER_COMPLETE, now=now) as door:
        door.log("settings:own_register", unit)
        today = local_day(now)
        if not keeps_register(door, unit, today):
            return ""
        return next_number(numbers_given(door.session, unit, today.year, symbol))
