"""26 hours without a copy off the machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caseapp.rules.backups import OFF_MACHINE_WITHIN, overdue

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_rule_is_26_hours() -> None:
    assert timedelta(hours=26) == OFF_MACHINE_WITHIN


@pytest.mark.parametrize(
    ("age", "late"),
    [
        (timedelta(), False),
        (OFF_MACHINE_WITHIN, False),
        (OFF_MACHINE_WITHIN + SECOND, True),
        (-SECOND, False),
        (-OFF_MACHINE_WITHIN - SECOND, True),  # a clock was wrong when it was made
    ],
)
def test_a_second_decides(age: timedelta, late: bool) -> None:
    assert overdue(NOW - age, NOW) is late


def test_none_at_all_is_too_late() -> None:
    assert overdue(None, NOW)
