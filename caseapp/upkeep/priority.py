"""How much of the processor a process claims beside others: what nobody waits for stands back."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

BESIDE: Final = 10
"""Steps for what runs beside the pages, such as an import or the worker's jobs."""
PRINTS: Final = 15
"""Steps for the prints of a batch, which the worker itself may overtake."""


def stand_back(steps: int) -> None:
    """Let processes of a lower `nice` value go first; this one keeps all that they leave.

    Where a unit's filter of system calls forbids it, everything goes on as before.
    """
    with suppress(PermissionError):
        os.nice(steps)
