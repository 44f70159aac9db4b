"""Days about a child: after the earliest day on which it may have been born, in order, not ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.child_days import insist_born, insist_order, insist_past
from caseapp.records.children import Child
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW

BORN = date(2015, 9, 30)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("precision", "first"), [("day", BORN), ("month", date(2015, 9, 1)), ("year", date(2015, 1, 1))]
)
def test_a_day_lies_on_or_after_the_first_possible_birth(precision: str, first: date) -> None:
    child = Child(date_of_birth=BORN, birth_precision=precision)
    insist_born(child, first, "since")
    with pytest.raises(RuleBroken) as caught:
        insist_born(child, first - DAY, "since")
    assert caught.value.field == "since"
    insist_born(Child(date_of_birth=None), date(1990, 1, 1), "since")


def test_a_day_is_not_ahead_and_an_end_lies_after_its_beginning() -> None:
    today = date(2026, 11, 23)
    insist_past(today, NOW, "on")
    insist_past(None, NOW, "on")
    insist_order(today, today + DAY, "until")
    insist_order(None, today, "until")
    with pytest.raises(RuleBroken):
        insist_past(today + DAY, NOW, "on")
    with pytest.raises(RuleBroken):
        insist_order(today, today, "until")
