"""The twelve hours, one second before and after, through nights, Tết and ends of months."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.calendar import OFFICIAL, Calendar
from caseapp.rules.clocks import (
    CLOCKS,
    EMERGENCY,
    FOLLOW_UP,
    PLAN_APPROVAL,
    PLAN_SUBMISSION,
    SEPARATION,
    after_pause,
    due,
    in_words,
    remaining,
    standing,
)
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
    assert "Khoản 3 Điều 26" in EMERGENCY.article
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


@pytest.mark.parametrize(
    ("clock", "start", "end"),
    [
        # Monday at ten: the day itself is not counted, the fifth after it ends at 24:00.
        (PLAN_SUBMISSION, local(2026, 11, 23, 10), local(2026, 12, 1, 0)),
        (PLAN_APPROVAL, local(2026, 11, 23, 10), local(2026, 12, 3, 0)),
        (PLAN_SUBMISSION, local(2026, 11, 20, 23, 59), local(2026, 11, 28, 0)),  # Friday night
        (PLAN_SUBMISSION, local(2026, 11, 21, 0), local(2026, 11, 28, 0)),  # Saturday at 0:00
        (PLAN_SUBMISSION, local(2027, 2, 3, 9), local(2027, 2, 18, 0)),  # over Tết 2027
        (PLAN_APPROVAL, local(2027, 2, 3, 9), local(2027, 2, 20, 0)),
        (PLAN_SUBMISSION, local(2028, 2, 24, 9), local(2028, 3, 3, 0)),  # over 29 February
        (SEPARATION, local(2026, 11, 23, 22), local(2026, 12, 9, 0)),
        (SEPARATION, local(2027, 2, 3, 22), local(2027, 2, 19, 0)),  # holidays count as days
        (SEPARATION, local(2028, 2, 20, 1), local(2028, 3, 7, 0)),
        (FOLLOW_UP, local(2026, 8, 31, 9), local(2027, 3, 1, 0)),  # to the last day of February
        (FOLLOW_UP, local(2027, 8, 31, 9), local(2028, 3, 1, 0)),
    ],
)
def test_days_count_from_the_day_after_and_end_at_midnight(clock, start, end):
    assert due(clock, start) == end
    soon = clock.soon
    assert standing(end, end - SECOND, soon=soon).kind == "soon"
    assert standing(end, end, soon=soon).kind == "soon"
    assert standing(end, end + SECOND, soon=soon).kind == "late"
    assert standing(end, end, end - SECOND, soon=soon).kind == "kept"
    assert standing(end, end, end + SECOND, soon=soon).kind == "missed"


def test_a_separation_asks_for_a_way_out_from_the_tenth_day_on():
    decided = local(2026, 11, 23, 22)
    tenth = local(2026, 12, 4, 0)  # ten whole days after the day of the decision
    end = due(SEPARATION, decided)
    assert standing(end, tenth - SECOND, soon=SEPARATION.soon).kind == "running"
    assert standing(end, tenth, soon=SEPARATION.soon).kind == "soon"


def test_a_clock_in_working_days_gets_back_those_that_began_while_it_stood():
    start = local(2026, 11, 23, 10)  # due at the end of Monday, 30 November
    end = due(PLAN_SUBMISSION, start)
    wednesday, friday = local(2026, 11, 25, 9), local(2026, 11, 27, 8)
    assert after_pause(PLAN_SUBMISSION, end, wednesday, friday, OFFICIAL) == local(2026, 12, 3, 0)
    assert after_pause(PLAN_SUBMISSION, end, wednesday, wednesday, OFFICIAL) == end
    free = Calendar(worked=frozenset({local(2026, 11, 28, 0).date()}))
    sunday = local(2026, 11, 29, 8)
    assert after_pause(PLAN_SUBMISSION, end, friday, sunday, OFFICIAL) == end
    assert after_pause(PLAN_SUBMISSION, end, friday, sunday, free) == local(2026, 12, 2, 0)


def test_every_clock_names_its_article_and_what_stops_it():
    assert list(CLOCKS) == [
        "emergency", "plan_submission", "plan_approval", "separation", "care_hand_over",
        "follow_up",
    ]  # fmt: skip
    for clock in CLOCKS.values():
        assert all((clock.vi, clock.en, clock.article, clock.counts_from, clock.stopped_by))
        assert clock.length > 0
    assert [clock.name for clock in CLOCKS.values() if clock.confirmed] == ["emergency"]
    assert [clock.name for clock in CLOCKS.values() if clock.ceiling] == ["separation"]
