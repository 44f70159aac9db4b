"""The states of a transfer: a case stays where it is until the other unit accepts it.

To another ward somebody answers, in time, by name; to another province a letter is sent, and its
receipt recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from caseapp.rules.access import Act
from caseapp.rules.calendar import OFFICIAL, Calendar, end_of_working_day
from caseapp.rules.forwarding_states import WITHOUT
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import RuleBroken

_UNANSWERED: Final = frozenset({"proposed", "waiting"})
_CONTESTED: Final = _UNANSWERED | {"refused"}

# Law on Children, Art. 52, and Decree 56/2017, Art. 26.1: the commune where it happened assesses,
# the one where the child lives may go on. Who has the case answers for it until the other accepts.
TRANSFERS: Final = Lifecycle(
    name="transfer",
    states=("proposed", "waiting", "accepted", "refused", "passed", "stays", "withdrawn"),
    initial="proposed",
    moves=(
        Move("send", frozenset({"proposed"}), "waiting"),
        Move("decline", frozenset({"proposed"}), "refused"),
        Move("drop", frozenset({"proposed"}), "withdrawn"),
        Move("accept", frozenset({"waiting"}), "accepted"),
        Move("refuse", frozenset({"waiting"}), "refused"),
        Move("withdraw", frozenset({"waiting", "refused"}), "withdrawn"),
        # Two units that do not agree, or one that does not answer: the supervisor's word binds.
        Move("pass", _CONTESTED, "passed"),
        Move("stay", _CONTESTED, "stays"),
    ),
)

LETTERS: Final = Lifecycle(
    name="transfer by letter",
    states=("letter_sent", "letter_received", "letter_withdrawn"),
    initial="letter_sent",
    moves=(
        Move("confirm", frozenset({"letter_sent"}), "letter_received"),
        Move("recall", frozenset({"letter_sent"}), "letter_withdrawn"),
    ),
)

BY: Final[Mapping[str, Act]] = {
    "send": Act.TRANSFER_ASK,
    "decline": Act.TRANSFER_ASK,
    "drop": Act.TRANSFER_PROPOSE,
    "accept": Act.TRANSFER_ACCEPT,
    "refuse": Act.TRANSFER_ACCEPT,
    "withdraw": Act.TRANSFER_ASK,
    "pass": Act.TRANSFER_DECIDE,
    "stay": Act.TRANSFER_DECIDE,
    "confirm": Act.CASE_EDIT,
    "recall": Act.TRANSFER_ASK,
}
"""Who takes a move: the chairs of both units, and the supervisor of both."""

OPEN: Final = ("proposed", "waiting", "refused", "letter_sent")
"""States in which a case is on its way: no second transfer begins, and nobody closes it."""

PASSED: Final = ("accepted", "passed")
"""States in which the case belongs to the other unit."""

BY_TRANSFER: Final = frozenset({Act.TRANSFER_ASK, Act.TRANSFER_ACCEPT, Act.TRANSFER_READ})
"""Acts that reach, in any unit, only the cases that pass between the person's units and others: to
be sent by them, sent by them, or waiting for them."""


def remind_at(sent_at: datetime, calendar: Calendar = OFFICIAL) -> datetime:
    """Return when whoever is to answer is reminded: as soon as for a report that is passed on."""
    return end_of_working_day(sent_at, WITHOUT, calendar)


def answer_due(sent_at: datetime, calendar: Calendar = OFFICIAL) -> datetime:
    """Return until when an answer is owed: a working day after the reminder; then it is decided."""
    return end_of_working_day(sent_at, 2 * WITHOUT, calendar)


def is_late(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Tell whether nobody has answered in time; the last moment is still in time."""
    return state in _UNANSWERED and due_at is not None and due_at < now


def may_be_decided(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Tell whether the supervisor says where the case goes: after a refusal, or out of time."""
    return state == "refused" or is_late(state, due_at, now)


def insist_on_another(person: int | None, earlier: Collection[int | None]) -> None:
    """Raise RuleBroken for who proposed, asked or refused: nobody answers their own word."""
    if person is not None and person in earlier:
        raise RuleBroken("You took part in this transfer already: another person has to answer")


def insist_on_none(states: Collection[str]) -> None:
    """Raise RuleBroken while a transfer of the case is open."""
    if not set(OPEN).isdisjoint(states):
        raise RuleBroken(
            "This case is on its way to another unit: wait for the answer, or withdraw the "
            "transfer first"
        )
