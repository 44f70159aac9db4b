"""The 16th birthday raises a flag, near and past; a birth half known raises it in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.raised_flags import SOON, birthday_flag

BORN = date(2011, 2, 28)
TURNS = date(2027, 2, 28)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "precision", "day", "flag"),
    [
        (None, "", TURNS, ""),
        (BORN, "day", TURNS - SOON - ONE, ""),
        (BORN, "day", TURNS - SOON, "soon_sixteen"),
        (BORN, "day", TURNS - ONE, "soon_sixteen"),
        (BORN, "day", TURNS, "sixteen"),
        # Born on 29 February: in a common year the birthday is 1 March.
        (date(2012, 2, 29), "day", date(2028, 2, 28), "soon_sixteen"),
        (date(2012, 2, 29), "day", date(2028, 2, 29), "sixteen"),
        # Only the year is known: it may have been on 1 January already.
        (date(2011, 12, 31), "year", date(2027, 1, 1) - SOON, "soon_sixteen"),
        (date(2011, 12, 31), "year", date(2027, 12, 30), "soon_sixteen"),
        (date(2011, 12, 31), "year", date(2027, 12, 31), "sixteen"),
    ],
)
def test_the_flag_of_a_day(born: date | None, precision: str, day: date, flag: str) -> None:
    assert birthday_flag(born, precision, day) == flag
