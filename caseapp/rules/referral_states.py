"""The states of a referral, and the dates that each of them allows in an imported row."""

from datetime import date
from typing import Final, Literal

from caseapp.rules.codes.referrals import REFERRAL_STATES
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.reasons import Reason
from caseapp.rules.values import msgid

_WITH_THE_AGENCY = frozenset({"sent", "received"})

REFERRALS: Final = Lifecycle(
    name="referral",
    states=REFERRAL_STATES.codes,
    initial="draft",
    moves=(
        Move("send", frozenset({"draft"}), "sent"),
        Move("receive", frozenset({"sent"}), "received"),
        # An agency that answers by telephone at once has never said "received" before.
        Move("accept", _WITH_THE_AGENCY, "accepted"),
        Move("decline", _WITH_THE_AGENCY, "declined"),
        Move("start", frozenset({"accepted"}), "in_service"),
        Move("complete", frozenset({"in_service"}), "completed"),
        # Also once help has begun: a child may move away, or no longer want it.
        Move(
            "withdraw",
            frozenset({"draft", "accepted", "in_service"}) | _WITH_THE_AGENCY,
            "withdrawn",
        ),
    ),
)

LIVE: Final = ("sent", "received", "accepted", "in_service")
"""While it is in one of these the agency sees what was shared with it, and no longer."""

REPLIES: Final = ("receive", "accept", "decline", "start", "complete")
"""The steps that an agency takes itself."""

_Rule = Literal["needed", "allowed", "refused"]

# state: (answered_on, completed_on). Only what cannot be true is refused: an agency may have
# answered "received, we are looking into it", and may have answered before the withdrawal.
_DATES: Final[dict[str, tuple[_Rule, _Rule]]] = {
    "draft": ("refused", "refused"),
    "sent": ("refused", "refused"),
    "received": ("allowed", "refused"),
    "accepted": ("needed", "refused"),
    "declined": ("needed", "refused"),
    "in_service": ("needed", "refused"),
    "completed": ("needed", "needed"),
    "withdrawn": ("allowed", "refused"),
}
# Not sent yet, or never: for every other state the day of sending has to be known.
_MAY_BE_UNSENT: Final = frozenset({"draft", "withdrawn"})


def agrees_with_dates(
    state: str, sent_on: date | None, answered_on: date | None, completed_on: date | None
) -> list[Reason]:
    """What contradicts itself in a referral's state and dates, one English sentence each.

    Every sentence begins with the name of the column it concerns. A draft may bear a `sent_on`,
    since the file asks for that column in every row. KeyError for an unknown state.
    """
    answered, completed = _DATES[state]
    sent: _Rule = "allowed" if state in _MAY_BE_UNSENT else "needed"
    faults = [
        *_presence("sent_on", sent_on, sent, state),
        *_presence("answered_on", answered_on, answered, state),
        *_presence("completed_on", completed_on, completed, state),
        *_order("answered_on", answered_on, "sent_on", sent_on),
    ]
    # Compared with the nearest earlier day that is known, so that one mistake is named once.
    if answered_on is not None:
        return faults + _order("completed_on", completed_on, "answered_on", answered_on)
    return faults + _order("completed_on", completed_on, "sent_on", sent_on)


_LACKS: Final = msgid("%(column)s is missing: a referral in the state '%(state)s' has this day")
_TOO_MUCH: Final = msgid(
    "%(column)s is %(day)s, but a referral in the state '%(state)s' has no such day yet"
)
_BEFORE: Final = msgid("%(column)s (%(day)s) lies before %(than)s (%(earlier)s)")


def _presence(column: str, day: date | None, rule: _Rule, state: str) -> list[Reason]:
    if rule == "needed" and day is None:
        return [Reason(_LACKS, column=column, state=state)]
    if rule == "refused" and day is not None:
        return [Reason(_TOO_MUCH, column=column, day=day, state=state)]
    return []


def _order(
    column: str, day: date | None, earlier_column: str, earlier: date | None
) -> list[Reason]:
    if day is not None and earlier is not None and day < earlier:
        return [Reason(_BEFORE, column=column, day=day, than=earlier_column, earlier=earlier)]
    return []
