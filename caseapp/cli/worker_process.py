"""The one worker beside the web application: started, watched, started anew, and ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from caseapp.config import Settings

ROOT: Final = Path(__file__).resolve().parent.parent.parent
"""Where `python -m caseapp` runs."""
_PATIENCE: Final = 10.0
"""Seconds that a worker told to end is waited for; what it had in hand is taken up again."""
_FIRST, _LONGEST = 1.0, 60.0
"""Seconds before a worker that died is started anew: twice as long each time, up to a minute."""


def environment(settings: Settings) -> dict[str, str]:
    """Return what the worker must be told so that it opens the same instance at the same time."""
    told = {"CASEAPP_ENV": settings.environment, "CASEAPP_INSTANCE": str(settings.instance)}
    if settings.offset:
        told["CASEAPP_NOW"] = settings.now().isoformat()
    return os.environ | told


class WorkerProcess:
    """Keeps one `caseapp work` running. It ends with its input, so it never outlives this one."""

    def __init__(self, settings: Settings, *, first: float = _FIRST) -> None:
        self._settings, self._first = settings, first
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._watch = threading.Thread(target=self._keep, daemon=True)

    @property
    def pid(self) -> int | None:
        """Number of the running worker, or None when there is none at the moment."""
        child = self._child
        return child.pid if child and child.poll() is None else None

    def start(self) -> None:
        """Start the worker and the thread that watches it."""
        self._watch.start()

    def stop(self) -> None:
        """End the worker and wait for it; a job in its hands is given back or taken up again."""
        self._over.set()
        with self._lock:
            child = self._child
        if child is not None:
            _end(child)
        if self._watch.is_alive():
            self._watch.join(_PATIENCE)

    def _keep(self) -> None:
        pause = self._first
        while not self._over.is_set():
            child, since = self._spawn(), time.monotonic()
            if child is None:
                return
            status = child.wait()
            _close(child)
            if self._over.is_set():
                return
            if status:
                click.echo(f"caseapp: the worker ended ({status}); it is started anew", err=True)
            lived = time.monotonic() - since > _LONGEST
            pause = self._first if lived else pause
            self._over.wait(pause)
            pause = min(pause * 2, _LONGEST)

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._over.is_set():
                return None
            self._child = subprocess.Popen(
                [sys.executable, "-m", "caseapp", "work", "--until-input-ends"],
                stdin=subprocess.PIPE,
                cwd=ROOT,
                env=environment(self._settings),
            )
            return self._child


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        with suppress(OSError):
            child.stdin.close()


def _end(child: subprocess.Popen[bytes]) -> None:
    _close(child)
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
