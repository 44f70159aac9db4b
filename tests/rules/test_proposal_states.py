"""Every state of a proposal against every move, and whose word is awaited."""

from __future__ import annotations

import itertools

import pytest

from caseapp.rules.access import Role
from caseapp.rules.proposal_states import PROPOSALS, decider
from caseapp.rules.values import RuleBroken

POSSIBLE = {
    ("proposed", "agree"): "agreed",
    ("proposed", "refuse"): "refused",
    ("proposed", "lapse"): "lapsed",
    ("agreed", "take_back"): "taken_back",
}
MOVES = ("agree", "refuse", "lapse", "take_back")


@pytest.mark.parametrize(("state", "move"), list(itertools.product(PROPOSALS.states, MOVES)))
def test_every_state_against_every_move(state: str, move: str) -> None:
    if (state, move) in POSSIBLE:
        assert PROPOSALS.next_state(state, move) == POSSIBLE[state, move]
    else:
        with pytest.raises(RuleBroken):
            PROPOSALS.next_state(state, move)


@pytest.mark.parametrize("by_the_chair", [True, False])
@pytest.mark.parametrize("without_a_chair", [True, False])
def test_the_chair_decides_unless_it_is_the_chairs_own(
    *, by_the_chair: bool, without_a_chair: bool
) -> None:
    role = decider(by_the_chair=by_the_chair, without_a_chair=without_a_chair)
    assert role == (Role.SUPERVISOR if by_the_chair or without_a_chair else Role.CHAIR)
