"""An answer is owed in working days from the day of sending, and until it is given."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.rules.answer_terms import ANSWER, REMINDER, due, late_until, owed, to_note
from caseapp.rules.calendar import Calendar, FreeDays
from caseapp.rules.values import LOCAL

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
SECOND = timedelta(seconds=1)


def test_days_count_from_the_day_after_and_over_the_weekend() -> None:
    assert due(REMINDER, MONDAY) == datetime(2026, 11, 26, tzinfo=LOCAL)
    assert due(ANSWER, MONDAY) == datetime(2026, 11, 27, tzinfo=LOCAL)
    assert due(ANSWER, FRIDAY) == datetime(2026, 11, 26, tzinfo=LOCAL)
    free = Calendar(free=(FreeDays(date(2026, 11, 24), date(2026, 11, 24), "", ""),))
    assert due(ANSWER, MONDAY, free) == datetime(2026, 11, 28, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("state", "at", "kind"),
    [
        ("sent", due(REMINDER, MONDAY) - SECOND, "running"),
        ("received", due(REMINDER, MONDAY), "soon"),
        ("sent", due(ANSWER, MONDAY), "soon"),
        ("sent", due(ANSWER, MONDAY) + SECOND, "late"),
        ("accepted", due(ANSWER, MONDAY) + SECOND, None),
        ("draft", due(ANSWER, MONDAY) + SECOND, None),
    ],
)
def test_how_it_stands(state: str, at: datetime, kind: str | None) -> None:
    found = owed(state, MONDAY, at)
    assert (found and found.kind) == kind
    assert owed(state, None, at) is None


def test_what_was_added_is_to_be_noted_by_the_end_of_the_next_working_day() -> None:
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=LOCAL)
    end = datetime(2026, 11, 24, tzinfo=LOCAL)  # the last moment of Monday
    assert to_note(friday, friday).due_at == end
    assert (to_note(friday, end).kind, to_note(friday, end + SECOND).kind) == ("soon", "late")


@pytest.mark.parametrize("sent", [date(2026, 11, 19), date(2026, 11, 20), date(2026, 2, 12)])
def test_the_newest_late_day_of_sending_is_that_whose_term_is_over(sent: date) -> None:
    end = due(ANSWER, sent)
    for now, late in ((end, False), (end + SECOND, True)):
        assert (sent <= late_until(now)) is late
        stands = owed("sent", sent, now)
        assert stands is not None
        assert (stands.kind == "late") is late
