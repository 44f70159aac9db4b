"""12 worked out by hand: who was hit, and relieved in time (contracts §5)."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import (
    CAI_KHE,
    NINH_KIEU,
    OLD,
    OLD_THOI_BINH,
    OUTSIDE,
    counts,
    ratio,
)

pytestmark = pytest.mark.usefixtures("records")


@pytest.mark.parametrize(
    ("listed", "relieved", "in_time"),
    [
        (None, "2026-08-12", True),  # two days after the impact of 10 August
        (None, "2026-08-13", False),
        ("2026-08-15", "2026-08-17", True),  # two days after the list
        ("2026-08-15", "2026-08-18", False),
        ("2026-08-15", "2026-08-10", True),  # before the list was drawn up
        (None, None, False),  # never
    ],
)
def test_relief_is_in_time_within_two_days(
    listed: str | None, relieved: str | None, in_time: bool
) -> None:
    town = Register()
    town.impact(town.child(NINH_KIEU), "2026-08-10", relieved, listed=listed)
    assert ratio(town.count("2026"), "12") == (int(in_time), 1)


def test_the_city_sets_the_days_and_those_of_the_last_day_hold() -> None:
    town = Register()
    town.relief_days(1, "2020-01-01", "2026-12-31")
    town.relief_days(5, "2026-12-31")
    town.impact(town.child(NINH_KIEU), "2026-08-10", "2026-08-15")
    sheet = town.count("2026")
    assert ratio(sheet, "12") == (1, 1)
    assert "within 5 days" in sheet.definition
    earlier = town.count("2026Q3")
    assert ratio(earlier, "12") == (0, 1)
    assert "within 1 days" in earlier.definition


def test_every_impact_of_the_period_must_be_relieved_even_one_lived_through_elsewhere() -> None:
    town = Register()
    child = town.child()
    town.stay(child, NINH_KIEU, "2026-01-01", "2026-09-01")
    town.stay(child, OUTSIDE, "2026-09-01")
    town.impact(child, "2026-08-10", "2026-08-11")
    assert ratio(town.count("2026"), "12") == (1, 1)
    town.impact(
        child, "2026-10-10"
    )  # outside the city then: brings nobody in, but stays unrelieved
    assert ratio(town.count("2026"), "12") == (0, 1)
    town.impact(child, "2027-10-10")  # of another period
    assert ratio(town.count("2027"), "12") == (0, 0)


def test_a_child_hit_twice_counts_once_where_it_lived_the_first_time() -> None:
    town = Register()
    child = town.child(born="2020-08-20")
    town.stay(child, NINH_KIEU, "2025-08-01", "2026-09-01")
    town.stay(child, CAI_KHE, "2026-09-01")
    town.impact(child, "2026-10-10", "2026-10-10")
    town.impact(child, "2026-08-10", "2026-08-10")  # entered later, but the first: at five
    sheet = town.count("2026", each_ward=True, by=("age_band",))
    assert counts(sheet, "12") == {"92": 1, "31135": 1}
    assert sheet.row("12", "31135", age_band="3-5").numerator == 1


def test_only_a_child_and_resident_on_the_day_is_in_the_denominator_of_12() -> None:
    town = Register()
    sixteen = town.child(NINH_KIEU, born="2010-08-10")
    town.impact(sixteen, "2026-08-10", "2026-08-10")
    town.impact(town.child(NINH_KIEU, since="2026-08-11"), "2026-08-10", "2026-08-10")
    town.impact(town.child(NINH_KIEU), "2026-08-10", "2026-08-10", deleted=True)
    row = town.count("2026").row("12")
    assert (row.numerator, row.denominator, row.status) == (0, 0, "none")


def test_12_carries_the_old_unit_of_the_day_to_the_unit_of_the_last_day() -> None:
    town = Register()
    child = town.child()
    town.stay(child, OLD_THOI_BINH, "2020-01-01", "2025-05-01")
    town.impact(child, "2025-04-01", "2025-04-02")
    split = town.child(OLD + 31178)
    town.impact(split, "2025-04-01")
    sheet = town.count("2025", each_ward=True)
    assert ratio(sheet, "12", "31135") == (1, 1)
    assert ratio(sheet, "12", "unassigned") == (0, 1)
    assert ratio(sheet, "12") == (1, 2)
