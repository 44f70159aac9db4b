"""Reads frozen sheets: the list of editions, one of them, and what has changed since, by cause."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import FromClause, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.own_reach import hidden_from
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import Period
from caseapp.statistics.beside import beside_changes, beside_in
from caseapp.statistics.counting import count_sheet
from caseapp.statistics.denominators import Denominators
from caseapp.statistics.differences import (
    COUNTED,
    FULFILLED,
    Differences,
    by_cause,
    differences,
    differing,
)
from caseapp.statistics.facts.kin import Kin, read_kin
from caseapp.statistics.facts.seen import Seen
from caseapp.statistics.figures import read_facts
from caseapp.statistics.freezing import Edition, cell_of, editions, question
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.kept_sheet import Kept, from_plain, narrowed, unpack
from caseapp.statistics.members import BESIDE, CHILDLESS, Member, from_lists, members_of
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.since import read_away, read_since
from caseapp.statistics.territory import UNASSIGNED, Ground

_CHILDREN: Final[FromClause] = Child.__table__
_REPORTS: Final[FromClause] = Report.__table__
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Used:
    """The population figure that counted for a unit; none where it lacked one."""

    area: str
    unit: int
    children: int | None
    reference_date: date | None
    source: str


@dataclass(frozen=True)
class Change:
    """A figure that is another one now: how many children then and now, and why."""

    area: str
    indicator: str
    part: str
    then: int
    now: int
    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PopulationChange:
    """An area's children by which shares are worked out, then and now; None where not known."""

    area: str
    then: int | None
    now: int | None


@dataclass(frozen=True)
class Frozen:
    """One edition as its reader may see it: of the city, or of units within what they may open."""

    edition: Edition
    sheet: Sheet
    whole: bool
    used: tuple[Used, ...]
    changes: tuple[Change, ...]
    populations: tuple[PopulationChange, ...]
    definition_now: str


def list_frozen(actor: Actor, *, now: datetime) -> list[Edition]:
    """Return every edition, the latest period first."""
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        found = editions(door)
        door.log("frozen_sheets:list", None, rows=len(found))
        return found


def read_frozen(actor: Actor, number: int, *, now: datetime) -> Frozen:
    """Return an edition with all that differs now; Missing when there is none of the number."""
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        found = Reading(door, number)
        sheet = found.kept.sheet
        changes, populations, definition = found.since()
        door.log(f"frozen_sheet:{number}", None, changes=len(changes))
        return Frozen(
            found.edition,
            sheet,
            found.seen is None,
            tuple(found.used()),
            tuple(changes),
            tuple(populations),
            definition,
        )


def read_frozen_sheet(
    actor: Actor,
    number: int,
    *,
    now: datetime,
    insist: Callable[[Period], None] = lambda _period: None,
) -> tuple[Edition, Sheet]:
    """Return the figures of an edition alone, as a file hands them out.

    `insist` raises for a period that whoever asks does not reach, before anything is unsealed.
    """
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        row = door.find(FrozenSheet, id=number)
        insist(Period(row.period, row.first_day, row.last_day))
        found = Reading(door, number)
        door.log(f"frozen_sheet:{number}", None, file=True)
        return found.edition, replace(found.kept.sheet, notes_of=found.beside)


