"""The job of the slip: the look-up's own, with a name that leads to the one that was meant."""

from __future__ import annotations

import pytest

from caseapp.cli.benchmarks import slips
from caseapp.rules.matching import fold
from caseapp.rules.twins import misspellings
from caseapp.upkeep.bench.children import MISWRITTEN
from caseapp.upkeep.bench.measure import Ratio


def test_a_whole_name_with_one_slip_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ratio = Ratio("slip", "ours", "bare", 2.0, 1.0, 2.5, {})
    asked: list[object] = []

    def measured(*given: object, within: float) -> Ratio:
        asked.extend([*given, within])
        return ratio

    monkeypatch.setattr(slips, "measured", measured)
    assert slips.measure(3000) is ratio
    assert asked == ["slip", MISWRITTEN, 3000, 13.0]
    assert fold("Đỗ Thị Hòa") in misspellings(MISWRITTEN)
