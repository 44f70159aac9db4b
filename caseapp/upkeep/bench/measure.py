"""Measures two ways of one job in turn, A-B-A-B, by processor time; hands out the ratio."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Final

ROUNDS: Final = 7


@dataclass(frozen=True)
class Ratio:
    """How much processor time a job takes against its yardstick, medians in milliseconds.

    `limit` is the most that the goal allows, None where there is none; `notes` are other figures
    of the same run, such as the number of SQL statements. `wall`: what passed on the clock, where
    other processes do the work.
    """

    name: str
    ours: str
    yardstick: str
    ours_ms: float
    yardstick_ms: float
    limit: float | None
    notes: dict[str, Any] = field(default_factory=dict)
    wall: bool = False

    @property
    def ratio(self) -> float:
        """Ours over the yardstick."""
        return self.ours_ms / self.yardstick_ms

    @property
    def kept(self) -> bool:
        """Whether the goal was met; a job without a limit keeps it always."""
        return self.limit is None or self.ratio <= self.limit

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, ratio and verdict with it."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "kept": self.kept}


def spent(act: Callable[[], object]) -> float:
    """Return the processor milliseconds, of all threads, that one call takes."""
    gc.collect()
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000


def compare(
    ours: Callable[[], object], yardstick: Callable[[], object], *, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Return the medians of both after one uncounted run of each."""
    ours()
    yardstick()
    pairs = [(spent(ours), spent(yardstick)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
