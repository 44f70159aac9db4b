"""docs/units: what each of them must say, as found when they were run under systemd and Caddy."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.house.tree import ROOT

UNITS = ROOT / "docs" / "units"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))


def lines_of(name: str) -> list[str]:
    """The lines of a unit that systemd heeds."""
    lines = (UNITS / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def allowed(name: str) -> dict[str, bool]:
    """What a unit's filter says of each call or group that it names; the last word counts."""
    said: dict[str, bool] = {}
    for line in lines_of(name):
        key, _, words = line.partition("=")
        if key == "SystemCallFilter":
            said |= dict.fromkeys(words.lstrip("~").split(), not words.startswith("~"))
    return said


@pytest.mark.parametrize("name", SERVICES)
def test_every_unit_that_opens_the_instance_gets_the_key(name: str) -> None:
    """running.md takes the key out of the instance; a line in a comment left the nights without."""
    assert "LoadCredential=caseapp-master-key:/etc/caseapp/master.key" in lines_of(name)
    assert "MemoryDenyWriteExecute=true" in lines_of(name)


def test_the_worker_may_let_others_go_first() -> None:
    """The process of a batch calls nice(2), which setpriority of @resources stands for."""
    said = allowed("caseapp.service")
    assert said["@resources"] is False
    assert said["setpriority"] is True


def test_answers_in_hand_are_the_programs_own_to_finish() -> None:
    assert "KillMode=mixed" in lines_of("caseapp.service")


def test_the_night_is_that_of_the_city() -> None:
    assert "OnCalendar=*-*-* 01:30 Asia/Ho_Chi_Minh" in lines_of("caseapp-backup.timer")


def test_caddy_logs_no_request() -> None:
    said = re.sub(r"#.*", "", (UNITS / "Caddyfile").read_text("utf-8"))
    assert "fields { request delete }" in " ".join(said.split())
    assert "max_size" not in said  # the program counts, drops and answers in words


def test_a_command_by_hand_leaves_its_words_out_of_the_journal() -> None:
    script = UNITS / "caseapp"
    assert '--description="caseapp by hand"' in script.read_text("utf-8")
    assert script.stat().st_mode & 0o111
    subprocess.run(["/bin/sh", "-n", str(script)], check=True)
