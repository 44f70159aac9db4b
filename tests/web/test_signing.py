"""A signing of which only the day is known keeps that day."""

from __future__ import annotations

from datetime import date

from caseapp.rules.values import local_day
from caseapp.web.signing import day_moment


def test_the_day_stays_the_local_day() -> None:
    moment = day_moment(date(2026, 11, 23))
    assert moment is not None
    assert local_day(moment) == date(2026, 11, 23)
    assert moment.isoformat() == "2026-11-23T00:00:00+07:00"
    assert day_moment(None) is None
