"""Statements are counted on a list and on every case that the officer's list shows."""

from __future__ import annotations

from caseapp.cli.benchmarks import statements


def test_a_list_asks_as_often_in_a_big_city_as_in_a_small_one() -> None:
    ratio = statements.measure(600)
    assert ratio.taken == ratio.against == 4
    assert ratio.notes["cases"] > 0
    assert ratio.unit == "statements"


def test_a_goal_that_a_case_misses_is_named(monkeypatch) -> None:
    monkeypatch.setattr(statements, "_asked", lambda _children: (5, [9, 12]))
    ratio = statements.measure(1)
    assert ratio.missed == ("a case asks 12 times, goal 10",)
    assert not ratio.kept
