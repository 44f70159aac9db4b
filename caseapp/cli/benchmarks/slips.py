"""The look-up of a whole name with one slip of the pen against the bare template."""

from __future__ import annotations

from caseapp.cli.benchmarks.searches import measured
from caseapp.upkeep.bench.children import MISWRITTEN
from caseapp.upkeep.bench.measure import Ratio


def measure(children: int) -> Ratio:
    """Measure it among the children of a ward, the rest of the city beside them."""
    return measured("slip", MISWRITTEN, children)
