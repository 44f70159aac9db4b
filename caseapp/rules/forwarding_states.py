"""The states of a forwarding: a report waits for the unit of the event until somebody answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from caseapp.rules.access import Act
from caseapp.rules.calendar import OFFICIAL, Calendar, end_of_working_day
from caseapp.rules.codes.screening import FORWARDING_STATES
from caseapp.rules.lifecycle import Lifecycle, Move

# Decree 56/2017 Art. 26.1: the information is passed at once to the commune where it happened. Who
# passes it answers for it until the other says that it was received.
FORWARDINGS: Final = Lifecycle(
    name="forwarding",
    states=FORWARDING_STATES.codes,
    initial="waiting",
    moves=(
        Move("receive", frozenset({"waiting"}), "received"),
        Move("refuse", frozenset({"waiting"}), "refused"),
        Move("withdraw", frozenset({"waiting", "refused"}), "withdrawn"),
        # Two units that do not agree, or one that does not answer: the supervisor's word ends it.
        Move("assign", frozenset({"waiting", "refused"}), "assigned"),
    ),
)

BY_FORWARDING: Final = frozenset(
    {
        Act.REPORT_FORWARD,
        Act.REPORT_RECEIVE,
        Act.REPORT_READ_FORWARDED,
        Act.REPORT_ASSIGN_UNIT,
    }
)
"""Acts that reach, in any unit, only the reports that pass between the person's units and others:
forwarded to them, by them, or to be."""

WITH_A_CLOCK: Final = timedelta(hours=2)
"""So long the other unit may take to answer while the report's 12 hours run."""

WITHOUT: Final = 1
"""Else so many working days."""


def answer_due(sent_at: datetime, calendar: Calendar = OFFICIAL, *, clock_runs: bool) -> datetime:
    """Return until when the other unit is to answer; then the supervisor is told."""
    if clock_runs:
        return sent_at + WITH_A_CLOCK
    return end_of_working_day(sent_at, WITHOUT, calendar)


def is_late(state: str, due_at: datetime, now: datetime) -> bool:
    """Tell whether nobody has answered in time; the last moment is still in time."""
    return state == "waiting" and due_at < now


def may_be_assigned(state: str, due_at: datetime, now: datetime) -> bool:
    """Tell whether the supervisor says which unit answers: after a refusal, or out of time."""
    return state == "refused" or is_late(state, due_at, now)
