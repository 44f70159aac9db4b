"""`caseapp work`: does what waits, ends cleanly when told to, and with the process it serves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from caseapp.casework import jobs
from caseapp.exchange.export_jobs import ask_export
from caseapp.rules.access import Actor
from tests.cli.shell import Shell, refused
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CITY, make_user
from tests.house.tree import ROOT


def started(house: House, *words: str) -> subprocess.Popen[bytes]:
    told = {
        "CASEAPP_INSTANCE": str(house.path),
        "CASEAPP_ENV": "test",
        "CASEAPP_NOW": NOW.isoformat(),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "caseapp", "work", *words],
        cwd=ROOT,
        env=os.environ | told,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.05)


def a_job(house: House) -> tuple[Actor, int]:
    boss = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        return boss, int(ask_export(boss, period="", area="", now=NOW))


def state(house: House, boss: Actor, number: int) -> str:
    with house.app.app_context():
        return jobs.read_own(boss, number, now=datetime.now(UTC)).state


def test_it_does_what_waits_and_ends_cleanly_on_sigterm(house: House) -> None:
    boss, number = a_job(house)
    with started(house) as worker:
        wait_until(lambda: state(house, boss, number) == "done")
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate()
    assert worker.returncode == 0
    assert b"Traceback" not in said


def test_a_job_dropped_by_a_crash_is_taken_up_again_once(house: House) -> None:
    """The first worker is killed in the middle: the next sees that its process is gone."""
    boss, number = a_job(house)
    code = (
        "import os, signal\n"
        "from caseapp.exchange import working\n"
        "def killed(*_, **__): os.kill(os.getpid(), signal.SIGKILL)\n"
        "working.RUNNERS['export'] = killed\n"
        "import sys; sys.argv = ['caseapp', 'work']\n"
        "from caseapp.cli import main; main()\n"
    )
    told = {"CASEAPP_INSTANCE": str(house.path), "CASEAPP_ENV": "test"}
    killed = [sys.executable, "-c", code]
    for _ in range(2):
        ended = subprocess.run(killed, cwd=ROOT, env=os.environ | told, check=False,
                               capture_output=True)  # fmt: skip
        assert ended.returncode == -signal.SIGKILL
        assert state(house, boss, number) == "running"
    with started(house, "--until-input-ends") as worker:
        wait_until(lambda: state(house, boss, number) == "given_up")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait() == 0  # though its input is still open


def test_it_ends_with_its_input_when_another_process_keeps_it(house: House) -> None:
    with started(house, "--until-input-ends") as worker:
        worker.communicate()  # closes the input
    assert worker.returncode == 0


def test_without_an_instance_it_says_so(shell: Shell) -> None:
    refused(shell("work"), "holds no instance")
