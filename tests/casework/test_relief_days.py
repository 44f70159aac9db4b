"""The days that mean "in time": decided, dated, counted by indicator 12, withdrawn when wrong."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.outcomes import Missing
from caseapp.casework.relief_days import (
    list_relief_days,
    relief_days_on,
    set_relief_days,
    withdraw_relief_days,
)
from caseapp.desk import reading
from caseapp.rules.access import Act, Denied
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.facts.impacts import read_relief_days
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import make_user


def _days(on: date) -> tuple[int, int]:
    """By the waiting list, and by the indicator of a period that ends on the day."""
    period = Period("x", date(2020, 1, 1), on)
    with reading(SYSTEM, Act.HOME_READ, now=NOW) as door:
        door.log("test:0")
        return relief_days_on(door, on), read_relief_days(door.session, period)


def test_a_decision_holds_from_its_day_until_the_next_and_a_withdrawn_one_never(
    house: House,
) -> None:
    admin = actor_of(house, make_user(house, "administrator"))
    with house.app.app_context():
        assert _days(date(2026, 11, 23)) == (2, 2)
        set_relief_days(admin, 3, date(2026, 11, 1), "12/QĐ-UBND", now=NOW)
        set_relief_days(admin, 5, date(2026, 12, 1), "40/QĐ-UBND", now=NOW)
        assert [_days(date(2026, *day)) for day in ((10, 31), (11, 1), (11, 30), (12, 1))] == [
            (2, 2), (3, 3), (3, 3), (5, 5)
        ]  # fmt: skip
        later, first = list_relief_days(admin, now=NOW)
        assert (first.days, first.decision, first.holds) == (3, "12/QĐ-UBND", True)
        assert not later.holds
        with pytest.raises(RuleBroken, match="withdraw it first"):
            set_relief_days(admin, 4, date(2026, 11, 1), "13/QĐ-UBND", now=NOW)
        withdraw_relief_days(admin, first.number, now=NOW)
        assert _days(date(2026, 11, 23)) == (2, 2)
        set_relief_days(admin, 4, date(2026, 11, 1), "13/QĐ-UBND", now=NOW)
        assert _days(date(2026, 11, 23)) == (4, 4)
        with pytest.raises(Missing):
            withdraw_relief_days(admin, first.number, now=NOW)
        assert [row.withdrawn for row in list_relief_days(admin, now=NOW)] == [False, False, True]


def test_only_the_administrator_enters_one_and_only_one_that_can_be(house: House) -> None:
    admin = actor_of(house, make_user(house, "administrator"))
    with house.app.app_context():
        for days, decision in ((-1, "12"), (31, "12"), (2, " ")):
            with pytest.raises(RuleBroken):
                set_relief_days(admin, days, date(2026, 11, 1), decision, now=NOW)
        with pytest.raises(Denied):
            set_relief_days(officer_of(house), 2, date(2026, 11, 1), "12", now=NOW)
        assert list_relief_days(officer_of(house), now=NOW) == []
