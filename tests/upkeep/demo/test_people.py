"""Made-up children: births, stays and last days of childhood hold together."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.rules.units import CITY_ID, OUTSIDE_ID, territory
from caseapp.rules.values import is_child
from caseapp.upkeep.demo.people import Person, Stay, day_between, draw_people, keeper_of
from caseapp.upkeep.demo.wards import make_wards

END = date(2026, 11, 23)


@settings(deadline=None, max_examples=25)
@given(st.integers(), st.dates(date(2025, 9, 1), date(2032, 2, 29)))
def test_stays_follow_each_other_in_units_that_exist_while_a_child(seed: int, end: date) -> None:
    rng = Random(seed)
    units = territory().units
    for person in draw_people(rng, make_wards(rng, 100), 60, 1, end):
        assert person.born is None or person.born <= person.stays[0].since <= end
        for stay in person.stays:
            assert units[stay.unit].covers(stay.since)
            assert is_child(person.born, stay.since)
        for before, after in zip(person.stays, person.stays[1:], strict=False):
            assert before.until == after.since > before.since
        assert person.stays[-1].until is None


def test_births_are_known_by_day_month_year_estimate_or_not_at_all() -> None:
    rng = Random(7)
    people = list(draw_people(rng, make_wards(rng, 4000), 4000, 1, END))
    known = {person.precision for person in people}
    assert known == {"", "day", "month", "year", "estimated"}
    assert all((person.born is None) == (person.precision == "") for person in people)
    by_year = [p.born for p in people if p.precision == "year" and p.born]
    assert {(day.month, day.day) for day in by_year} == {(12, 31)}  # doubt keeps a child a child
    assert 0.5 < sum(p.precision == "day" for p in people) / len(people) < 0.97


def test_some_moved_some_left_and_most_stay_in_units_of_before_the_reform() -> None:
    rng = Random(8)
    people = list(draw_people(rng, make_wards(rng, 4000), 4000, 1, END))
    moved = [person for person in people if len(person.stays) == 2]
    assert 100 < len(moved) < 400
    assert any(person.stays[1].unit == OUTSIDE_ID for person in moved)
    assert sum(person.stays[0].unit > 200_000 for person in people) > 2000


def test_the_last_day_is_the_eve_of_the_sixteenth_birthday() -> None:
    born = date(2010, 3, 5)
    person = Person(1, "", "male", born, "day", "", [Stay(31135, date(2025, 8, 1))])
    assert person.last_day(END) == date(2026, 3, 4)
    assert person.last_day(date(2025, 12, 1)) == date(2025, 12, 1)
    assert Person(1, "", "male", None, "", "", person.stays).last_day(END) == END


def test_a_stay_covers_its_days_and_the_first_day_lies_within_it() -> None:
    stays = [Stay(31135, date(2025, 8, 1), date(2026, 1, 1)), Stay(OUTSIDE_ID, date(2026, 1, 1))]
    person = Person(1, "", "male", None, "", "", stays)
    assert person.unit_on(date(2025, 7, 31)) is None
    assert person.unit_on(date(2025, 12, 31)) == 31135
    assert person.unit_on(date(2026, 1, 1)) == OUTSIDE_ID
    assert person.first_day(date(2020, 1, 1)) == date(2025, 8, 1)
    assert person.keeper == CITY_ID


def test_a_split_unit_is_kept_by_the_city_a_whole_one_by_its_successor() -> None:
    assert keeper_of(231207) == CITY_ID
    assert keeper_of(231210) == 31207


def test_a_day_between_reaches_both_ends() -> None:
    rng, first = Random(9), date(2026, 1, 1)
    drawn = {day_between(rng, first, first + timedelta(days=3)) for _ in range(200)}
    assert len(drawn) == 4
    assert day_between(rng, first, first - timedelta(days=3)) == first
