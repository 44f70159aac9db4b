"""Freezes more periods of made-up data, so that a report can be compared with earlier ones."""

from __future__ import annotations

from datetime import date, datetime

from caseapp.casework.acting import actor_named
from caseapp.rules.values import Period, local_day
from caseapp.statistics.freezing import freeze


def freeze_for_reports(now: datetime, until: date | None = None) -> None:
    """Freeze the year before last, and the last two half-years that are over.

    Last year has editions of its own (demo_frozen).
    """
    today = min(until or local_day(now), local_day(now))
    statistician = actor_named("thongke", None)
    before = today.year - 2
    years = (today.year - 1, today.year)
    halves = [Period.parse(f"{year}H{half}") for year in years for half in (1, 2)]
    over = [half for half in halves if half.end < today][-2:]
    for period in (Period.parse(str(before)), *over):
        freeze(statistician, period, "received", reason="", seen=0, now=now)
