"""8a worked out by hand: who is in special circumstances on the last day (contracts §5)."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import (
    CAI_KHE,
    NINH_KIEU,
    OUTSIDE,
    UNKNOWN,
    counts,
    numerator,
    ratio,
)

pytestmark = pytest.mark.usefixtures("records")


def test_a_child_in_three_groups_counts_once_and_in_each_group() -> None:
    town = Register()
    child = town.child(NINH_KIEU)
    for group in ("01", "04", "13"):
        town.circumstance(child, group)
    sheet = town.count("2026", by=("group",))
    assert sheet.row("8a").numerator == 1
    by_group = {g: sheet.row("8a", group=g).numerator for g in ("01", "02", "04", "13")}
    assert by_group == {"01": 1, "02": 0, "04": 1, "13": 1}
    assert sheet.row("8a", group="01").overlapping
    assert not sheet.row("8a").overlapping


def test_a_circumstance_covers_from_its_first_day_until_the_day_before_its_end() -> None:
    # Last day of the period: 30 June 2026.
    town = Register()
    for since, until in (
        ("2026-06-30", None),  # begins that day: covers
        ("2026-07-01", None),  # begins the day after: not yet
        ("2026-01-01", "2026-06-30"),  # `to` is that day, and must be later: no longer
        ("2026-01-01", "2026-07-01"),  # ended the day after: covers
    ):
        town.circumstance(town.child(NINH_KIEU), "04", since, until)
    assert numerator(town, "2026H1") == 2


def test_at_risk_and_deleted_circumstances_never_count() -> None:
    town = Register()
    town.circumstance(town.child(NINH_KIEU), status="at_risk")
    town.circumstance(town.child(NINH_KIEU), deleted=True)
    town.circumstance(town.child(NINH_KIEU, deleted=True))
    assert numerator(town, "2026") == 0


def test_the_sixteenth_birthday_ends_childhood() -> None:
    # Last day 31 December 2026. Born on that day in 2010: 16 that day. A day later: 15 still.
    town = Register()
    for born in ("2010-12-31", "2011-01-01"):
        town.circumstance(town.child(NINH_KIEU, born=born))
    sheet = town.count("2026", by=("age_band",))
    assert sheet.row("8a").numerator == 1
    assert sheet.row("8a", age_band="11-15").numerator == 1


def test_born_on_29_february_a_year_is_completed_on_1_march() -> None:
    # Born 29 Feb 2020. On 28 Feb 2023 two completed years, on 1 March three.
    town = Register()
    town.circumstance(town.child(NINH_KIEU, since="2020-03-01", born="2020-02-29"))
    before = town.count("2023-01-01..2023-02-28", by=("age_band",))
    after = town.count("2023-01-01..2023-03-01", by=("age_band",))
    assert before.row("8a", age_band="0-2").numerator == 1
    assert after.row("8a", age_band="3-5").numerator == 1


def test_an_unknown_birth_counts_as_a_child_in_no_age_band() -> None:
    town = Register()
    town.circumstance(town.child(NINH_KIEU, born=None))
    town.population(NINH_KIEU, "2026-01-01", 400, age_band="0-2")
    sheet = town.count("2026", area="31135", by=("age_band",))
    assert ratio(sheet, "8a", "31135", age_band="unknown") == (1, None)
    assert sheet.row("8a", "31135", age_band="unknown").status == "no_denominator"
    assert sum(row.numerator for row in sheet.rows if row.indicator == "8a" and row.by) == 1
    # Nobody else is of unknown age, so no other area has such a row.
    assert [r.area for r in sheet.rows if r.by.get("age_band") == "unknown"] == ["31135", "31135"]


def test_a_moving_child_counts_where_it_lives_on_the_last_day() -> None:
    town = Register()
    child = town.child()
    town.stay(child, NINH_KIEU, "2025-08-01", "2026-06-30")
    town.stay(child, CAI_KHE, "2026-06-30")  # on the day of the move it lives in the new unit
    town.circumstance(child, since="2025-09-01")
    assert counts(town.count("2026H1", each_ward=True), "8a") == {"92": 1, "31120": 1}
    until_may = town.count("2026-01-01..2026-06-29", each_ward=True)
    assert counts(until_may, "8a") == {"92": 1, "31135": 1}


def test_who_lives_outside_or_nobody_knows_where_is_no_resident() -> None:
    town = Register()
    for unit in (OUTSIDE, UNKNOWN):
        child = town.child()
        town.stay(child, NINH_KIEU, "2025-08-01", "2026-01-01")
        town.stay(child, unit, "2026-01-01")
        town.circumstance(child)
    town.circumstance(town.child())  # without any residence
    assert counts(town.count("2026", each_ward=True), "8a") == {}
