"""The directory's rules: six months to the day, whom a service is for, what can be dialled."""

from datetime import date

import pytest

from caseapp.rules.directory import (
    check_kind,
    check_phone,
    due_before,
    is_offered,
    is_stale,
    serves,
    units_today,
)
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken

DAY = date(2026, 11, 23)
WARD, OTHER = 31135, 31120


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (DAY, date(2026, 5, 23)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 6, 30)),
        (date(2026, 3, 1), date(2025, 9, 1)),
    ],
)
def test_six_months_lie_before_a_day(day, limit):
    assert due_before(day) == limit
    assert not is_stale(limit, day)
    assert is_stale(limit.replace(day=limit.day - 1) if limit.day > 1 else date(2025, 8, 31), day)


def test_what_was_never_verified_is_to_be_checked():
    assert is_stale(None, DAY)


def test_a_withdrawn_service_is_not_offered_from_its_day_on():
    assert is_offered(None, DAY)
    assert is_offered(date(2026, 11, 24), DAY)
    assert not is_offered(DAY, DAY)


def test_a_service_is_for_the_whole_city_or_for_its_units():
    assert serves((), WARD)
    assert serves((WARD, OTHER), WARD)
    assert not serves((OTHER,), WARD)


def test_an_old_unit_is_served_by_what_serves_any_of_its_parts():
    links = territory().links
    split = next(link.old for link in links if not link.whole)
    parts = [link.new for link in links if link.old == split]
    assert len(parts) > 1
    assert units_today(split) == {split, *parts}
    assert all(serves((part,), split) for part in parts)
    assert not serves((split,), parts[0])


def test_a_kind_and_a_number_are_checked():
    assert check_kind("police") == "police"
    assert check_phone(" 0292 3 555  111 ") == "0292 3 555 111"
    assert check_phone(" ") == ""
    for refused, field in (
        (lambda: check_kind("bank"), "kind"),
        (lambda: check_phone("x"), "phone"),
    ):
        with pytest.raises(RuleBroken) as broken:
            refused()
        assert broken.value.field == field
