"""Names of worker processes, by which another one on the machine sees that they are gone."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Final

_STARTED: Final = 19
"""Place of a process's start among the words after its name in /proc/PID/stat."""


def own_name() -> str:
    """Return `machine:process:start` of this process; a number that is used again differs."""
    return f"{_machine()}:{os.getpid()}:{_start_of(os.getpid())}"


def gone(name: str) -> bool:
    """Tell whether that worker's process has ended for certain; of another machine nobody knows."""
    machine, process, start = f"::{name}".rsplit(":", 2)
    machine = machine.removeprefix("::")
    if machine != _machine() or not process.isdecimal():
        return False
    return _start_of(int(process)) != start


def _machine() -> str:
    return socket.gethostname()[:100]


def _start_of(process: int) -> str:
    """Return when a process was started, in ticks since the machine was; '' when it is gone."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[_STARTED]
