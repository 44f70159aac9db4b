"""The period of keeping: whole years, and the day before which a file must have been closed."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.retention import checked_years, closed_before
from caseapp.rules.values import RuleBroken


def test_whole_years_alone() -> None:
    assert [checked_years(text) for text in ("1", " 010 ", "100")] == ["1", "10", "100"]
    for text in ("", "0", "101", "-1", "1.5", "mười", "¹", "9" * 30):
        with pytest.raises(RuleBroken):
            checked_years(text)


def test_the_day_before_which_it_was_closed() -> None:
    assert closed_before(date(2026, 11, 23), 10) == date(2016, 11, 23)
    assert closed_before(date(2028, 2, 29), 1) == date(2027, 2, 28)
    assert closed_before(date(2026, 1, 1), 100) == date(1926, 1, 1)
