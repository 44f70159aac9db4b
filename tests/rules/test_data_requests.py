"""Limits of requests about data: to the second, over weekends and Tết, extended once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.codes.personal_data import DATA_REQUEST_KINDS
from caseapp.rules.data_requests import (
    LIMITS,
    check_extension,
    due_now,
    execution_due,
    reply_due,
)
from caseapp.rules.values import LOCAL, RuleBroken

MONDAY = datetime(2026, 11, 23, 10, tzinfo=LOCAL)


def midnight(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (MONDAY, midnight(11, 26)),
        (datetime(2026, 11, 27, 16, tzinfo=LOCAL), midnight(12, 2)),  # Friday, over the weekend
        (datetime(2026, 2, 13, 9, tzinfo=LOCAL), midnight(2, 25)),  # the Friday before Tết
    ],
)
def test_two_working_days_for_the_answer(received: datetime, due: datetime) -> None:
    assert reply_due(received) == due


@pytest.mark.parametrize(
    ("kind", "days", "with_processor", "extended"),
    [
        ("access", 10, 10, 10),
        ("correction", 10, 10, 10),
        ("restriction", 15, 20, 30),
        ("objection", 15, 20, 30),
        ("withdrawal", 15, 20, 30),
        ("erasure", 20, 20, 20),
    ],
)
def test_the_days_of_each_kind(kind: str, days: int, with_processor: int, extended: int) -> None:
    first = midnight(11, 24)
    assert execution_due(kind, MONDAY) == first + timedelta(days=days)
    with_other = execution_due(kind, MONDAY, with_processor=True)
    assert with_other == first + timedelta(days=with_processor)
    assert execution_due(kind, MONDAY, extended=True) == first + timedelta(days=extended)


def test_every_kind_has_a_limit_and_says_how_sure_it_is() -> None:
    assert set(LIMITS) == set(DATA_REQUEST_KINDS.codes)
    unsure = {kind for kind, limit in LIMITS.items() if PENDING in limit.citation}
    assert unsure == {"access", "correction", "erasure"}


def test_which_limit_runs() -> None:
    reply, execution = midnight(11, 26), midnight(12, 4)
    assert due_now("received", reply, execution) == reply
    assert due_now("prepared", reply, execution) == reply
    assert due_now("accepted", reply, execution) == execution
    assert due_now("refused", reply, execution) is None
    assert due_now("executed", reply, execution) is None


def test_an_extension_once_in_time_and_where_the_law_knows_one() -> None:
    due = execution_due("restriction", MONDAY)
    check_extension("restriction", extended=False, due=due, now=due - timedelta(seconds=1))
    for kind, extended, now in (
        ("access", False, MONDAY),
        ("restriction", True, MONDAY),
        ("restriction", False, due),
    ):
        with pytest.raises(RuleBroken):
            check_extension(kind, extended=extended, due=due, now=now)
