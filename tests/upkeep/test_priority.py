"""What nobody waits for lets the pages go first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from caseapp.upkeep.priority import BESIDE, stand_back

TOLD = "from caseapp.upkeep.priority import stand_back; import os; stand_back(7); print(os.nice(0))"


def test_a_process_stands_back_by_so_many_steps() -> None:
    found = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)
    assert int(found.stdout) == min(os.nice(0) + 7, 19)


def test_where_it_is_forbidden_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def forbidden(step: int) -> None:
        asked.append(step)
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "nice", forbidden)
    stand_back(BESIDE)
    assert asked == [BESIDE]
