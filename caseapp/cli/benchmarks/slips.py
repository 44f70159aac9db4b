"""The look-up of a whole name with one slip of the pen against the bare template."""

from __future__ import annotations

from typing import Final

from caseapp.cli.benchmarks.searches import measured
from caseapp.upkeep.bench.children import MISWRITTEN
from caseapp.upkeep.bench.measure import Ratio

_WITHIN: Final = 13.0
"""Milliseconds for the search; that it finds 95 % of what is one slip off is held by a test."""


def measure(children: int) -> Ratio:
    """Measure it among the children of a ward, the rest of the city beside them."""
    return measured("slip", MISWRITTEN, children, within=_WITHIN)
