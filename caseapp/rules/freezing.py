"""When figures may be frozen, and why a frozen figure can differ from what counts now."""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.values import Period, RuleBroken, msgid

LONGEST_REASON: Final = 500

ENTERED: Final = "entered"
CORRECTED: Final = "corrected"
KNOWN: Final = "known"
MOVED: Final = "moved"
MERGED: Final = "merged"
TAKEN_OUT: Final = "taken_out"
HELPED: Final = "helped"
DEFINITION: Final = "definition"

CAUSES: Final = (ENTERED, CORRECTED, KNOWN, MOVED, MERGED, TAKEN_OUT, HELPED, DEFINITION)
"""Why a child, or a report without one, counts otherwise than when the figures were frozen, in the
order they are told."""

NOT_OVER: Final = msgid("This period is not over yet: what can still change is not frozen")
WHY_AGAIN: Final = msgid("Say why a new edition is needed: the one before stays and is compared")
TOO_LONG: Final = msgid("At most %(number)d letters")
MEANWHILE: Final = msgid(
    "Edition %(edition)d of this period was frozen meanwhile by %(name)s: look at it before you "
    "freeze another"
)


def check_freeze(
    period: Period, *, today: date, newest: int, by: str, seen: int, reason: str
) -> None:
    """Raise RuleBroken unless the next edition may be frozen.

    `newest` is the number of the last edition, frozen `by` somebody, 0 before the first; `seen` the
    one that whoever freezes had before their eyes.
    """
    if period.end >= today:
        raise RuleBroken(NOT_OVER)
    if seen != newest:
        raise RuleBroken(MEANWHILE, params={"edition": newest, "name": by})
    if newest and not reason:
        raise RuleBroken(WHY_AGAIN, field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(TOO_LONG, field="reason", params={"number": LONGEST_REASON})
