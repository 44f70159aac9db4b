"""Makes HiGHS solvers that keep still, run in one thread and give the same answer every time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import highspy


def quiet_solver(**options: float | str) -> highspy.Highs:
    """Return a solver of one thread and one seed; `options` are those of HiGHS."""
    with _unheard():
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {"output_flag": False, "threads": 1, "random_seed": 0, **options}.items():
        solver.setOptionValue(option, value)
    return solver


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep the line that HiGHS greets with, past Python, out of what a command prints."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
