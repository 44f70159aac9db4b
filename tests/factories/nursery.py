"""A process that brings up writers and kills them: `python -m tests.factories.nursery ORDER`.

It stays single and opens no database itself, so that a fork of it is as good as a fresh process,
and a thousand deaths take minutes instead of hours. What it was told it prints as JSON.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask

from caseapp import desk
from caseapp.app import create_app
from caseapp.casework.reports import log_report
from caseapp.cli.benchmarks.writes import TOLD, officer
from caseapp.config import Settings
from caseapp.records.db import db
from caseapp.rules.access import Act, operator
from caseapp.upkeep.migrate import newest, revision, upgrade

ROOT = Path(__file__).resolve().parents[2]
SMALL = 64 * 1024
READERS = 6


@dataclass(frozen=True)
class Order:
    """What to do, on which instance, how many times."""

    act: str
    environment: str
    instance: str
    now: str
    database_url: str
    cycles: int
    seed: int = 20261127


def told_by(settings: Settings, act: str, cycles: int) -> Any:
    """Have a nursery carry out an act on an instance; return what it tells."""
    order = Order(
        act,
        settings.environment,
        str(settings.instance),
        settings.now().isoformat(),
        settings.database_url,
        cycles,
    )
    answer = subprocess.run(
        [sys.executable, "-m", "tests.factories.nursery"],
        input=json.dumps(asdict(order)),
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-3000:]
    return json.loads(answer.stdout)


def write_reports(app: Flask, now: datetime, tell: Callable[[str], None], cycle: int) -> None:
    """Log one report after the other; tell the mark of each once it is acknowledged."""
    who = officer()
    with app.app_context():
        for number in range(1_000_000):
            told = {**TOLD, "child_name": f"Trẻ {cycle} {number}"}
            tell(log_report(who, told, now=now))


def bring_up(app: Flask, _now: datetime, tell: Callable[[str], None], _cycle: int) -> None:
    """Bring the database to the newest schema; tell when it begins and when it is there."""
    with app.app_context():
        tell("begun")
        upgrade(db.engine)
        tell("done")


def fill_the_disk(app: Flask, now: datetime, tell: Callable[[str], None], cycle: int) -> None:
    """Log reports until a file would grow too big, and some more: a full disk, for this process."""
    with app.app_context():
        log_report(officer(), TOLD, now=now)
        sizes = [path.stat().st_size for path in Path(app.instance_path).glob("caseapp.db*")]
        limit = max(sizes) + SMALL
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        refused = 0
        for number in range(1_000_000):
            told = {**TOLD, "child_name": f"Trẻ {cycle} {number}", "subject": "Bầm tím " * 400}
            try:
                tell(log_report(officer(), told, now=now))
            except Exception as trouble:  # noqa: BLE001 - whatever it is, it must be no false word
                refused += 1
                tell(f"refused: {type(trouble).__name__}")
            if refused == 5:
                return


def read_together(app: Flask, now: datetime, tell: Callable[[str], None], cycle: int) -> None:
    """Read in several threads at once; tell each page's subject once the page may be shown."""

    def read(thread: int) -> None:
        with app.app_context():
            for number in range(1_000_000):
                subject = f"page:{cycle}-{thread}-{number}"
                with desk.reading(officer(), Act.REPORT_LIST, now=now) as door:
                    door.log(subject)
                tell(subject)

    with ThreadPoolExecutor(READERS) as pool:
        for done in [pool.submit(read, thread) for thread in range(READERS)]:
            done.result()


def read_beside(app: Flask, now: datetime, tell: Callable[[str], None], cycle: int) -> None:
    """Read in several threads while acts that write in bulk follow each other."""
    chance = random.Random(cycle)

    def write() -> None:
        with app.app_context():
            for _ in range(1_000_000):
                with desk.bulk(operator(production=False), Act.IMPORT_RUN, now=now):
                    time.sleep(chance.uniform(0.0, 0.03))

    Thread(target=write, daemon=True).start()
    read_together(app, now, tell, cycle)


ACTS = {
    "write": write_reports,
    "migrate": bring_up,
    "full disk": fill_the_disk,
    "read": read_together,
    "read beside": read_beside,
}


def raise_and_kill(order: Order, app: Flask, cycle: int, patience: float | None) -> list[str]:
    """Fork a child that acts; kill it that many seconds after its first word, or let it end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def tell(word: str) -> None:
            os.write(writing, f"{word}\n".encode())

        try:
            ACTS[order.act](app, datetime.fromisoformat(order.now), tell, cycle)
        except BaseException:  # noqa: BLE001 - a fork must never come back into its parent
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        words = [pipe.readline().strip()]
        if patience is not None:
            time.sleep(patience)
            os.kill(child, signal.SIGKILL)
        words += [line.strip() for line in pipe if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the child of cycle {cycle} failed")
    return words


def carry_out(order: Order) -> dict[str, Any]:
    """Do what was ordered; return the words of each child, in the order of the children."""
    settings = Settings(
        environment=order.environment, instance=Path(order.instance),
        fixed_now=datetime.fromisoformat(order.now), database_url=order.database_url,
    )  # fmt: skip
    app = create_app(settings)
    chance = random.Random(order.seed)
    longest = {"write": 0.05, "migrate": 0.5, "read": 0.05, "read beside": 0.1}.get(order.act)
    said = []
    for cycle in range(order.cycles):
        patience = None if longest is None else chance.uniform(0.0, longest)
        said.append(raise_and_kill(order, app, cycle, patience))
    with app.app_context(), db.engine.connect() as connection:
        return {"said": said, "revision": revision(connection), "newest": newest()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(carry_out(Order(**json.load(sys.stdin)))))
