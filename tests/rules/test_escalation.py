"""The steps of the night, one second before and after, and who is next in line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caseapp.rules.escalation import STEPS, Moments, due_steps, next_in_line

LOGGED = datetime(2026, 2, 14, 15, 20, tzinfo=UTC)  # 22:20 on the Saturday before Tết
RECEIVED = LOGGED - timedelta(minutes=20)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def codes(now: datetime, *, taken_up: bool = False, done: tuple[str, ...] = ()) -> list[str]:
    report = Moments(LOGGED, RECEIVED, taken_up)
    return [step.code for step in due_steps(report, now, frozenset(done))]


@pytest.mark.parametrize(
    ("moment", "before", "then"),
    [
        (LOGGED + 30 * MINUTE, [], ["after_30m"]),
        (RECEIVED + 4 * HOUR, ["after_30m"], ["after_30m", "after_4h"]),
        (RECEIVED + 8 * HOUR, ["after_30m", "after_4h"], ["after_30m", "after_4h", "after_8h"]),
        (
            RECEIVED + 10 * HOUR,
            ["after_30m", "after_4h", "after_8h"],
            ["after_30m", "after_4h", "after_8h", "after_10h"],
        ),
    ],
)
def test_a_step_falls_due_at_its_second(
    moment: datetime, before: list[str], then: list[str]
) -> None:
    assert codes(moment - SECOND) == before
    assert codes(moment) == codes(moment + SECOND) == then
    assert codes(moment, done=tuple(before)) == then[len(before) :]


def test_what_somebody_took_up_is_called_out_by_its_hours_alone() -> None:
    assert codes(LOGGED + 3 * HOUR, taken_up=True) == []
    assert codes(RECEIVED + 4 * HOUR, taken_up=True) == ["after_4h"]


@pytest.mark.parametrize(
    ("step", "told", "next_ones"),
    [
        ("after_30m", set(), ["d1"]),
        ("after_4h", {"d1"}, ["d2"]),
        ("after_8h", {"d1", "d2"}, ["s1"]),
        ("after_8h", {"d1", "d2", "s1"}, ["s2"]),
        ("after_8h", {"d1", "d2", "s1", "s2"}, []),
        ("after_10h", set(), ["d1", "s1"]),
        ("after_10h", {"d1"}, ["d2", "s1"]),
        ("after_10h", {"d1", "d2"}, ["s1"]),
        ("after_10h", {"d1", "s1"}, ["d2"]),
    ],
)
def test_each_is_told_once_deputies_first_and_the_city_at_the_last(
    step: str, told: set[str], next_ones: list[str]
) -> None:
    whom = next(each.whom for each in STEPS if each.code == step)
    assert next_in_line(whom, ["d1", "d2"], ["s1", "s2"], told) == next_ones


def test_without_a_deputy_the_city_is_told_at_once() -> None:
    assert next_in_line(("next",), [], ["s1"], set()) == ["s1"]
    assert next_in_line(("next", "supervisor"), [], [], set()) == []
