"""Figures of children for every unit on three days; cells add up."""

from __future__ import annotations

from caseapp.upkeep.demo.populations import BEFORE, DAYS
from tests.upkeep.demo.conftest import Demo


def test_old_units_have_one_day_and_units_of_today_two(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT p.reference_date, count(*), sum(a.valid_until IS NULL) FROM populations p"
        " JOIN areas a ON a.id = p.unit_id WHERE p.sex = '' AND p.age_band = '' GROUP BY 1"
    )
    first, second = (day.isoformat() for day in DAYS)
    assert rows == [(BEFORE.isoformat(), 263, 0), (first, 103, 103), (second, 103, 103)]


def test_sexes_bands_and_their_crossing_each_add_up_to_the_total(demo: Demo) -> None:
    # A total, two sexes, four bands, eight crossings: the total stands in four sums.
    assert not demo.ask(
        "SELECT unit_id FROM populations GROUP BY unit_id, reference_date"
        " HAVING count(*) <> 15 OR sum(children) <> 4 * max(children)"
        "  OR sum(children * (sex <> '' AND age_band = '')) <> max(children)"
        "  OR sum(children * (sex = '' AND age_band <> '')) <> max(children)"
    )


def test_the_city_has_about_seven_hundred_thousand_children(demo: Demo) -> None:
    for day in (BEFORE, *DAYS):
        total = demo.one(
            "SELECT sum(children) FROM populations"
            " WHERE reference_date = ? AND sex = '' AND age_band = ''",
            day.isoformat(),
        )
        assert 690_000 < total < 710_000
