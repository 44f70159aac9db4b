"""Every state of a plan and of an activity against every move, and every role against each."""

import itertools

import pytest

from caseapp.casework import plans
from caseapp.rules.access import POLICY, Act, Role
from caseapp.rules.plan_states import ACTIVITIES, IN_FORCE, OPEN, PLANS, check_decider
from caseapp.rules.values import RuleBroken

POSSIBLE = {
    ("draft", "revise"): "draft",
    ("returned", "revise"): "draft",
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "take_back"): "draft",
    ("draft", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("submitted", "approve"): "approved",
    ("submitted", "return"): "returned",
    ("approved", "replace"): "replaced",
}
MOVES = ("revise", "submit", "take_back", "withdraw", "approve", "return", "replace")
STATES = ("draft", "submitted", "returned", "approved", "replaced", "withdrawn")
SETTLED = {
    ("planned", "do"): "done",
    ("planned", "drop"): "dropped",
    ("done", "resume"): "planned",
    ("dropped", "resume"): "planned",
}
# Who takes a move: the officer prepares, the chair decides; a plan is replaced by the decision on
# the next one. Nobody else, not even the supervisor, does either.
BY = {
    "revise": (Act.CASE_EDIT, {Role.OFFICER}),
    "submit": (Act.PLAN_SUBMIT, {Role.OFFICER}),
    "take_back": (Act.PLAN_SUBMIT, {Role.OFFICER}),
    "withdraw": (Act.PLAN_SUBMIT, {Role.OFFICER}),
    "approve": (Act.PLAN_DECIDE, {Role.CHAIR}),
    "return": (Act.PLAN_DECIDE, {Role.CHAIR}),
    "replace": (Act.PLAN_DECIDE, {Role.CHAIR}),
}


@pytest.mark.parametrize(("state", "move"), list(itertools.product(STATES, MOVES)))
def test_every_state_of_a_plan_against_every_move(state, move):
    if (state, move) in POSSIBLE:
        assert PLANS.next_state(state, move) == POSSIBLE[state, move]
    else:
        with pytest.raises(RuleBroken):
            PLANS.next_state(state, move)


@pytest.mark.parametrize(
    ("state", "move"),
    list(itertools.product(("planned", "done", "dropped"), ("do", "drop", "resume"))),
)
def test_every_state_of_an_activity_against_every_move(state, move):
    if (state, move) in SETTLED:
        assert ACTIVITIES.next_state(state, move) == SETTLED[state, move]
    else:
        with pytest.raises(RuleBroken):
            ACTIVITIES.next_state(state, move)


@pytest.mark.parametrize(("move", "role"), list(itertools.product(MOVES, Role)))
def test_every_move_against_every_role(move, role):
    act, roles = BY[move]
    assert (act in POLICY[role]) == (role in roles)
    assert plans.MOVES.get(move, act) == act


def test_the_tables_have_no_other_words():
    assert PLANS.states == STATES
    assert tuple(move.name for move in PLANS.moves) == MOVES == tuple(BY)
    assert PLANS.initial == "draft"
    assert {*OPEN, IN_FORCE} == set(STATES) - {"replaced", "withdrawn"}
    assert ACTIVITIES.initial == "planned"


@pytest.mark.parametrize(
    ("decider", "writers", "refused"),
    [(1, {1, 2}, True), (3, {1, 2}, False), (None, {None}, False), (2, {None, 2}, True)],
)
def test_nobody_decides_on_their_own(decider, writers, refused):
    if refused:
        with pytest.raises(RuleBroken):
            check_decider(decider, writers)
    else:
        check_decider(decider, writers)
