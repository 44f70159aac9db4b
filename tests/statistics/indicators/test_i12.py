"""Indicator 12 from facts in memory."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Facts, Hit
from caseapp.statistics.indicator import Counted
from caseapp.statistics.indicators.i12 import count, in_time

PERIOD = Period.parse("2026")
DAY = date(2026, 8, 10)


def _hit(
    affected: date = DAY, *, listed: date | None = None, relieved: date | None = DAY,
    unit: int | None = 31135, born: date | None = date(2015, 1, 1),
) -> Hit:  # fmt: skip
    return Hit(1, "male", born, "", unit, affected, listed, relieved)


def _counted(*hits: Hit, days: int = 2) -> list[Counted]:
    return count(Facts(hits=hits, relief_days=days), PERIOD, (), "received")


@pytest.mark.parametrize("days", [0, 2, 5])
def test_the_last_day_in_time_is_the_list_plus_the_days_of_the_city(days: int) -> None:
    listed = DAY + timedelta(3)
    assert in_time(_hit(listed=listed, relieved=listed + timedelta(days)), days)
    assert not in_time(_hit(listed=listed, relieved=listed + timedelta(days + 1)), days)
    assert in_time(_hit(relieved=DAY + timedelta(days)), days)
    assert not in_time(_hit(relieved=None), days)


def test_one_impact_without_relief_is_enough_wherever_the_child_was() -> None:
    assert _counted(_hit()) == [Counted(31135, ((),), True, 1)]
    later = DAY + timedelta(30)
    assert _counted(_hit(), _hit(later, relieved=None, unit=None)) == [
        Counted(31135, ((),), False, 1)
    ]
    outside = date(2027, 1, 1)
    assert _counted(_hit(), _hit(outside, relieved=None)) == [Counted(31135, ((),), True, 1)]


def test_the_first_counting_impact_says_where() -> None:
    earlier = DAY - timedelta(5)
    first = _hit(earlier, relieved=earlier, unit=None)  # not resident then: does not count
    assert _counted(_hit(DAY + timedelta(1), relieved=DAY, unit=31120), _hit(), first) == [
        Counted(31135, ((),), True, 1)
    ]


def test_no_child_no_count() -> None:
    assert _counted(_hit(born=date(2010, 8, 10))) == []
    assert len(_counted(_hit(born=date(2010, 8, 11)))) == 1
