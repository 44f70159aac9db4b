"""Measures two ways of one job in turn, A-B-A-B, hands out the ratio."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Final

ROUNDS: Final = 7
CPU: Final = "ms CPU"
"""Processor time of all threads of this process."""
CLOCK: Final = "ms"
"""What passed on the clock, where other processes do the work."""


@dataclass(frozen=True)
class Ratio:
    """How much a job takes against its yardstick, both in `unit` (medians, where times are taken).

    `limit` is the most that the goal allows, None where there is none. `notes` are other figures
    of the same run, such as the number of SQL statements; `missed` names goals among them that
    were not met.
    """

    name: str
    ours: str
    yardstick: str
    taken: float
    against: float
    limit: float | None
    notes: dict[str, Any] = field(default_factory=dict)
    unit: str = CPU
    missed: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """Ours over the yardstick."""
        return self.taken / self.against

    @property
    def kept(self) -> bool:
        """Whether every goal was met; a job without any keeps them always."""
        return not self.missed and (self.limit is None or self.ratio <= self.limit)

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
    """Return the medians of both after one uncounted run of each.

    What was made by then is not walked by collections, as in a server that has started
    (cli/serving.py): a walk through all that is loaded would fall into one way or the other.
    """
    ours()
    yardstick()
    gc.collect()
    gc.freeze()
    pairs = [(spent(ours), spent(yardstick)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
