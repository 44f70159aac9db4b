"""Every state of a case against every move."""

import itertools

import pytest

from caseapp.rules.case_states import CASES
from caseapp.rules.values import RuleBroken

POSSIBLE = {
    ("open", "propose_closing"): "closing_proposed",
    ("closing_proposed", "return_closing"): "open",
    ("closing_proposed", "close"): "closed",
    ("closed", "reopen"): "open",
}
MOVES = ("propose_closing", "return_closing", "close", "reopen")


@pytest.mark.parametrize(("state", "move"), list(itertools.product(CASES.states, MOVES)))
def test_every_state_against_every_move(state, move):
    if (state, move) in POSSIBLE:
        assert CASES.next_state(state, move) == POSSIBLE[state, move]
    else:
        with pytest.raises(RuleBroken):
            CASES.next_state(state, move)


def test_the_table_has_no_other_words():
    assert CASES.states == ("open", "closing_proposed", "closed")
    assert tuple(move.name for move in CASES.moves) == MOVES
    assert CASES.initial == "open"
