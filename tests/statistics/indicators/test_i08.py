"""Indicator 8 from facts in memory."""

from __future__ import annotations

from datetime import date

from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Facts, Standing
from caseapp.statistics.indicator import Counted
from caseapp.statistics.indicators.i08 import count

PERIOD = Period.parse("2026")


def _counted(*standings: Standing, by: tuple[str, ...] = ()) -> list[Counted]:
    return count(Facts(standings), PERIOD, by, "received")


def test_two_circumstances_of_a_child_are_one_child() -> None:
    born = date(2015, 1, 1)
    facts = [Standing(7, group, "male", born, "", 31135, True) for group in ("04", "01", "04")]
    assert _counted(*facts) == [Counted(31135, ((),), True, 7)]
    assert _counted(*facts, by=("group", "ethnicity")) == [
        Counted(31135, (("04", "unknown"), ("01", "unknown")), True, 7)
    ]


def test_children_alike_but_of_different_groups_keep_their_own_cells() -> None:
    born = date(2015, 1, 1)
    facts = [
        Standing(n, group, "male", born, "Kinh", 31135, False)
        for n, group in ((1, "01"), (2, "04"))
    ]
    assert [child.cells for child in _counted(*facts, by=("group",))] == [(("01",),), (("04",),)]


def test_sixteen_on_the_last_day_is_no_child() -> None:
    assert _counted(Standing(1, "04", "male", date(2010, 12, 31), "", 31135, True)) == []
