"""A small sheet that is written down in the forms of other systems, counted by hand."""

from __future__ import annotations

from datetime import date

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Facts, Figure, Standing
from caseapp.statistics.sheet import Sheet

WARD = 31135


def a_sheet(
    period: str = "2026H1", area: str = "31135", by: tuple[str, ...] = (), *, wards: bool = False
) -> Sheet:
    """One girl of group 04 who was helped, of 800 children; no abuse, no disaster."""
    facts = Facts(
        standings=[Standing(1, "04", "female", date(2015, 1, 1), "Kinh", WARD, True)],
        figures=[Figure(WARD, date(2026, 1, 1), "", "", 800)],
    )
    return count_sheet(Ask(Period.parse(period), area, wards, by), facts, territory())
