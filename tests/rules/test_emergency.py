"""How long a file stays open in an emergency."""

from __future__ import annotations

from datetime import timedelta

from caseapp.rules.clocks import EMERGENCY
from caseapp.rules.emergency import MOST, OPEN_FOR, WITHIN


def test_a_file_is_open_as_long_as_the_decision_may_take() -> None:
    assert (timedelta(hours=EMERGENCY.length), EMERGENCY.unit) == (OPEN_FOR, "hours")
    assert (3, timedelta(days=1)) == (MOST, WITHIN)
