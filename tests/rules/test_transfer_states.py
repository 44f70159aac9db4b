"""Every state of a transfer against every move, who may take part, and when an answer is owed."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest

from caseapp.rules.access import POLICY
from caseapp.rules.transfer_states import (
    BY,
    BY_TRANSFER,
    LETTERS,
    OPEN,
    PASSED,
    TRANSFERS,
    answer_due,
    insist_on_another,
    insist_on_none,
    is_late,
    may_be_decided,
    remind_at,
)
from caseapp.rules.values import LOCAL, RuleBroken

POSSIBLE = {
    ("proposed", "send"): "waiting",
    ("proposed", "decline"): "refused",
    ("proposed", "drop"): "withdrawn",
    ("waiting", "accept"): "accepted",
    ("waiting", "refuse"): "refused",
    ("waiting", "withdraw"): "withdrawn",
    ("refused", "withdraw"): "withdrawn",
    **{(state, "pass"): "passed" for state in ("proposed", "waiting", "refused")},
    **{(state, "stay"): "stays" for state in ("proposed", "waiting", "refused")},
    ("letter_sent", "confirm"): "letter_received",
    ("letter_sent", "recall"): "letter_withdrawn",
}
SENT = datetime(2026, 11, 20, 22, 0, tzinfo=LOCAL)  # a Friday night
SECOND = timedelta(seconds=1)
EVERY = [
    (table, state, move.name)
    for table in (TRANSFERS, LETTERS)
    for state, move in itertools.product(table.states, table.moves)
]


@pytest.mark.parametrize(("table", "state", "move"), EVERY)
def test_every_state_against_every_move(table: object, state: str, move: str) -> None:
    if (state, move) in POSSIBLE:
        assert table.next_state(state, move) == POSSIBLE[state, move]  # type: ignore[attr-defined]
    else:
        with pytest.raises(RuleBroken):
            table.next_state(state, move)  # type: ignore[attr-defined]


def test_what_nobody_answers_any_more_is_not_open() -> None:
    ends = {state for state in TRANSFERS.states if not TRANSFERS.moves_from(state)}
    ends |= {state for state in LETTERS.states if not LETTERS.moves_from(state)}
    assert {*TRANSFERS.states, *LETTERS.states} - ends == set(OPEN)
    assert set(PASSED) <= ends


def test_a_reminder_after_one_working_day_and_a_decision_after_two() -> None:
    assert remind_at(SENT) == datetime(2026, 11, 24, tzinfo=LOCAL)
    assert answer_due(SENT) == datetime(2026, 11, 25, tzinfo=LOCAL)


@pytest.mark.parametrize("state", [*TRANSFERS.states, *LETTERS.states])
def test_the_supervisor_decides_after_a_refusal_or_one_second_too_late(state: str) -> None:
    due = answer_due(SENT)
    assert not is_late(state, due, due)
    assert is_late(state, due, due + SECOND) == (state in {"proposed", "waiting"})
    assert may_be_decided(state, due, due) == (state == "refused")
    assert may_be_decided(state, due, due + SECOND) == (state in {"proposed", "waiting", "refused"})
    assert not is_late(state, None, due)


@pytest.mark.parametrize("state", [*TRANSFERS.states, *LETTERS.states])
def test_no_second_one_begins_beside_an_open_one(state: str) -> None:
    if state in OPEN:
        with pytest.raises(RuleBroken):
            insist_on_none(["withdrawn", state])
    else:
        insist_on_none(["withdrawn", state])


@pytest.mark.parametrize(
    ("person", "earlier", "may"),
    [(7, [7], False), (7, [3, 7, None], False), (7, [3, None], True), (None, [None], True)],
)
def test_nobody_answers_their_own_word(
    person: int | None, earlier: list[int | None], *, may: bool
) -> None:
    if may:
        insist_on_another(person, earlier)
        return
    with pytest.raises(RuleBroken):
        insist_on_another(person, earlier)


def test_each_move_and_each_act_on_transfers_is_somebodys() -> None:
    assert set(BY) == {move.name for table in (TRANSFERS, LETTERS) for move in table.moves}
    assert all(any(act in acts for acts in POLICY.values()) for act in {*BY.values(), *BY_TRANSFER})
