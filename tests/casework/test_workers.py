"""Names of workers: one's own lives, one that ended is gone, another machine's nobody knows."""

from __future__ import annotations

import subprocess
import sys

from caseapp.casework import workers


def test_the_own_process_is_not_gone() -> None:
    assert not workers.gone(workers.own_name())


def test_a_process_that_ended_is_gone() -> None:
    code = "from caseapp.casework.workers import own_name; print(own_name())"
    named = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert workers.gone(named.stdout.strip())


def test_a_number_that_another_process_has_now_is_no_sign_of_life() -> None:
    machine, process, start = workers.own_name().rsplit(":", 2)
    assert workers.gone(f"{machine}:{process}:{int(start) - 1}")


def test_of_another_machine_and_of_nonsense_nothing_is_said() -> None:
    _, process, _ = workers.own_name().rsplit(":", 2)
    for name in (f"elsewhere:{process}:1", "", "x", "a:b", f"{workers._machine()}:x:1"):
        assert not workers.gone(name)
