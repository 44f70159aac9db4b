"""The worker beside the web application: one, started anew when it dies, and never left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseapp.cli.worker_process import WorkerProcess, environment
from caseapp.upkeep.priority import BESIDE
from tests.factories.house import House


@pytest.fixture
def worker(house: House) -> Iterator[WorkerProcess]:
    made = WorkerProcess(replace(house.settings, fixed_now=None), first=0.01)
    made.start()
    yield made
    made.stop()


def wait_for(found: Callable[[], int | None]) -> int:
    while (number := found()) is None:
        time.sleep(0.02)
    return number


def lives(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def test_one_that_died_is_started_anew(
    worker: WorkerProcess, capfd: pytest.CaptureFixture[str]
) -> None:
    first = wait_for(lambda: worker.pid)
    os.kill(first, signal.SIGKILL)
    second = wait_for(lambda: worker.pid if worker.pid != first else None)
    assert lives(second)
    worker.stop()
    assert worker.pid is None
    assert not lives(first)
    assert not lives(second)
    assert "the worker ended (-9); it is started anew" in capfd.readouterr().err


def test_it_is_told_the_same_instance_and_the_same_time(house: House) -> None:
    moved = replace(house.settings, fixed_now=None, offset=timedelta(days=-30))
    told = environment(moved)
    assert told["CASEAPP_INSTANCE"] == str(house.path)
    assert told["CASEAPP_ENV"] == "test"
    behind = datetime.now(UTC) - datetime.fromisoformat(told["CASEAPP_NOW"])
    assert behind >= timedelta(days=30)
    plain = environment(replace(house.settings, fixed_now=None))
    assert plain.get("CASEAPP_NOW") == os.environ.get("CASEAPP_NOW")


def test_stopped_before_it_was_started_it_starts_nothing(house: House) -> None:
    worker = WorkerProcess(house.settings)
    worker.stop()
    worker.start()
    worker._watch.join()
    assert worker.pid is None


def test_pages_go_before_its_jobs(worker: WorkerProcess) -> None:
    number = wait_for(lambda: worker.pid)
    behind = min(os.nice(0) + BESIDE, 19)
    until = time.monotonic() + 20
    while os.getpriority(os.PRIO_PROCESS, number) != behind:  # once it has come to its first line
        assert time.monotonic() < until
        time.sleep(0.02)
