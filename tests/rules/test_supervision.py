"""The lists of the desk as a table: names, numbers and where each comes from."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.supervision import (
    AWAY,
    HIGH_CLOSED,
    IDLE,
    REOPENED,
    UNANSWERED,
    UNJUDGED_AS,
    UNSEEN,
    WATCHES,
    Watch,
    closed_from,
    ends_until,
    idle_before,
    unseen_before,
)
from caseapp.rules.visits import next_visit

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def test_each_list_has_a_name_of_its_own_and_says_where_it_comes_from() -> None:
    names = [watch.name for watch in WATCHES]
    assert len(names) == len(set(names)) == 9
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", name) for name in names)
    assert all(watch.source and watch.citation.endswith(f"({PENDING})") for watch in WATCHES)
    assert Watch("x", 1, "Luật", confirmed=True).citation == "Luật"


@pytest.mark.parametrize(
    ("watch", "number"),
    [(UNANSWERED, 3), (IDLE, 30), (HIGH_CLOSED, 365), (REOPENED, 2), (AWAY, 14), (UNSEEN, None)],
)
def test_from_how_much_on_a_line_stands_there(watch: Watch, number: int | None) -> None:
    assert watch.number == number


@pytest.mark.parametrize(("level", "days"), [("high", 7), ("", 7), ("medium", 14), ("low", 30)])
def test_a_sight_is_too_long_ago_when_the_next_visit_is_over(level: str, days: int) -> None:
    first = unseen_before(TODAY)[level]
    assert first == TODAY - days * DAY
    for seen, late in ((first, False), (first - DAY, True)):
        due = next_visit(level or UNJUDGED_AS, seen, TODAY)
        assert due is not None
        assert (due < TODAY) is late


def test_before_the_rhythms_hold_nobody_is_late() -> None:
    assert unseen_before(date(2017, 6, 30)) == {}


def test_days_are_counted_from_today() -> None:
    assert idle_before(TODAY) == date(2026, 10, 24)
    assert closed_from(TODAY) == date(2025, 11, 23)
    assert ends_until(TODAY) == date(2026, 12, 7)
