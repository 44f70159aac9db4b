"""A new round asks for the assessment first, then for the plan, until one is approved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caseapp.rules.rounds import Moment, asked_next

AT = datetime(2026, 11, 23, 3, tzinfo=UTC)
REVIEWED: Moment = (AT, 5)
BEFORE, AFTER = (AT - timedelta(seconds=1), 9), (AT + timedelta(seconds=1), 1)


@pytest.mark.parametrize(
    ("assessed", "plan", "approved", "asked"),
    [
        (None, "", None, "assess"),
        (BEFORE, "", BEFORE, "assess"),
        ((AT, 4), "", (AT, 4), "assess"),  # at the same moment the later row counts
        ((AT, 6), "", BEFORE, "plan"),
        (AFTER, "", BEFORE, "plan"),
        (AFTER, "draft", BEFORE, "plan"),
        (AFTER, "returned", BEFORE, "plan"),
        (AFTER, "submitted", BEFORE, "decide"),
        (BEFORE, "draft", BEFORE, "assess"),
        (BEFORE, "submitted", BEFORE, "decide"),
        (AFTER, "", AFTER, ""),
        (BEFORE, "draft", AFTER, ""),
    ],
)
def test_what_a_round_asks_for_next(
    assessed: Moment | None, plan: str, approved: Moment | None, asked: str
) -> None:
    assert asked_next(REVIEWED, assessed, plan, approved) == asked
