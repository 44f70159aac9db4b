"""8b worked out by hand: whose help meets the period (contracts §5)."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import NINH_KIEU, ratio

pytestmark = pytest.mark.usefixtures("records")


@pytest.mark.parametrize(
    ("help_given", "helped"),
    [
        (("2026-01-01",), True),  # one day, the first of the period
        (("2025-12-31",), False),  # one day, the day before
        (("2026-06-30",), True),
        (("2026-07-01",), False),
        (("2025-03-01", "2026-01-01"), True),  # the last day of help is the period's first
        (("2025-03-01", "2025-12-31"), False),
    ],
)
def test_help_counts_when_its_days_meet_the_period(
    help_given: tuple[str, ...], helped: bool
) -> None:
    town = Register()
    child = town.child(NINH_KIEU)
    town.circumstance(child)
    town.assistance(child, *help_given)
    assert ratio(town.count("2026H1"), "8b") == (int(helped), 1)


def test_help_that_still_runs_meets_every_later_period() -> None:
    town = Register()
    child = town.child(NINH_KIEU)
    town.circumstance(child)
    town.assistance(child, "2022-05-01", running=True)
    assert ratio(town.count("2026H1"), "8b") == (1, 1)
    assert ratio(town.count("2022Q1"), "8b") == (0, 1)  # before it began


def test_help_to_others_and_deleted_help_do_not_count() -> None:
    town = Register()
    child, other = town.child(NINH_KIEU), town.child(NINH_KIEU)
    town.circumstance(child)
    town.assistance(child, "2026-02-02", deleted=True)
    town.assistance(other, "2026-02-02")  # in no special circumstances: not in 8a either
    row = town.count("2026H1").row("8b")
    assert (row.numerator, row.denominator, row.status) == (0, 1, "ok")
    assert str(row.value) == "0.00"


def test_without_children_in_circumstances_nothing_arises() -> None:
    row = Register().count("2026").row("8b")
    assert (row.numerator, row.denominator, row.value, row.status) == (0, 0, None, "none")
