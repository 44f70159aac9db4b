"""A running paper file that is taken over: its stages, their order, clocks of the time before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from caseapp.rules.values import RuleBroken, local_day

STAGES: Final = ("received", "assessed", "decided", "planned", "approved", "reviewed")
"""What a paper file may have behind it (Decree 56/2017, Art. 25 to 30), in the law's order."""

FIRST_REPORT: Final = date(2017, 7, 1)
"""The first day of Mẫu 01, and of the 12 hours: a report from before has neither."""


def ended_before_use(due_at: datetime, taken_over_on: date | None) -> bool:
    """Tell whether a clock had ended before the day on which its paper file was taken over.

    Such a clock is shown as "before the software was used"; it tells nobody and is late nowhere.
    """
    return taken_over_on is not None and local_day(due_at) < taken_over_on


def check_stages(opened_on: date, days: Mapping[str, date | None], today: date) -> None:
    """Raise RuleBroken, at the stage's own field, for a day to come or out of the law's order."""
    if opened_on > today:
        raise RuleBroken("The day cannot lie in the future", field="opened_on")
    before: date | None = None
    for stage in STAGES:
        day = days.get(stage)
        if day is None:
            continue
        if day > today:
            raise RuleBroken("The day cannot lie in the future", field=f"{stage}_on")
        if before is not None and day < before:
            raise RuleBroken(
                "This step cannot lie before the step that comes before it, on %(day)s",
                field=f"{stage}_on",
                params={"day": f"{before:%d/%m/%Y}"},
            )
        before = day
