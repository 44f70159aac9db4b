"""The busy day runs whole with a few officers: pages, an import, and no page refused."""

from __future__ import annotations

import pytest

from caseapp.cli.benchmarks import loads
from caseapp.cli.benchmarks.loads import Day, Tally


def test_a_short_day_of_few_officers(monkeypatch) -> None:
    monkeypatch.setattr(loads, "_LOOKS", 20)
    ratio = loads.measure(60, Day(officers=3, think=0.05, seconds=1.0, rows=60))
    assert ratio.notes["pages"] >= 3  # each of them clicked
    assert ratio.notes["import took, s"] > 0
    assert "list" in ratio.notes["p95 of each, ms"]


def test_a_page_that_is_refused_is_a_fault() -> None:
    class Refused:
        def ask(self, _page: str) -> tuple[int, bytes]:
            return 500, b""

    tally = Tally()
    tally.ask(Refused(), "list", "/reports")  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="1 pages were refused"):
        loads._ratio(1, Day(), (tally, Tally()), (0.0, 0.0))


def test_pages_within_a_span_are_told_apart() -> None:
    tally = Tally({"list": [5.0, 6.0, 7.0]}, {"list": [1.0, 2.0, 3.0]})
    assert tally.within("list", (1.5, 2.5)) == [6.0]
    assert tally.within("print", (1.5, 2.5)) == []
