"""The first print after a start against the later ones of the same document."""

from __future__ import annotations

from statistics import median
from typing import Final

from caseapp.cli.benchmarks.summaries import a_case, draw_one, ready_printer, timed
from caseapp.upkeep.bench.measure import CLOCK, Ratio

_LIMIT: Final = 1.2


def measure(children: int, starts: int = 9) -> Ratio:
    """Measure it over several starts, each time once the process says that it is ready."""
    del children
    with a_case() as (actor, code):
        html, _ = draw_one(actor, code)
        pairs = [_first_and_later(html) for _ in range(starts)]
    return Ratio(
        "first-print",
        "the first summary that a fresh process prints",
        "the same summary printed by it again",
        median(pair[0] for pair in pairs),
        median(pair[1] for pair in pairs),
        _LIMIT,
        unit=CLOCK,
    )


def _first_and_later(html: str) -> tuple[float, float]:
    with ready_printer() as printer:
        first = timed(lambda: printer.render(html))
        return first, median(timed(lambda: printer.render(html)) for _ in range(5))
