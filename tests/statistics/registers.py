"""Small registers for property tests: few units and days, so that the edges are met often."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from caseapp.rules.units import CITY_ID, Territory, territory
from tests.factories.register import Register

UNITS = (
    31135,
    31120,
    31183,
    31213,  # of today
    231135,
    231123,
    231147,  # passed whole
    231178,
    231183,
    231207,  # split
    231213,  # unchanged
    1,
    2,  # outside, unknown
)


def little_land() -> Territory:
    """The real territory cut down to these units and their successors: sheets of a few rows."""
    land = territory()
    links = tuple(link for link in land.links if link.old in UNITS or link.new in UNITS)
    kept = {CITY_ID, *UNITS, *(link.old for link in links), *(link.new for link in links)}
    return Territory({unit: land.units[unit] for unit in land.units if unit in kept}, links)


PERIODS = ("2024", "2025", "2025H1", "2025M07", "2026H1", "2024-02-29..2026-02-28")

REFORM = date(2025, 7, 1)
DAYS = st.one_of(
    st.sampled_from(
        [date(2024, 2, 29), date(2025, 6, 30), REFORM, date(2025, 12, 31), date(2026, 1, 1)]
    ),
    st.dates(date(2023, 6, 1), date(2026, 8, 1)),
)
BIRTHS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            date(2008, 2, 29),
            date(2009, 7, 1),
            date(2009, 12, 31),
            date(2010, 1, 1),
            date(2020, 2, 29),
        ]
    ),
    st.dates(date(2007, 1, 1), date(2023, 5, 1)),
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    town = Register()
    for number in range(1, draw(st.integers(1, 6)) + 1):
        town.child(
            born=draw(BIRTHS),
            sex=draw(st.sampled_from(["male", "female", "unknown"])),
            ethnicity=draw(st.sampled_from(["Kinh", "Khmer", ""])),
            into=draw(st.sampled_from([None, None, None, *range(1, number)])),
            deleted=draw(st.sampled_from([False, False, False, True])),
        )
        _stays(draw, town, number)
        for _ in range(draw(st.integers(0, 2))):
            _rows(draw, town, number)
    return town


def _stays(draw: st.DrawFn, town: Register, child: int) -> None:
    """Stays that never overlap; a unit exists on the day the stay begins, or has just ended."""
    days = sorted(draw(st.lists(DAYS, max_size=3, unique=True)))
    for day, following in zip(days, [*days[1:], None][: len(days)], strict=True):
        unit = draw(st.sampled_from([u for u in UNITS if u < 3 or (u > 200_000) == (day < REFORM)]))
        until = following if draw(st.booleans()) else day + timedelta(days=draw(st.integers(1, 90)))
        town.stay(child, unit, day, min(until, following) if until and following else until)


def _rows(draw: st.DrawFn, town: Register, child: int) -> None:
    town.circumstance(
        child,
        draw(st.sampled_from(["01", "04", "14"])),
        day := draw(DAYS),
        draw(st.sampled_from([None, day + timedelta(days=40), day + timedelta(days=400)])),
        status=draw(st.sampled_from(["confirmed", "confirmed", "at_risk"])),
        deleted=draw(st.sampled_from([False, False, True])),
    )
    town.assistance(
        child,
        day := draw(DAYS),
        draw(st.sampled_from([None, day, day + timedelta(days=200)])),
        running=draw(st.sampled_from([False, False, True])),
    )
    report = town.report(
        draw(st.sampled_from([child, child, None])),
        draw(DAYS),
        draw(st.sampled_from([None, "confirmed", "confirmed", "suspected", "unfounded"])),
        types=draw(st.sampled_from(["", "violence", "neglect;other"])),
        places=draw(st.sampled_from(["", "family", "school;online"])),
        occurred=draw(st.none() | DAYS),
        deleted=draw(st.sampled_from([False, False, False, True])),
    )
    if draw(st.booleans()):
        town.incident(
            report, draw(st.sampled_from(["confirmed", "suspected"])), types="trafficking"
        )
    day = draw(DAYS)
    town.impact(
        child,
        day,
        draw(st.sampled_from([None, day, day + timedelta(days=2), day + timedelta(days=3)])),
        listed=draw(st.sampled_from([None, day + timedelta(days=1)])),
    )
