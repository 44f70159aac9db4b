"""Every state of a measure against every step and every role."""

from __future__ import annotations

from itertools import product

import pytest

from caseapp.rules.access import POLICY, Role
from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.rules.measure_states import (
    BROUGHT,
    BY,
    ORDERS,
    PLACEMENTS,
    REQUEST_ALONE,
    SEPARATIONS,
    falls,
    order_moves,
)
from caseapp.rules.values import RuleBroken

PARTED = {
    ("submitted", "amend"): "submitted",
    ("returned", "amend"): "submitted",
    ("submitted", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("submitted", "return"): "returned",
    ("submitted", "refuse"): "refused",
    ("submitted", "decide"): "in_force",
    ("in_force", "extend"): "in_force",
    ("in_force", "lift"): "lifted",
    ("in_force", "pass_on"): "passed_on",
}
FOLLOWING = {
    ("submitted", "withdraw"): "withdrawn",
    ("submitted", "refuse"): "refused",
    ("submitted", "decide"): "decided",
    ("submitted", "fall"): "withdrawn",
    ("decided", "fall"): "withdrawn",
    ("decided", "send"): "sent",
    ("sent", "answer"): "answered",
}
# Who may take which step, by the act that it needs.
ROLES = {
    "amend": {Role.OFFICER},
    "withdraw": {Role.OFFICER},
    "return": {Role.CHAIR},
    "refuse": {Role.CHAIR},
    "decide": {Role.CHAIR},
    "send": {Role.OFFICER},
    "answer": {Role.OFFICER},
    "end": {Role.OFFICER},
}


@pytest.mark.parametrize(
    ("state", "move"), list(product(SEPARATIONS.states, [each.name for each in SEPARATIONS.moves]))
)
def test_every_state_of_a_separation_against_every_step(state: str, move: str) -> None:
    if (state, move) in PARTED:
        assert SEPARATIONS.next_state(state, move) == PARTED[state, move]
    else:
        with pytest.raises(RuleBroken):
            SEPARATIONS.next_state(state, move)


@pytest.mark.parametrize(
    ("kind", "state", "move"),
    list(product(ORDER_KINDS.codes, ORDERS.states, [each.name for each in ORDERS.moves])),
)
def test_every_state_of_what_follows_against_every_step(kind: str, state: str, move: str) -> None:
    possible = (state, move) in FOLLOWING
    assert (move in order_moves(kind, state)) == (
        possible and move in BY and (kind == "court_request" or move not in REQUEST_ALONE)
    )
    if possible:
        assert ORDERS.next_state(state, move) == FOLLOWING[state, move]
    else:
        with pytest.raises(RuleBroken):
            ORDERS.next_state(state, move)


@pytest.mark.parametrize(("move", "role"), list(product(ROLES, Role)))
def test_every_step_against_every_role(move: str, role: Role) -> None:
    assert (BY[move] in POLICY[role]) == (role in ROLES[move])


def test_nobody_takes_a_step_that_follows_by_itself() -> None:
    everything = {each.name for each in (*SEPARATIONS.moves, *ORDERS.moves, *PLACEMENTS.moves)}
    assert everything - set(BY) == {"extend", "lift", "pass_on", "fall"}
    assert set(BROUGHT.values()) == {"extend", "lift"}


@pytest.mark.parametrize(("kind", "state"), list(product(ORDER_KINDS.codes, ORDERS.states)))
def test_what_nobody_acted_upon_falls_with_the_separation(kind: str, state: str) -> None:
    assert falls(kind, state) == (
        state == "submitted" or (kind, state) == ("court_request", "decided")
    )


def test_a_placement_ends_once() -> None:
    assert PLACEMENTS.next_state("current", "end") == "ended"
    with pytest.raises(RuleBroken):
        PLACEMENTS.next_state("ended", "end")
