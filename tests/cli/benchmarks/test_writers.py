"""Writers in processes of their own: each gets its turn, and what was acknowledged is kept once."""

from __future__ import annotations

import pytest

from caseapp.cli.benchmarks import writers


def test_a_short_race_loses_and_doubles_nothing() -> None:
    ratio = writers.measure(1, writers=3, seconds=1.0)
    assert ratio.against >= 1
    assert ratio.notes["reports in all"] >= ratio.taken + ratio.against
    assert ratio.limit == 2.0


def test_a_lost_report_is_a_failure(monkeypatch) -> None:
    monkeypatch.setattr(writers, "_race", lambda *_: [{"codes": ["BC-1"], "longest": 0.0}])
    with pytest.raises(RuntimeError, match="1 reports were acknowledged, 0 are kept"):
        writers.measure(1)
