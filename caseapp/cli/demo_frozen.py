"""Freezes last year's figures in made-up data, and lets a ward enter some of it too late."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from caseapp.casework.acting import actor_named
from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.population_reading import read_day
from caseapp.casework.populations import PopulationEntry, enter_figures
from caseapp.casework.unshown import held_back
from caseapp.rules.access import Actor
from caseapp.rules.populations import ALL, BANDS
from caseapp.rules.units import REFORM
from caseapp.rules.values import Period, RuleBroken, local_day
from caseapp.statistics.cells import CellAsk
from caseapp.statistics.counting import Ask
from caseapp.statistics.freezing import freeze
from caseapp.statistics.opened import open_rows

_WARD: Final = "31135"
_LATE: Final = 3
_HELPED: Final = 25
_MORE: Final = 6
_WHY: Final = "Ba trường học gửi danh sách muộn (dữ liệu thử)"
_STEP: Final = timedelta(seconds=1)


def freeze_last_year(now: datetime, until: date | None = None) -> None:
    """Freeze last year, enter some of it late, freeze it anew; then correct what both told.

    That is a population figure, and a suspicion that is confirmed.
    """
    today = min(until or local_day(now), local_day(now))
    year = today.year - 1
    statistician = actor_named("thongke", None)
    officer = actor_named("canbo.ninhkieu", None)
    last = Period.parse(f"{year}")
    freeze(statistician, last, "received", reason="", seen=0, now=now)
    _late(officer, last, now + _STEP)
    freeze(statistician, last, "received", reason=_WHY, seen=1, now=now + 2 * _STEP)
    _recount(officer, max(REFORM, last.start), now + 3 * _STEP)
    _confirm(officer, last, now + 4 * _STEP)


def _late(officer: Actor, year: Period, now: datetime) -> None:
    """Enter circumstances and help of last year for a few children; who has them is passed over."""
    ward = int(_WARD)
    since, until = year.end - timedelta(days=60), year.end + timedelta(days=6)
    late = CircumstanceEntry("08", "", "confirmed", since, min(until, local_day(now)), "")
    help_given = AssistanceEntry("education", year.end, None, False, "Hội Khuyến học", "")
    of_ward = find_children(officer, Search(unit=ward), now=now).lines
    special = find_children(officer, Search(unit=ward, special=True), now=now).lines
    known = {line.code for line in special}
    for line in [line for line in of_ward if line.code not in known][:_LATE]:
        with suppress(RuleBroken):
            record_circumstance(officer, line.code, late, now=now)
    for line in special[:_HELPED]:
        with suppress(RuleBroken):
            record_assistance(officer, line.code, help_given, now=now)


def _recount(officer: Actor, day: date, now: datetime) -> None:
    """Let the ward find some boys more in a figure that it has given before."""
    stored = read_day(officer, _WARD, day, now=now)
    if not stored.figures:
        return
    band = BANDS[-1]
    more = {ALL, ("male", ""), ("", band), ("male", band)}
    figures = {cell: n + _MORE * (cell in more) for cell, n in stored.figures.items()}
    entry = PopulationEntry(day, figures, stored.source, stored.version)
    enter_figures(officer, _WARD, entry, on=day, now=now)


def _confirm(officer: Actor, year: Period, now: datetime) -> None:
    """Confirm what one report of last year suspected, if any did."""
    suspected = CellAsk(Ask(year), "suspected", "numerator", (_WARD,))
    for line in open_rows(officer, suspected, page=1, now=now, held_back=held_back).lines[:1]:
        for report in line.reasons.reported[:1]:
            types = report.types or ("neglect",)
            entry = IncidentEntry("confirmed", types, ("family",), None, "Kết luận xác minh")
            record_incident(officer, report.code, entry, now=now)