class Reading:
    """An edition opened for a reader: narrowed to their units and what they may open in them."""

    def __init__(self, door: desk.Door, number: int) -> None:
        self.session = door.session
        row = door.find(FrozenSheet, id=number)
        self.edition = next(each for each in editions(door) if each.number == number)
        self.period = self.edition.period
        self.ground = Ground(territory(), self.period.end)
        opened = {
            column: unpack(
                door.place.vault.unseal_own(cell_of(row, column), getattr(row, column) or b"")
            )
            for column in ("figures", "members")
        }
        self.kept = from_plain(opened["figures"], self.period, row.definition)
        self.members = from_lists(opened["members"])
        units = door.scope.units
        self.areas = self._areas(units)
        self.kin = read_kin(self.session, self.period)
        self.seen = None if units is None else Seen(units, hidden_from(self.session, door.actor))
        if self.seen is not None:
            self.members = _within(self.session, self.seen, self.members, self.kin)
            self.kept = narrowed(self.kept, self.members, self.areas, self.ground)

    def _areas(self, units: Collection[int] | None) -> tuple[int, ...]:
        if units is None:
            return (CITY_ID, *self.ground.units, UNASSIGNED)
        return tuple(unit for unit in self.ground.units if self.ground.heir(unit) in units)

    def beside(self, code: str) -> Mapping[str, int]:
        """Return what stands beside indicator 9 in an area, by its code."""
        return beside_in(self.members, self.ground, self.ground.area(code))

    def used(self) -> Iterator[Used]:
        """Yield the population figures that counted, by unit; the city's own where it has one."""
        counted = Denominators(self.kept.figures, self.ground)
        wholes = {f.unit: f for f in self.kept.figures if not f.sex and not f.age_band}
        for area in self.areas:
            if area == UNASSIGNED or (area == CITY_ID and area not in wholes):
                continue
            forms = {area, self.ground.unchanged_before(area)}
            own = [figure for unit, figure in wholes.items() if unit in forms]
            newest = max(own, key=lambda figure: figure.day, default=None)
            yield Used(
                self.ground.code(area),
                area,
                counted.children(area),
                newest.day if newest else None,
                self.kept.sources.get(newest.unit, "") if newest else "",
            )

    def since(self) -> tuple[list[Change], list[PopulationChange], str]:
        """Return what differs now by cause, the children of areas that do, and the definition."""
        ask = question(self.period, self.edition.basis)
        facts = read_facts(self.session, ask, self.seen)
        kin = read_kin(self.session, self.period, self.seen)
        alike = members_of(
            replace(facts, relief_days=self.kept.relief_days), self.period, self.edition.basis
        )
        asked = differing(self.members, alike, self.kin.root_of)
        since = replace(
            read_since(self.session, self.edition.frozen_at, asked, self.kin),
            away=read_away(self.session, facts, self.period, asked["8"], kin),
            redefined=self.kept.redefined,
        )
        now = members_of(facts, self.period, self.edition.basis)
        found = differences(self.members, alike, now, since, self.ground)
        sheet = count_sheet(ask, facts, territory())
        codes = {self.ground.code(area): area for area in self.areas}
        beside = beside_changes(self.members, now, found, self.ground, codes)
        return (
            [*_changes(self.kept, sheet, found, codes), *(Change(*each) for each in beside)],
            list(_populations(self.kept.sheet, sheet, codes)),
            sheet.definition,
        )


def _within(
    session: Session, seen: Seen, members: Mapping[str, list[Member]], kin: Kin
) -> dict[str, list[Member]]:
    """Leave the members that the reader may open now, as the figures of today do."""
    child, report = _CHILDREN.c.id, _REPORTS.c.id
    roots = {kin.root_of.get(one.child, one.child) for those in members.values() for one in those}
    told = {number for those in members.values() for one in those for number in one.reports}
    children = set(_chosen(session, child, roots, seen.children(child)))
    reports = set(_chosen(session, report, told, seen.reports(_REPORTS.c)))
    return {
        source: [
            one
            for one in those
            if (source == CHILDLESS or kin.root_of.get(one.child, one.child) in children)
            and (source not in {"9", *BESIDE} or not reports.isdisjoint(one.reports))
        ]
        for source, those in members.items()
    }


def _chosen(
    session: Session,
    column: Any,  # noqa: ANN401 - a column
    numbers: Iterable[int],
    conditions: Iterable[Any],
) -> Iterator[int]:
    wanted, only = sorted(numbers), tuple(conditions)
    for start in range(0, len(wanted), _AT_ONCE):
        some = column.in_(wanted[start : start + _AT_ONCE])
        yield from session.scalars(select(column).where(some, *only))


def _changes(
    kept: Kept, now: Sheet, found: Differences, codes: Mapping[str, int]
) -> Iterator[Change]:
    """Yield the figures that differ, by area: numerators, and who is counted where it divides."""
    then, today = _undivided(kept.sheet), _undivided(now)
    for code, area in codes.items():
        for each in INDICATORS:
            parts = (COUNTED,) if each.of_population else (COUNTED, FULFILLED)
            for part in parts if each.id != "8b" else (FULFILLED,):
                at = (each.id, code)
                change = Change(
                    code,
                    each.id,
                    part,
                    _number(then.get(at), part, of_population=each.of_population),
                    _number(today.get(at), part, of_population=each.of_population),
                    tuple(by_cause(found, each.source, part, area)),
                )
                if change.causes or change.then != change.now:
                    yield change


def _undivided(sheet: Sheet) -> dict[tuple[str, str], tuple[int, int | None]]:
    return {
        (row.indicator, row.area): (row.numerator, row.denominator)
        for row in sheet.make_rows()
        if not row.by
    }


def _number(row: tuple[int, int | None] | None, part: str, *, of_population: bool) -> int:
    """Return how many count or fulfil: of shares of the population the numerator counts."""
    numerator, denominator = row or (0, 0)
    return numerator if of_population or part == FULFILLED else denominator or 0


def _populations(then: Sheet, now: Sheet, codes: Collection[str]) -> Iterator[PopulationChange]:
    before, after = _undivided(then), _undivided(now)
    for code in codes:
        children = [rows.get(("8a", code), (0, None))[1] for rows in (before, after)]
        if children[0] != children[1]:
            yield PopulationChange(code, *children)
