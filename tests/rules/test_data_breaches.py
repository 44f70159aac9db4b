"""72 hours from the discovery, to the second; kept for five years at least."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseapp.rules.data_breaches import Told, is_late, kept_until, standing, tell_until
from caseapp.rules.values import LOCAL

FOUND = datetime(2028, 2, 29, 9, tzinfo=LOCAL)
SECOND = timedelta(seconds=1)


def test_late_is_after_72_hours_told_or_not() -> None:
    due = tell_until(FOUND)
    assert due == FOUND + timedelta(hours=72)
    assert not is_late(FOUND, None, due)
    assert is_late(FOUND, None, due + SECOND)
    assert not is_late(FOUND, due, due + timedelta(days=9))
    assert is_late(FOUND, due + SECOND, due + timedelta(days=9))


def test_it_is_kept_for_five_years() -> None:
    assert kept_until(FOUND) == date(2033, 2, 28)
    assert kept_until(datetime(2026, 11, 23, tzinfo=LOCAL)) == date(2031, 11, 23)


def test_each_taking_back_takes_the_last_that_stands() -> None:
    said = [
        Told(number, kind, FOUND + number * SECOND)
        for number, kind in enumerate(
            ("untold", "told", "measure", "told", "untold", "told", "untold", "untold", "untold")
        )
    ]
    assert standing(said[:4]) == ([said[1], said[3]], {})
    assert standing(said[:5]) == ([said[1]], {4: said[3]})
    assert standing(said) == ([], {4: said[3], 6: said[5], 7: said[1]})
