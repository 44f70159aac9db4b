"""Reads the facts of a period from the records and hands out the counted sheet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.units import territory
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.impacts import DEFAULT_RELIEF_DAYS, read_hits, read_relief_days
from caseapp.statistics.facts.kin import read_kin
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.facts.populations import read_figures
from caseapp.statistics.facts.reports import Reports, read_reports
from caseapp.statistics.facts.standings import read_standings
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.territory import Ground


def read_facts(session: Session, ask: Ask) -> Facts:
    """Read what the sheet is counted from: a handful of statements, none over all children."""
    period, sources = ask.period, ask.sources
    kin = read_kin(session, period)
    told = read_reports(session, period, kin) if "9" in sources else Reports((), ())
    relieved = "12" in sources
    return Facts(
        standings=read_standings(session, period, kin) if "8" in sources else (),
        told=told.told,
        childless=told.childless,
        hits=read_hits(session, period, kin) if relieved else (),
        figures=read_figures(session, period, ask.by),
        relief_days=read_relief_days(session, period) if relieved else DEFAULT_RELIEF_DAYS,
    )


def indicators(session: Session, ask: Ask) -> Sheet:
    """Count the sheet from the records; UnknownArea, NothingLeft."""
    return count_sheet(ask, read_facts(session, ask), territory())


def read_indicators(actor: Actor, ask: Ask, *, now: datetime) -> Sheet:
    """Count the sheet for someone who may see exact figures of the area; the read is logged.

    Who holds units sees those alone: an area of theirs must be asked for, and not each ward.
    Raises Denied, UnknownArea, NothingLeft.
    """
    ground = Ground(territory(), ask.period.end)
    area = ground.area(ask.area)
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        if door.scope.units is not None and (
            ask.each_ward or not door.scope.covers(ground.heir(area))
        ):
            raise Denied(Act.FIGURES_READ)
        sheet = indicators(door.session, ask)
        door.log(
            "indicators:0",
            area,
            period=ask.period.id,
            by=list(ask.by),
            each_ward=ask.each_ward,
            basis=ask.basis,
        )
    return sheet
