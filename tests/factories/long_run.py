"""How much a test does: few turns in every run, many of them when CASEAPP_TEST_LONG is set.

`CASEAPP_TEST_LONG=1 ./caseapp.sh test` does all of them; docs/long-runs.md lists each with its size
and what it last found. CASEAPP_TEST_PART=n with it takes one nth, for a machine with less time.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Final

LONG: Final = bool(os.environ.get("CASEAPP_TEST_LONG"))
"""Whether this is the long run."""

_PART: Final = max(1, int(os.environ.get("CASEAPP_TEST_PART", "1")))


def turns(short: int, long: int) -> int:
    """Return how often something is done: `long` times in the long run, else `short` times."""
    return max(short, long // _PART) if LONG else short


def seed() -> int:
    """Return what decides which turns are taken: another each day, CASEAPP_TEST_SEED repeats one."""
    return int(os.environ.get("CASEAPP_TEST_SEED", datetime.now(UTC).toordinal()))
