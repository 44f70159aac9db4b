"""What is asked of the calendar: every kind that the house knows has words."""

from __future__ import annotations

from caseapp.web.clocks.forms import KINDS


def test_both_kinds_of_days_are_offered() -> None:
    assert [kind for kind, _ in KINDS] == ["free", "worked"]
