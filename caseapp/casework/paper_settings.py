"""Deciding how papers are headed and on what they stand: the city for all, a unit for its names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.city_settings import Decided, decide, history, withdraw
from caseapp.casework.letterheads import usual_place
from caseapp.rules.access import Act, Actor, may, scope_for
from caseapp.rules.outcomes import Missing
from caseapp.rules.paper_settings import (
    AGENCY,
    CITY_NAMES,
    UNIT_NAMES,
    checked,
    unit_name,
    usual,
)
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class PaperSetting:
    """One setting: what papers of today say, the decision behind it, and all there ever were.

    `name` is without its unit; `held` is None while what is `usual` holds.
    """

    name: str
    usual: str
    held: Decided | None
    decisions: list[Decided]

    @property
    def value(self) -> str:
        """What papers of today say."""
        return self.usual if self.held is None else self.held.value


def city_settings(actor: Actor, *, now: datetime) -> list[PaperSetting]:
    """Return what the city decided about papers, each with its history."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        found = history(door, CITY_NAMES)
        door.log("settings:paper", None, rows=len(found))
        return [_setting(name, name, usual(name), found) for name in CITY_NAMES]


def unit_settings(actor: Actor, unit: int, *, now: datetime) -> list[PaperSetting]:
    """Return a unit's own name and place as papers print them, each with its history."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        _insist_on_unit(unit, now)
        found = history(door, [unit_name(name, unit) for name in UNIT_NAMES])
        door.log("settings:paper", unit, rows=len(found))
        return [
            _setting(name, unit_name(name, unit), _usual_of(name, unit), found)
            for name in UNIT_NAMES
        ]


def _usual_of(name: str, unit: int) -> str:
    return areas.label(unit) if name == AGENCY else usual_place(unit)


def _setting(name: str, kept_as: str, otherwise: str, found: list[Decided]) -> PaperSetting:
    own = [each for each in found if each.name == kept_as]
    return PaperSetting(name, otherwise, next((each for each in own if each.holds), None), own)


@dataclass(frozen=True)
class NewSetting:
    """What was typed, the number of the decision behind it, and from which day it holds."""

    typed: str
    decision: str
    valid_from: date


def decide_city(actor: Actor, name: str, new: NewSetting, *, now: datetime, post: str = "") -> None:
    """Enter what the city decided; papers of that day and later print it.

    RuleBroken for what no paper could print; Missing for a setting that is not the city's.
    """
    if name not in CITY_NAMES:
        raise Missing(f"settings:{name}")
    value = checked(name, new.typed)
    with desk.writing(actor, Act.PAPER_SET_RULES, now=now, post=post) as door:
        decide(door, name, value, decision=new.decision, valid_from=new.valid_from)


def decide_unit(
    actor: Actor, name: str, unit: int, new: NewSetting, *, now: datetime, post: str = ""
) -> None:
    """Enter how a unit's papers name it, or its place; Missing for a unit beyond reach."""
    if name not in UNIT_NAMES:
        raise Missing(f"settings:{name}")
    value = checked(name, new.typed)
    with desk.writing(actor, Act.PAPER_SET_NAMES, now=now, post=post) as door:
        _insist_on_own(door, unit)
        kept_as = unit_name(name, unit)
        decide(door, kept_as, value, decision=new.decision, valid_from=new.valid_from, unit=unit)


def withdraw_city(actor: Actor, name: str, number: int, *, now: datetime) -> None:
    """Withdraw a decision of the city that was entered wrongly; it stays in the list."""
    with desk.writing(actor, Act.PAPER_SET_RULES, now=now) as door:
        withdraw(door, number, {name} & {*CITY_NAMES})


def withdraw_unit(actor: Actor, name: str, unit: int, number: int, *, now: datetime) -> None:
    """Withdraw what a unit entered wrongly; it stays in the list."""
    with desk.writing(actor, Act.PAPER_SET_NAMES, now=now) as door:
        _insist_on_own(door, unit)
        names = {unit_name(name, unit)} if name in UNIT_NAMES else set()
        withdraw(door, number, names, unit=unit)


def _insist_on_own(door: desk.Door, unit: int) -> None:
    _insist_on_unit(unit, door.now)
    if not door.scope.covers(unit):
        raise Missing(f"settings:{unit}")


def _insist_on_unit(unit: int, now: datetime) -> None:
    """Raise Missing unless the unit is a ward or commune of today."""
    if all(areas.at(code, local_day(now)) != unit for code, _ in areas.choices_now(now)):
        raise Missing(f"settings:{unit}")


def units_to_name(actor: Actor, *, now: datetime) -> list[tuple[int, str]]:
    """Return the units whose own names the person may enter; none for who may for none."""
    day = local_day(now)
    if not may(actor, Act.PAPER_SET_NAMES, day):
        return []
    scope = scope_for(actor, Act.PAPER_SET_NAMES, day)
    found = ((areas.at(code, day), label) for code, label in areas.choices_now(now))
    return [(unit, label) for unit, label in found if unit is not None and scope.covers(unit)]
