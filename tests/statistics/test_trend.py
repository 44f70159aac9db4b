"""Half-years across 1 July 2025, on today's units or on those of the time; the city never differs."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.units import CITY_ID
from caseapp.statistics.territory import UNASSIGNED
from caseapp.statistics.trend import Trend, TrendAsk, half_years, read_trend
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.register import Register
from tests.statistics.golden.reading import NINH_KIEU

TAN_AN, SPLIT = 231135, 231178  # passed whole to Ninh Kiều; was split


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 6, 30), "2024H1", "2026H1"),
        (date(2026, 7, 1), "2024H1", "2026H2"),
        (date(2027, 1, 1), "2025H1", "2027H1"),
    ],
)
def test_the_half_years_end_with_the_running_one(today: date, first: str, last: str) -> None:
    found = [period.id for period in half_years(today)]
    assert (found[0], found[-1]) == (first, last)


@pytest.fixture
def counted(house: House) -> House:
    """Three children: of Tân An, of a split unit, of today's Ninh Kiều; figures of both times."""
    town = Register()
    for unit in (TAN_AN, SPLIT):
        town.circumstance(town.child(unit, "2023-01-01"), "01", "2024-02-01")
    town.circumstance(town.child(NINH_KIEU, "2025-08-01"), "01", "2025-08-01")
    town.population(TAN_AN, "2024-01-01", 50)
    town.population(NINH_KIEU, "2025-07-01", 200)
    town.population(CITY_ID, "2024-01-01", 1000)
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        town.write(door.session)
    return house


def counts(trend: Trend, unit: int) -> list[tuple[int, int | None] | None]:
    """Return numerator and denominator of 8a by half-year."""
    rows = trend.series[unit].of("8a", trend.periods) if unit in trend.series else []
    return [row and (row.numerator, row.denominator) for row in rows]


def test_one_trend_on_two_territories(counted: House) -> None:
    statistician = an_actor(Role.STATISTICIAN)
    with counted.app.app_context():
        now, then = (
            read_trend(statistician, TrendAsk(each_ward=True, then=then), now=NOW)
            for then in (False, True)
        )
        ward = read_trend(statistician, TrendAsk(str(NINH_KIEU), then=True), now=NOW)
    # The city is the same on both, with its own denominator.
    assert counts(now, CITY_ID) == counts(then, CITY_ID) == [(2, 1000)] * 3 + [(3, 1000)] * 3
    # Today's ward has what passed to it whole, before it had a figure of its own.
    assert counts(now, NINH_KIEU) == [(1, None)] * 3 + [(2, 200)] * 3
    assert counts(now, UNASSIGNED) == [(1, None)] * 6
    assert TAN_AN not in now.series
    # On the units of the time each old unit has its own.
    assert counts(then, TAN_AN) == [(1, 50)] * 3 + [None] * 3
    assert counts(then, SPLIT) == [(1, None)] * 3 + [None] * 3
    assert counts(then, NINH_KIEU) == [None] * 3 + [(2, 200)] * 3
    assert len(now.series) == 1 + 103 + 1
    for found in (now, then):
        for index in range(6):
            parts = [
                c[index] for unit in found.series if unit != CITY_ID and (c := counts(found, unit))
            ]
            whole = counts(found, CITY_ID)[index]
            assert whole
            assert sum(part[0] for part in parts if part) == whole[0]
    assert next(iter(ward.series)) == NINH_KIEU
    assert counts(ward, TAN_AN) == [(1, 50)] * 3 + [None] * 3
    assert set(ward.series[NINH_KIEU].notes) == {"2025H2", "2026H1", "2026H2"}


def test_a_ward_reads_no_other_trend(house: House) -> None:
    officer = an_actor(Role.OFFICER, NINH_KIEU)
    with house.app.app_context():
        mine = read_trend(officer, TrendAsk(str(NINH_KIEU), then=True), now=NOW)
        assert not any(series.part for series in mine.series.values())
        for refused in (TrendAsk(), TrendAsk("31120"), TrendAsk(str(NINH_KIEU), each_ward=True)):
            with pytest.raises(Denied):
                read_trend(officer, refused, now=NOW)
