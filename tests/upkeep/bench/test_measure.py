"""Ratios: medians of both ways, the goal kept or missed, nothing lost as plain data."""

from __future__ import annotations

from caseapp.upkeep.bench import measure


def test_each_way_runs_once_uncounted_and_then_in_turn(monkeypatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr(measure.time, "process_time", lambda: next(ticks) / 1000)
    monkeypatch.setattr(measure.gc, "collect", lambda: 0)  # what other tests left takes seconds
    order: list[str] = []
    ours, yardstick = measure.compare(
        lambda: order.append("A"), lambda: order.append("B"), rounds=2
    )
    assert order == ["A", "B", "A", "B", "A", "B"]
    assert round(ours, 6) == round(yardstick, 6) == 1.0  # one tick between two readings


def test_a_ratio_beyond_its_goal_is_missed() -> None:
    ratio = measure.Ratio("x", "a", "b", 6.0, 2.0, 2.9)
    assert ratio.ratio == 3.0
    assert not ratio.kept
    assert measure.Ratio("x", "a", "b", 6.0, 2.0, None).kept
    assert ratio.as_json()["kept"] is False
