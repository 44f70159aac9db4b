"""The states of a proposal that takes something away: one person proposes, another decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from caseapp.rules.access import Role
from caseapp.rules.codes.screening import PROPOSAL_STATES
from caseapp.rules.lifecycle import Lifecycle, Move

# Decree 56/2017 Art. 26.2 and 30.1: the officer proposes, the chair decides. What would let a
# report or a child out of sight is never one person's word.
PROPOSALS: Final = Lifecycle(
    name="proposal",
    states=PROPOSAL_STATES.codes,
    initial="proposed",
    moves=(
        Move("agree", frozenset({"proposed"}), "agreed"),
        Move("refuse", frozenset({"proposed"}), "refused"),
        # Something else happened meanwhile: a case was opened, the report was passed on.
        Move("lapse", frozenset({"proposed"}), "lapsed"),
        Move("take_back", frozenset({"agreed"}), "taken_back"),
    ),
)

LISTED_FOR: Final = timedelta(days=90)
"""So long the supervisor's list shows what was proposed or decided."""


def decider(*, by_the_chair: bool, without_a_chair: bool) -> Role:
    """Return who decides: the chair; the supervisor where the chair proposed it.

    The supervisor as well where the file is kept from whoever is the chair.
    """
    return Role.SUPERVISOR if by_the_chair or without_a_chair else Role.CHAIR
