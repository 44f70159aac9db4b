"""The states of alternative care and of its end, and what is lacking with a carer.

Law on Children, Art. 62 to 69, and Circular 14/2020: the officer prepares, the chair decides, the
child is handed over, followed every 6 months, and leaves by a decision alone. As with separations,
the chair may give back with a comment what is not ready to be decided on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.clocks import months_later
from caseapp.rules.codes.care import CARE_CONDITIONS, CARE_END_STATES, CARE_STATES
from caseapp.rules.lifecycle import Lifecycle, Move

_WITH_THE_CHAIR: Final = frozenset({"submitted"})
ASKED: Final = frozenset({"submitted", "returned"})
"""Nobody has decided yet: with the chair, or back with the officer."""

OPEN: Final = ASKED | {"decided", "in_care"}
"""A child is in one alternative care at a time."""

HELD: Final = frozenset({"decided", "in_care"})
"""The chair has decided, and it has not ended."""

_BEFORE_DECISION: Final = (
    Move("amend", ASKED, "submitted"),
    Move("withdraw", ASKED, "withdrawn"),
    Move("return", _WITH_THE_CHAIR, "returned"),
    Move("refuse", _WITH_THE_CHAIR, "refused"),
    Move("decide", _WITH_THE_CHAIR, "decided"),
)

CARE: Final = Lifecycle(
    name="alternative care",
    states=CARE_STATES.codes,
    initial="submitted",
    moves=(
        *_BEFORE_DECISION,
        Move("hand_over", frozenset({"decided"}), "in_care"),
        # What the decision on its end brings about; nobody takes it by itself.
        Move("end", HELD, "ended"),
    ),
)

ENDINGS: Final = Lifecycle(
    name="end of alternative care",
    states=CARE_END_STATES.codes,
    initial="submitted",
    moves=_BEFORE_DECISION,
)

DECIDED: Final = frozenset({"decided", "in_care", "ended"})
"""States of a paper of alternative care in which the chair has decided it so."""

BY: Final[Mapping[str, Act]] = {
    "amend": Act.CASE_EDIT,
    "withdraw": Act.CASE_EDIT,
    "return": Act.MEASURE_DECIDE,
    "refuse": Act.MEASURE_DECIDE,
    "decide": Act.MEASURE_DECIDE,
    "hand_over": Act.CASE_EDIT,
    "prepare": Act.CASE_EDIT,
    "follow": Act.CASE_EDIT,
}
"""The act that each step needs: the officer prepares and carries out, the chair decides."""

HEALTH_MONTHS: Final = 6
"""So old a health certificate may be; an older one is warned of, not refused."""

FORMS: Final = tuple(f"{number:02d}" for number in range(8, 17))
"""Mẫu 08 to 16: kept as attachments by their number until their texts are known."""


def lacks(
    *,
    applied_on: date | None,
    health_on: date | None,
    judicial: str,
    conditions: Collection[str],
    day: date,
) -> tuple[str, ...]:
    """Return what is lacking with a carer on a day, as codes of carer_lacks."""
    old = health_on is not None and months_later(health_on, HEALTH_MONTHS) < day
    found = {
        "form08": applied_on is None,
        "health": health_on is None,
        "health_old": old,
        "judicial": judicial == "needed",
        "conditions": bool(set(CARE_CONDITIONS.codes) - set(conditions)),
    }
    return tuple(name for name, lacking in found.items() if lacking)
