"""What may be frozen: a period that is over, by who saw the last edition, with a reason anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseapp.rules.freezing import MEANWHILE, NOT_OVER, TOO_LONG, WHY_AGAIN, check_freeze
from caseapp.rules.values import Period, RuleBroken

YEAR = Period.parse("2025")
FIRST: dict[str, Any] = {
    "today": date(2026, 1, 1), "newest": 0, "by": "", "seen": 0, "reason": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({}, None),
        ({"today": date(2025, 12, 31)}, NOT_OVER),
        ({"newest": 1, "seen": 0, "reason": "x"}, MEANWHILE),
        ({"newest": 0, "seen": 1}, MEANWHILE),
        ({"newest": 1, "seen": 1}, WHY_AGAIN),
        ({"newest": 1, "seen": 1, "reason": "x"}, None),
        ({"newest": 1, "seen": 1, "reason": "x" * 501}, TOO_LONG),
    ],
)
def test_when_a_period_may_be_frozen(asked: dict[str, Any], refused: str | None) -> None:
    if refused is None:
        check_freeze(YEAR, **FIRST | asked)
        return
    with pytest.raises(RuleBroken) as broken:
        check_freeze(YEAR, **FIRST | asked)
    assert broken.value.message == refused
    assert str(broken.value)  # its values are all there
