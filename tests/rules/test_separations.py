"""The 15 days of a separation: one second before and after each end; Tết and weekends count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.rules.separations import (
    ASKS_FROM,
    LONGEST,
    check_days,
    check_extension,
    check_last_day,
    day_of,
    ends_at,
    last_day,
    need,
    stands,
)
from caseapp.rules.values import LOCAL, RuleBroken

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


# The moment of the decision and the end of the 15th day after it.
ENDS = [
    ("2026-11-23 10:00", "2026-12-09 00:00"),  # a Monday, over two weekends
    ("2026-11-23 00:00", "2026-12-09 00:00"),
    ("2026-11-23 23:59", "2026-12-09 00:00"),
    ("2027-01-29 08:00", "2027-02-14 00:00"),  # over Tết 2027, 5 to 11 February
    ("2027-02-06 08:00", "2027-02-22 00:00"),  # decided at Tết
    ("2028-02-20 08:00", "2028-03-07 00:00"),  # over 29 February
    ("2027-02-20 08:00", "2027-03-08 00:00"),  # the same in a common year
]


@pytest.mark.parametrize(("decided", "end"), ENDS)
def test_one_second_before_and_after_the_end_of_the_15th_day(decided: str, end: str) -> None:
    began, over = local(decided), local(end)
    assert ends_at(began) == over
    until = last_day(began)
    assert until == over.date() - DAY
    assert need(began, until, over - SECOND) == "asks"
    assert need(began, until, over + SECOND) == "late"
    assert stands(began, until, over - SECOND).kind == "soon"
    assert stands(began, until, over + SECOND).kind == "late"


@pytest.mark.parametrize(("decided", "end"), ENDS)
def test_from_the_10th_day_on_a_document_is_asked_for(decided: str, end: str) -> None:
    began = local(decided)
    tenth = local(end) - 6 * DAY
    until = last_day(began)
    assert need(began, until, tenth - SECOND) == ""
    assert need(began, until, tenth) == "asks"
    assert (day_of(began, tenth - SECOND), day_of(began, tenth)) == (9, 10)
    assert stands(began, until, tenth - SECOND).kind == "running"
    assert stands(began, until, tenth).kind == "soon"


def test_its_own_last_day_asks_as_well_and_ends_nothing() -> None:
    began, until = local("2026-11-23 10:00"), date(2026, 11, 27)
    assert need(began, until, local("2026-11-25 23:59")) == ""
    assert need(began, until, local("2026-11-26 00:00")) == "asks"
    assert need(began, until, local("2026-11-27 23:59")) == "asks"
    assert need(began, until, local("2026-11-28 00:00")) == "over"
    assert need(began, until, local("2027-06-01 00:00")) == "late"


def test_a_request_to_the_court_settles_it_until_it_is_rejected() -> None:
    began = local("2026-11-23 10:00")
    for now in (began + 12 * DAY, began + 40 * DAY):
        assert need(began, last_day(began), now, before_court=True) == ""
    sent = began + 14 * DAY
    assert stands(began, last_day(began), began + 40 * DAY, sent).kind == "kept"
    assert stands(began, last_day(began), began + 40 * DAY, began + 20 * DAY).kind == "missed"


def test_what_days_a_separation_may_have() -> None:
    first = date(2026, 11, 23)
    check_days(first, first)
    check_days(first, first + LONGEST * DAY)
    for last in (first - DAY, first + (LONGEST + 1) * DAY):
        with pytest.raises(RuleBroken) as broken:
            check_days(first, last)
        assert broken.value.field == "last_day"


def test_no_decision_reaches_beyond_the_15th_day_or_into_the_past() -> None:
    began = local("2026-11-23 10:00")
    check_last_day(began, date(2026, 12, 8), began)
    for last, now in ((date(2026, 12, 9), began), (date(2026, 11, 24), began + 2 * DAY)):
        with pytest.raises(RuleBroken):
            check_last_day(began, last, now)


@pytest.mark.parametrize(
    ("last", "allowed"),
    [
        (date(2026, 11, 30), False),  # the day that holds already
        (date(2026, 12, 1), True),
        (date(2026, 12, 8), True),
        (date(2026, 12, 9), False),  # the 16th day
    ],
)
def test_an_extension_extends_and_stays_within_the_15_days(last: date, allowed: bool) -> None:
    began, until = local("2026-11-23 10:00"), date(2026, 11, 30)
    if allowed:
        check_extension(began, until, last)
        return
    with pytest.raises(RuleBroken) as broken:
        check_extension(began, until, last)
    assert broken.value.field == "last_day"


def test_the_numbers_are_those_of_the_decree_and_the_client() -> None:
    assert (LONGEST, ASKS_FROM) == (15, 10)
