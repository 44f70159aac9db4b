"""Lets the benchmarks measure beside a process full of other tests' things, and not search those."""

from __future__ import annotations

import gc

import pytest


@pytest.fixture(scope="package", autouse=True)
def others_set_aside() -> None:
    """What other tests left behind is not garbage to be looked for before each of many rounds."""
    gc.collect()
    gc.freeze()
