"""Every state of a referral against every move, and against every set of dates."""

import itertools
from datetime import date

import pytest

from caseapp.rules.referral_states import REFERRALS, agrees_with_dates
from caseapp.rules.values import RuleBroken

STATES = (
    "draft", "sent", "received", "accepted", "declined", "in_service", "completed", "withdrawn",
)  # fmt: skip
MOVES = ("send", "receive", "accept", "decline", "start", "complete", "withdraw")
POSSIBLE = {
    ("draft", "send"): "sent",
    ("sent", "receive"): "received",
    ("sent", "accept"): "accepted",
    ("received", "accept"): "accepted",
    ("sent", "decline"): "declined",
    ("received", "decline"): "declined",
    ("accepted", "start"): "in_service",
    ("in_service", "complete"): "completed",
    ("draft", "withdraw"): "withdrawn",
    ("sent", "withdraw"): "withdrawn",
    ("received", "withdraw"): "withdrawn",
    ("accepted", "withdraw"): "withdrawn",
    ("in_service", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize(("state", "move"), list(itertools.product(STATES, MOVES)))
def test_every_state_against_every_move(state, move):
    if (state, move) in POSSIBLE:
        assert REFERRALS.next_state(state, move) == POSSIBLE[state, move]
    else:
        with pytest.raises(RuleBroken):
            REFERRALS.next_state(state, move)


def test_the_table_has_the_words_of_the_contract():
    assert REFERRALS.states == STATES
    assert tuple(move.name for move in REFERRALS.moves) == MOVES


@pytest.mark.parametrize("state", ["declined", "completed", "withdrawn"])
def test_an_ended_referral_moves_no_more(state):
    assert REFERRALS.moves_from(state) == ()


SENT, ANSWERED, DONE = date(2026, 3, 2), date(2026, 3, 5), date(2026, 4, 1)
# Which of (sent, answered, completed) given agree with the state: S, A, D for the three days.
AGREEING = {
    "draft": {"", "S"},  # the file asks for sent_on in every row, so a draft may bear one
    "sent": {"S"},
    "received": {"S", "SA"},
    "accepted": {"SA"},
    "declined": {"SA"},
    "in_service": {"SA"},
    "completed": {"SAD"},
    "withdrawn": {"", "S", "A", "SA"},
}


@pytest.mark.parametrize(
    ("state", "given"),
    list(itertools.product(STATES, ("", "S", "A", "D", "SA", "SD", "AD", "SAD"))),
)
def test_every_state_against_every_set_of_dates(state, given):
    faults = agrees_with_dates(
        state,
        SENT if "S" in given else None,
        ANSWERED if "A" in given else None,
        DONE if "D" in given else None,
    )
    assert (faults == []) is (given in AGREEING[state])
    columns = ("sent_on ", "answered_on ", "completed_on ")
    assert all(fault.startswith(columns) for fault in faults)


def test_all_on_one_day_is_in_order():
    assert agrees_with_dates("completed", SENT, SENT, SENT) == []


@pytest.mark.parametrize(
    ("state", "days", "fault"),
    [
        (
            "accepted",
            (ANSWERED, SENT, None),
            "answered_on (2026-03-02) lies before sent_on (2026-03-05)",
        ),
        (
            "completed",
            (SENT, DONE, ANSWERED),
            "completed_on (2026-03-05) lies before answered_on (2026-04-01)",
        ),
        (
            "sent",
            (SENT, ANSWERED, None),
            "answered_on is 2026-03-05, but a referral in the state 'sent' has no such day yet",
        ),
        (
            "completed",
            (SENT, ANSWERED, None),
            "completed_on is missing: a referral in the state 'completed' has this day",
        ),
    ],
)
def test_one_mistake_is_named_once(state, days, fault):
    assert agrees_with_dates(state, *days) == [fault]


def test_completed_before_it_was_sent_is_seen_without_an_answer():
    faults = agrees_with_dates("completed", DONE, None, SENT)
    assert "completed_on (2026-03-02) lies before sent_on (2026-04-01)" in faults


def test_an_unknown_state_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        agrees_with_dates("lost", SENT, None, None)
