"""Entries fall into office hours, after the day they tell of, and never after the end."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.values import LOCAL, local_day
from caseapp.upkeep.demo.moments import Span

END = datetime(2026, 11, 23, 10, 0, tzinfo=LOCAL)
SPAN = Span(END)


@given(st.integers(), st.dates(date(2010, 1, 1), END.date()))
def test_an_entry_follows_its_day_and_not_the_end(seed: int, day: date) -> None:
    entered = SPAN.entry(Random(seed), day)
    assert day <= local_day(entered)
    assert entered <= END
    if entered < END:
        assert 8 <= entered.astimezone(LOCAL).hour < 17


@given(st.integers(), st.dates(date(2010, 1, 1), date(2025, 6, 30)))
def test_what_is_older_than_the_reform_was_taken_over_in_july_2025(seed: int, day: date) -> None:
    entered = local_day(SPAN.entry(Random(seed), day))
    assert (entered.year, entered.month) == (2025, 7)


def test_the_day_of_the_end_is_a_local_one() -> None:
    assert SPAN.today == date(2026, 11, 23)
    assert Span(datetime(2026, 11, 23, 2, 0, tzinfo=LOCAL)).today == date(2026, 11, 23)


def test_a_later_moment_is_drawn_back_to_the_end() -> None:
    late = datetime(2027, 1, 1, tzinfo=LOCAL)
    assert SPAN.capped(late) == END
    assert SPAN.at(Random(1), date(2026, 12, 1)) == END
