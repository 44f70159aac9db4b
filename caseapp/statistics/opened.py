"""Opens a count of the figures: its rows one by one, for who may open the files they lie in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.listing import listed
from caseapp.records.own_reach import at_the_tables, hidden_from
from caseapp.records.reports import Report
from caseapp.records.scope import FEW
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import local_day
from caseapp.statistics.cells import BY_REPORT, CellAsk, area_of, found_in
from caseapp.statistics.facts.kin import Kin, read_kin
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.facts.seen import Seen
from caseapp.statistics.figures import read_facts
from caseapp.statistics.indicators.i09 import Apart
from caseapp.statistics.reasons import Reasons, reasons_of, reports_by_child
from caseapp.statistics.territory import UNASSIGNED, Ground, UnknownArea

PAGE: Final = 50

HeldBack: TypeAlias = Callable[
    [desk.Door, Collection[int], Collection[int]], tuple[set[int], set[int]]
]
"""Tells which of some children and reports stand in no list over the whole city."""


class Whom(NamedTuple):
    """The child of a row; where its name is hidden, its code stands in the name's place."""

    code: str
    name: str
    sex: str
    born: date | None
    precision: str


@dataclass(frozen=True)
class Line:
    """A row of a count: a child, or a report where those are counted, and what makes it count.

    `child` is None where no child is known, or none that the reader may open.
    """

    child: Whom | None
    unit: int
    reasons: Reasons


@dataclass(frozen=True)
class Opened:
    """A page of the rows of a count: `number` is the count, `kept` how many may not be seen.

    What may not be seen stands after all that may: `kept_here` lines of this page.
    """

    number: int
    kept: int
    lines: Sequence[Line]
    kept_here: int
    more: bool
    relief_days: int


@dataclass(frozen=True)
class _Found:
    """What was counted over the tables, with what else tells why."""

    rows: Sequence[Apart]
    facts: Facts
    kin: Kin


def open_rows(
    actor: Actor, asked: CellAsk, *, page: int, now: datetime, held_back: HeldBack
) -> Opened:
    """Return a page of 50 rows of a count; the reading is logged.

    The count is the one that the reader's figures tell. Missing where one of the areas is not
    theirs to open, or is none, and where nobody is of an ethnic group that was asked for. Who reads
    over the whole city finds whoever is protected among those that may not be seen, as does the one
    from whom a file is kept: to neither does a missing row say why it is missing.
    """
    with desk.reading(actor, Act.FIGURES_OPEN, now=now) as door:
        unit = _insist(door, asked)
        found = _count(door, asked)
        if asked.of_no_list and not found.rows:  # a word that was typed goes into no log
            raise Missing(f"figures:{asked.of}")
        shown = _within_reach(door, asked, _openly_told(door, asked, found))
        if door.scope.units is None:
            shown = _pointing_at_nobody(door, shown, held_back)
        first = (page - 1) * PAGE
        here = shown[first : first + PAGE]
        kept = len(found.rows) - len(shown)
        kept_here = max(min(first + PAGE, len(found.rows)) - max(first, len(shown)), 0)
        lines = _lines(door, asked, here, found)
        door.log(
            f"figures:{asked.of}",
            unit,
            period=asked.ask.period.id,
            areas=list(asked.areas),
            part=asked.part,
            by=list(asked.ask.by),
            cell=list(asked.cell),
            basis=asked.ask.basis,
            page=page,
            rows=len(lines),
            kept=kept_here,
        )
        more = first + len(lines) + kept_here < len(found.rows)
        return Opened(len(found.rows), kept, lines, kept_here, more, found.facts.relief_days)


def _insist(door: desk.Door, asked: CellAsk) -> int | None:
    """Return the one area that is asked for, None for several; Missing unless all are in reach."""
    ground = asked.ask.ground(territory())
    try:
        areas = [area_of(ground, code) for code in asked.areas]
    except UnknownArea:
        raise Missing(f"figures:{asked.of}") from None
    for area in areas:
        if not covers(door.scope.units, ground, area):
            raise Missing(f"areas:{area}")
    return areas[0] if len(areas) == 1 and areas[0] != UNASSIGNED else None


def covers(units: frozenset[int] | None, ground: Ground, area: int) -> bool:
    """Tell whether who opens files of these units (None: all) opens the rows of an area."""
    if units is None:
        return True
    return area not in {UNASSIGNED, CITY_ID} and ground.heir(area) in units


def _count(door: desk.Door, asked: CellAsk) -> _Found:
    """Count as the reader's figures do: over all rows, or over those that they may open."""
    units = scope_for(door.actor, Act.FIGURES_READ, local_day(door.now)).units
    seen = None if units is None else Seen(units, hidden_from(door.session, door.actor))
    with at_the_tables(door.session):
        facts = read_facts(door.session, asked.ask, seen, asked.source)
        kin = read_kin(door.session, asked.ask.period, seen)
    return _Found(found_in(asked, facts, territory()), facts, kin)


def _openly_told(door: desk.Door, asked: CellAsk, found: _Found) -> Sequence[Apart]:
    """Leave out the children of whom no report that counts opens for the reader.

    Who counts over more units than they open files of would else learn that a child of their own
    has a report in another unit. Whoever does not counts none but what they open, or is kept from
    the child as from the report.
    """
    figures = scope_for(door.actor, Act.FIGURES_READ, local_day(door.now)).units
    if asked.source != "9" or asked.of in BY_REPORT or figures == door.scope.units:
        return found.rows
    by_child = reports_by_child(asked, found.facts)
    numbers = {number for one in found.rows for number in by_child[one.child]}
    opens = set(door.session.scalars(select(Report.id).where(Report.id.in_(listed(numbers)))))
    return [one for one in found.rows if not opens.isdisjoint(by_child[one.child])]


def _within_reach(door: desk.Door, asked: CellAsk, rows: Sequence[Apart]) -> list[Apart]:
    """Return those that the reader may open, children by name, reports from the newest on."""
    model: Any = Report if asked.of in BY_REPORT else Child
    order = Report.received_at.desc() if model is Report else Child.folded_name
    by_number = {(one.report if model is Report else one.child): one for one in rows}
    found = door.session.scalars(
        select(model.id).where(model.id.in_(listed(by_number))).order_by(order, model.id)
    )
    return [by_number[number] for number in found]


def _pointing_at_nobody(door: desk.Door, rows: Sequence[Apart], held_back: HeldBack) -> list[Apart]:
    children, reports = held_back(
        door,
        {one.child for one in rows if one.child},
        {one.report for one in rows if one.report},
    )
    return [one for one in rows if one.child not in children and one.report not in reports]


def _lines(door: desk.Door, asked: CellAsk, here: Sequence[Apart], found: _Found) -> list[Line]:
    ground = asked.ask.ground(territory())
    children = _children(door, {one.child for one in here if one.child})
    reasons = reasons_of(door, asked, here, found.facts, found.kin)
    return [
        Line(children.get(one.child), ground.home(one.unit) or one.unit, why)
        for one, why in zip(here, reasons, strict=True)
    ]


def _children(door: desk.Door, numbers: set[int]) -> Mapping[int, Whom]:
    rows = door.session.scalars(
        select(Child).where(Child.id.in_(sorted(numbers))).execution_options(**{FEW: True})
    )
    return {
        row.id: Whom(row.code, row.full_name, row.sex, row.date_of_birth, row.birth_precision)
        for row in rows
    }
