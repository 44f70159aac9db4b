"""The states of measures in a case, and who may take which step: prepared by one, decided by one.

Decree 56/2017, Art. 32: the chair decides on a temporary separation, its extension and its end.
None of these tables ends a separation by the mere passing of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.codes.measures import ORDER_STATES, PLACEMENT_STATES, SEPARATION_STATES
from caseapp.rules.lifecycle import Lifecycle, Move

_WITH_THE_CHAIR: Final = frozenset({"submitted"})
_OPEN: Final = frozenset({"submitted", "returned"})
_IN_FORCE: Final = frozenset({"in_force"})

SEPARATIONS: Final = Lifecycle(
    name="separation",
    states=SEPARATION_STATES.codes,
    initial="submitted",
    moves=(
        Move("amend", _OPEN, "submitted"),
        Move("withdraw", _OPEN, "withdrawn"),
        Move("return", _WITH_THE_CHAIR, "returned"),
        Move("refuse", _WITH_THE_CHAIR, "refused"),
        Move("decide", _WITH_THE_CHAIR, "in_force"),
        # What a decision or answer that follows brings about; nobody takes these by themselves.
        Move("extend", _IN_FORCE, "in_force"),
        Move("lift", _IN_FORCE, "lifted"),
        Move("pass_on", _IN_FORCE, "passed_on"),
    ),
)

ORDERS: Final = Lifecycle(
    name="separation order",
    states=ORDER_STATES.codes,
    initial="submitted",
    moves=(
        Move("withdraw", _WITH_THE_CHAIR, "withdrawn"),
        Move("refuse", _WITH_THE_CHAIR, "refused"),
        Move("decide", _WITH_THE_CHAIR, "decided"),
        # A request alone goes on: it is sent, and answered.
        Move("send", frozenset({"decided"}), "sent"),
        Move("answer", frozenset({"sent"}), "answered"),
        # The separation has ended otherwise; nobody takes this step by itself.
        Move("fall", frozenset({"submitted", "decided"}), "withdrawn"),
    ),
)
"""Papers that follow a separation: its extension, its lifting, the request to the court."""

PLACEMENTS: Final = Lifecycle(
    name="placement",
    states=PLACEMENT_STATES.codes,
    initial="current",
    moves=(Move("end", frozenset({"current"}), "ended"),),
)

BY: Final[Mapping[str, Act]] = {
    "amend": Act.CASE_EDIT,
    "withdraw": Act.CASE_EDIT,
    "return": Act.MEASURE_DECIDE,
    "refuse": Act.MEASURE_DECIDE,
    "decide": Act.MEASURE_DECIDE,
    "send": Act.CASE_EDIT,
    "answer": Act.CASE_EDIT,
    "end": Act.CASE_EDIT,
}
"""The act that each step needs: the officer prepares and carries out, the chair decides."""

REQUEST_ALONE: Final = frozenset({"send", "answer"})
"""Steps of a request to the court or competent body, and of nothing else."""

BROUGHT: Final[Mapping[str, str]] = {"extension": "extend", "lifting": "lift"}
"""What a decision that follows does to the separation."""

HELD: Final = frozenset({"in_force", "lifted", "passed_on"})
"""States of a separation that a chair decided on: it holds, or has held."""

ORDERED: Final = frozenset({"decided", "sent", "answered"})
"""States of what follows a separation in which a chair has decided it so."""

AFTER: Final = {"in_force"}
"""States in which a separation can be extended, lifted, or brought before the court."""


def order_moves(kind: str, state: str) -> tuple[str, ...]:
    """Return the steps that somebody may take with a paper that follows a separation."""
    return tuple(
        move.name
        for move in ORDERS.moves_from(state)
        if move.name in BY and (kind == "court_request" or move.name not in REQUEST_ALONE)
    )


def falls(kind: str, state: str) -> bool:
    """Tell whether a paper comes to nothing when its separation ends: nobody acted upon it yet.

    An extension or a lifting has done its work once it is decided; a letter has once it is sent.
    """
    return state == "submitted" or (kind == "court_request" and state == "decided")
