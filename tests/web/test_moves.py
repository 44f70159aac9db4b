"""The main step stands before the others, and in one place only."""

from __future__ import annotations

from caseapp.web.moves import Step, choose

STEPS = {"a": Step("A", "/a"), "b": Step("B", "/b")}


def test_the_main_step_leaves_the_others() -> None:
    moves = choose(STEPS, "b", "vì")
    assert (moves.main, moves.others, moves.why) == (STEPS["b"], (STEPS["a"],), "vì")


def test_a_step_that_is_not_there_is_no_main_one() -> None:
    moves = choose(STEPS, "c", "")
    assert moves.main is None
    assert moves.others == (STEPS["a"], STEPS["b"])
