"""The states of a plan and of its activities: the officer prepares, the chair decides."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from caseapp.rules.codes.plans import ACTIVITY_STATES, PLAN_STATES
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import RuleBroken

# Decree 56/2017, Art. 28: drafted and submitted by the officer, approved by the chair; Art. 30.1:
# after the review a new round, whose plan takes the place of the one that was approved.
PLANS: Final = Lifecycle(
    name="plan",
    states=PLAN_STATES.codes,
    initial="draft",
    moves=(
        Move("revise", frozenset({"draft", "returned"}), "draft"),
        Move("submit", frozenset({"draft", "returned"}), "submitted"),
        # Before a decision the officer may take it back to go on writing, or give it up.
        Move("take_back", frozenset({"submitted"}), "draft"),
        Move("withdraw", frozenset({"draft", "returned"}), "withdrawn"),
        Move("approve", frozenset({"submitted"}), "approved"),
        Move("return", frozenset({"submitted"}), "returned"),
        Move("replace", frozenset({"approved"}), "replaced"),
    ),
)

OPEN: Final = ("draft", "submitted", "returned")
"""States of a plan that is not decided on yet: a case has one such plan at a time."""

IN_FORCE: Final = "approved"

ACTIVITIES: Final = Lifecycle(
    name="activity",
    states=ACTIVITY_STATES.codes,
    initial="planned",
    moves=(
        Move("do", frozenset({"planned"}), "done"),
        Move("drop", frozenset({"planned"}), "dropped"),
        # What was settled by mistake is to be done once more.
        Move("resume", frozenset({"done", "dropped"}), "planned"),
    ),
)


def check_decider(decider: int | None, writers: Collection[int]) -> None:
    """Raise RuleBroken for who wrote or submitted the plan that they decide on.

    An officer who stands in for the chair prepares and decides by turns, never the same plan.
    """
    if decider is not None and decider in writers:
        raise RuleBroken("Another person decides on the plan that you wrote or submitted")
