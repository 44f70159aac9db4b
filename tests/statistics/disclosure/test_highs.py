"""Solvers are quiet, and alike."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.highs import quiet_solver


def test_a_solver_says_nothing_and_runs_alone(capfd: pytest.CaptureFixture[str]) -> None:
    solver = quiet_solver(presolve="off")
    solver.run()
    assert capfd.readouterr().out == ""
    for option, value in (("threads", 1), ("random_seed", 0), ("presolve", "off")):
        assert solver.getOptionValue(option)[1] == value
