"""Reads the facts of a period from the records and hands out the counted sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.own_reach import hidden_from
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.units import CITY_CODE, territory
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.impacts import DEFAULT_RELIEF_DAYS, read_hits, read_relief_days
from caseapp.statistics.facts.kin import read_kin
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.facts.populations import read_figures
from caseapp.statistics.facts.reports import Reports, read_reports
from caseapp.statistics.facts.seen import Seen
from caseapp.statistics.facts.standings import read_standings
from caseapp.statistics.sheet import Sheet

WITHIN_REACH: Final = "within_reach"
"""The note of figures that count only the rows which their reader may open."""


def read_facts(
    session: Session, ask: Ask, seen: Seen | None = None, only: str | None = None
) -> Facts:
    """Read what the sheet is counted from: a handful of statements, none over all children.

    `seen` narrows it to the rows that a reader may open, `only` to one source: 8, 9 or 12.
    """
    period, sources = ask.period, ask.sources if only is None else frozenset({only})
    kin = read_kin(session, period, seen)
    told = read_reports(session, period, kin, seen) if "9" in sources else Reports((), ())
    relieved = "12" in sources
    return Facts(
        standings=read_standings(session, period, kin, seen) if "8" in sources else (),
        told=told.told,
        childless=told.childless,
        hits=read_hits(session, period, kin, seen) if relieved else (),
        figures=read_figures(session, period, ask.by),
        relief_days=read_relief_days(session, period) if relieved else DEFAULT_RELIEF_DAYS,
    )


def indicators(session: Session, ask: Ask, seen: Seen | None = None) -> Sheet:
    """Count the sheet from the records; UnknownArea, NothingLeft."""
    return _sheet(ask, read_facts(session, ask, seen), seen)


def _sheet(ask: Ask, facts: Facts, seen: Seen | None) -> Sheet:
    sheet = count_sheet(ask, facts, territory())
    return sheet if seen is None else replace(sheet, notes={**sheet.notes, WITHIN_REACH: True})


def read_indicators(actor: Actor, ask: Ask, *, now: datetime) -> Sheet:
    """Count the sheet for someone who may see exact figures of the area; the read is logged.

    Who holds units sees those alone: an area of theirs must be asked for, and not each ward. For
    them the rows count that they may open, and the notes say so.
    Raises Denied, UnknownArea, NothingLeft.
    """
    return read_sheets(actor, (ask,), now=now)[0]


def read_sheets(actor: Actor, asks: Sequence[Ask], *, now: datetime) -> list[Sheet]:
    """Count several sheets as `read_indicators` does each, the facts of a period read once.

    The log says each area once, with the periods that were asked of it.
    """
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        for ask in asks:
            area = ask.ground(territory()).area(ask.area)
            _insist(door, ask, area)
        units = door.scope.units
        seen = None if units is None else Seen(units, hidden_from(door.session, door.actor))
        facts = {
            ask: read_facts(door.session, ask, seen)
            for ask in dict.fromkeys(replace(ask, area=CITY_CODE, each_ward=False) for ask in asks)
        }
        sheets = [
            _sheet(ask, facts[replace(ask, area=CITY_CODE, each_ward=False)], seen) for ask in asks
        ]
        _log(door, asks)
    return sheets


def _insist(door: desk.Door, ask: Ask, area: int) -> None:
    """Raise Denied unless the figures asked for are of the reader's own units."""
    if door.scope.units is None:
        return
    heir = ask.ground(territory()).heir(area)
    if ask.each_ward or not door.scope.covers(heir):
        raise Denied(Act.FIGURES_READ)


def _log(door: desk.Door, asks: Sequence[Ask]) -> None:
    """Write down what was read: one line for each question, with all the periods it was of."""
    alike: dict[tuple[int, Ask], list[str]] = {}
    for ask in asks:
        area = ask.ground(territory()).area(ask.area)
        alike.setdefault((area, replace(ask, period=asks[0].period)), []).append(ask.period.id)
    for (area, ask), periods in alike.items():
        door.log(
            "indicators:0",
            area,
            period=" ".join(periods),
            by=list(ask.by),
            each_ward=ask.each_ward,
            basis=ask.basis,
        )
