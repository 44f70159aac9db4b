"""The twelve hours, one second before and after, through nights, Tết and ends of months."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.clocks import EMERGENCY, due, in_words, remaining, standing
from caseapp.rules.values import LOCAL

SECOND = timedelta(seconds=1)


def local(year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=LOCAL)


RECEIVED = local(2026, 11, 20, 20)  # Friday evening
DUE = local(2026, 11, 21, 8)  # Saturday morning


@pytest.mark.parametrize(
    ("received", "end"),
    [
        (RECEIVED, DUE),  # into a weekend
        (local(2026, 2, 16, 21, 30), local(2026, 2, 17, 9, 30)),  # the night of Tết 2026
        (local(2026, 2, 28, 18), local(2026, 3, 1, 6)),  # common year
        (local(2028, 2, 28, 18), local(2028, 2, 29, 6)),  # leap year
        (local(2026, 12, 31, 23, 59), local(2027, 1, 1, 11, 59)),
        (local(2026, 11, 20, 0), local(2026, 11, 20, 12)),
    ],
)
def test_twelve_clock_hours_whatever_the_day(received, end):
    assert due(EMERGENCY, received) == end


def test_the_clock_is_the_one_of_the_law():
    assert (EMERGENCY.length, EMERGENCY.unit) == (12, "hours")
    assert EMERGENCY.counts_from == "received_at"
    assert "Điều 26 khoản 3" in EMERGENCY.article
    assert EMERGENCY.edition.covers(RECEIVED.date())


def test_hours_are_hours_where_clocks_are_turned():
    # A moment given in a zone with summer time, an hour before the clocks are put forward there:
    # counting on its wall clock would give away an hour.
    received = datetime(2026, 3, 29, 1, 0, tzinfo=ZoneInfo("Europe/Paris"))
    assert due(EMERGENCY, received).astimezone(UTC) == datetime(2026, 3, 29, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("call", [lambda m: due(EMERGENCY, m), lambda m: remaining(m, DUE)])
def test_a_naive_moment_starts_no_clock(call):
    with pytest.raises(ValueError, match="time zone"):
        call(datetime(2026, 11, 20, 20))  # noqa: DTZ001 - naive on purpose


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (RECEIVED, "running"),
        (RECEIVED + timedelta(hours=8) - SECOND, "running"),
        (RECEIVED + timedelta(hours=8), "soon"),  # red from the 8th hour
        (RECEIVED + timedelta(hours=8) + SECOND, "soon"),
        (DUE - SECOND, "soon"),
        (DUE, "soon"),  # "not later than 12 hours": the last moment is in time
        (DUE + SECOND, "late"),
    ],
)
def test_how_a_running_clock_stands(now, kind):
    stand = standing(DUE, now)
    assert stand.kind == kind
    assert stand.due_at == DUE
    assert stand.stopped_at is None
    assert stand.remaining == remaining(DUE, now) == DUE - now


@pytest.mark.parametrize(
    ("stopped_at", "kind"),
    [
        (RECEIVED, "kept"),
        (DUE - SECOND, "kept"),
        (DUE, "kept"),
        (DUE + SECOND, "missed"),
    ],
)
def test_a_stopped_clock_stands_still(stopped_at, kind):
    for now in (RECEIVED, DUE, DUE + timedelta(days=400)):
        stand = standing(DUE, now, stopped_at)
        assert (stand.kind, stand.remaining) == (kind, DUE - stopped_at)
        assert stand.stopped_at == stopped_at


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=12), ("running", "hours", 12)),
        (timedelta(hours=10) - SECOND, ("running", "hours", 9)),  # never 10: that is over
        (timedelta(hours=9), ("running", "hours", 9)),
        (timedelta(hours=1), ("soon", "hours", 1)),
        (timedelta(hours=1) - SECOND, ("soon", "minutes", 59)),
        (timedelta(minutes=25, seconds=59), ("soon", "minutes", 25)),
        (SECOND, ("soon", "minutes", 0)),
        (timedelta(), ("soon", "minutes", 0)),
        (-SECOND, ("late", "minutes", 1)),  # late is late: not "0 minutes"
        (-timedelta(minutes=2, seconds=30), ("late", "minutes", 2)),
        (-timedelta(hours=1) + SECOND, ("late", "minutes", 59)),
        (-timedelta(hours=5, minutes=59), ("late", "hours", 5)),
    ],
)
def test_in_words(left, words):
    assert in_words(standing(DUE, DUE - left)) == words


def test_words_of_a_stopped_clock_say_what_was_to_spare_or_too_much():
    assert in_words(standing(DUE, DUE, DUE - timedelta(hours=3))) == ("kept", "hours", 3)
    assert in_words(standing(DUE, DUE, DUE + SECOND)) == ("missed", "minutes", 1)


@given(seconds=st.integers(0, 12 * 3600))
def test_no_more_time_is_promised_than_there_is(seconds):
    left = timedelta(seconds=seconds)
    words = in_words(standing(DUE, DUE - left))
    assert timedelta(**{words.unit: words.number}) <= left
