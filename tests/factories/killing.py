"""Commands run as an operator runs them, and killed midway: `python -m tests.factories.killing`.

The process loads the program once and forks for each command, so that a death costs no start;
what every application works out alike it has worked out before. It
reads an order a line from its standard input and answers each with a line; both are JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from caseapp.app import create_app
from caseapp.cli import main
from caseapp.config import Settings
from caseapp.records.db import db
from caseapp.records.vault import Vault
from caseapp.upkeep import shapes
from caseapp.upkeep.migrate import newest
from tests.factories.lighter import lightly

ROOT = Path(__file__).resolve().parents[2]
_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True)
class Death:
    """When a command is killed: before its nth change of a name in a folder, or after a while."""

    step: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, None when it was killed; its steps, up to the last."""

    status: int | None
    said: str
    steps: int
    seconds: float


def deaths(whole: Ended, number: int, chance: random.Random) -> list[Death]:
    """Return so many, spread over the length of a command: at a step and at a moment in turn."""
    found = []
    for turn in range(number):
        share = (turn + chance.random()) / number
        step = 1 + int(share * whole.steps)
        # After its last step a command still writes into files that it holds open.
        found.append(Death(step) if turn % 2 else Death(seconds=share * whole.seconds * 1.2))
    return found


class Killer:
    """The process that runs the commands of one machine; `close` ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.factories.killing"],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(
        self, settings: Settings, *words: str, watched: Path, death: Death | None = None
    ) -> Ended:
        """Run `caseapp WORDS` on an instance; `watched` is the folder whose changes are counted."""
        environ = {
            "CASEAPP_INSTANCE": str(settings.instance),
            "CASEAPP_ENV": settings.environment,
            "CASEAPP_NOW": settings.now().isoformat(),
            "CASEAPP_DATABASE_URL": settings.database_url,
        }
        order = {"environ": environ, "words": words, "watched": str(watched),
                 **asdict(death or Death())}  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return Ended(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _count(order: dict[str, Any], steps: list[float]) -> None:
    """Count the changes of names in the watched folder, and die before the one that was named."""

    def note(event: str, told: tuple[Any, ...]) -> None:
        changes = event in _CHANGES or (event == "open" and bool(told[2] & _WRITES))
        if changes and order["watched"] in str(told[0]):
            steps[:] = [steps[0] + 1, time.monotonic()]
            if steps[0] == order["step"]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(note)


def _act(order: dict[str, Any], said: TextIO, answer: int) -> None:
    """Be the command; tell how it ended, unless it is killed."""
    os.environ.update(order["environ"])
    sys.argv = ["caseapp", *order["words"]]
    os.dup2(said.fileno(), 1)
    os.dup2(said.fileno(), 2)
    steps, status = [0.0, 0.0], 0
    _count(order, steps)
    try:
        main()
    except SystemExit as ended:
        status = int(ended.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(answer, json.dumps([status, *steps]).encode())


def _carry_out(order: dict[str, Any]) -> Ended:
    reading, writing = os.pipe()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, os.fdopen(reading, "rb") as pipe:
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            with suppress(BaseException):  # a fork must never come back into its parent
                _act(order, said, writing)
            os._exit(0)
        os.close(writing)
        if order["seconds"] is not None:
            select.select([pipe], [], [], order["seconds"])
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        # A program that the command had begun may hold the pipe open; its answer lies there.
        os.set_blocking(reading, False)
        status, steps, last = json.loads(pipe.read() or b"[null, 0, 0]")
        said.seek(0)
        return Ended(status, said.read(), int(steps), max(last - began, 0))


if __name__ == "__main__":
    warmed = lightly()
    next(warmed)
    with create_app(Settings("test", ROOT / "no instance"), Vault(bytes(32))).app_context():
        shapes.shape_made(db.engine, newest())
        db.engine.dispose()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(_carry_out(json.loads(line)))) + "\n")
        sys.stdout.flush()
