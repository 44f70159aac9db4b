"""When a message goes out: at once or by day, not twice in a short time, never at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caseapp.rules.ringing import DIGITS, PROVES_FOR, SPAN, TRIES, check_proof, rings_at
from caseapp.rules.values import LOCAL, RuleBroken

SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("now", "last", "goes"),
    [
        ("2026-11-23T10:00:00", None, "2026-11-23T10:00:00"),
        ("2026-11-23T10:00:00", "2026-11-23T09:44:59", "2026-11-23T10:00:00"),
        ("2026-11-23T10:00:00", "2026-11-23T09:50:00", "2026-11-23T10:05:00"),
        ("2026-11-23T06:00:00", None, "2026-11-23T06:00:00"),
        ("2026-11-23T05:59:59", None, "2026-11-23T06:00:00"),
        ("2026-11-23T20:59:59", None, "2026-11-23T20:59:59"),
        ("2026-11-23T21:00:00", None, "2026-11-24T06:00:00"),
        ("2026-12-31T23:30:00", None, "2027-01-01T06:00:00"),
        ("2026-11-23T20:50:00", "2026-11-23T20:48:00", "2026-11-24T06:00:00"),
    ],
)
def test_by_day_it_waits_for_the_span_and_for_the_morning(
    now: str, last: str | None, goes: str
) -> None:
    moment = at(now).astimezone(UTC)
    assert rings_at("day", moment, at(last) if last else None) == at(goes)
    assert rings_at("at_once", moment, at(last) if last else None) == moment


def test_a_number_proves_an_address_for_a_time_and_some_tries() -> None:
    since = at("2026-11-23T10:00:00")
    last = since + PROVES_FOR - SECOND
    assert check_proof("012 345", "012345", since, TRIES - 1, last)
    assert not check_proof("12345", "012345", since, 0, last)
    for tries, now in ((TRIES, since), (0, last + SECOND)):
        with pytest.raises(RuleBroken, match="serves no more"):
            check_proof("012345", "012345", since, tries, now)
    assert (6, timedelta(minutes=15)) == (DIGITS, SPAN)
