"""Every state of a forwarding against every move, and the moments at which an answer is owed."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest

from caseapp.rules.access import POLICY
from caseapp.rules.forwarding_states import (
    BY_FORWARDING,
    FORWARDINGS,
    answer_due,
    is_late,
    may_be_assigned,
)
from caseapp.rules.values import LOCAL, RuleBroken

POSSIBLE = {
    ("waiting", "receive"): "received",
    ("waiting", "refuse"): "refused",
    ("waiting", "withdraw"): "withdrawn",
    ("refused", "withdraw"): "withdrawn",
    ("waiting", "assign"): "assigned",
    ("refused", "assign"): "assigned",
}
MOVES = ("receive", "refuse", "withdraw", "assign")
SENT = datetime(2026, 11, 20, 22, 0, tzinfo=LOCAL)  # a Friday night
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("state", "move"), list(itertools.product(FORWARDINGS.states, MOVES)))
def test_every_state_against_every_move(state: str, move: str) -> None:
    if (state, move) in POSSIBLE:
        assert FORWARDINGS.next_state(state, move) == POSSIBLE[state, move]
    else:
        with pytest.raises(RuleBroken):
            FORWARDINGS.next_state(state, move)


def test_two_hours_while_the_clock_runs_else_a_working_day() -> None:
    assert answer_due(SENT, clock_runs=True) == SENT + timedelta(hours=2)
    assert answer_due(SENT, clock_runs=False) == datetime(2026, 11, 24, tzinfo=LOCAL)


@pytest.mark.parametrize("state", FORWARDINGS.states)
def test_the_supervisor_may_after_a_refusal_or_one_second_too_late(state: str) -> None:
    due = answer_due(SENT, clock_runs=True)
    assert not is_late(state, due, due)
    assert is_late(state, due, due + SECOND) == (state == "waiting")
    assert may_be_assigned(state, due, due) == (state == "refused")
    assert may_be_assigned(state, due, due + SECOND) == (state in {"waiting", "refused"})


def test_each_act_on_forwardings_is_somebodys() -> None:
    assert all(any(act in acts for acts in POLICY.values()) for act in BY_FORWARDING)
