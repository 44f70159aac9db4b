"""When somebody is told outside the house that something waits: never twice in a short time.

What goes out says nothing but that, so a second message would tell no more than the first.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final, Literal

from caseapp.rules.values import LOCAL, RuleBroken

Rings = Literal["", "day", "at_once"]
"""How a kind of notice rings: not at all; by day; at any hour, as the 12 hours of a report ask."""

SPAN: Final = timedelta(minutes=15)
"""So long nobody is rung again by day: whoever was rung looks at all that waits, and a telephone
that says the same every minute is soon overlooked. As long as the longest wait of a try."""
EVENING: Final = time(21)
MORNING: Final = time(6)
"""From evening to morning, by the clock in Cần Thơ, what can wait until the morning does."""

DIGITS: Final = 6
"""Of the number that proves an address. Whoever types it is signed in: it opens nothing."""
PROVES_FOR: Final = timedelta(hours=1)
"""A number typed later proves nothing: a message may take its time, a stranger's finger too."""
TRIES: Final = 5
"""So many wrong numbers, and another has to be sent."""
SENT_A_DAY: Final = 5
"""So many numbers an account has sent in a day: nobody fills a stranger's telephone with them."""


def rings_at(how: Rings, now: datetime, last: datetime | None) -> datetime:
    """Return when a message goes out that is asked for now; `last` is when the one before did."""
    if how == "at_once":
        return now
    due = now if last is None else max(now, last + SPAN)
    local = due.astimezone(LOCAL)
    if MORNING <= local.time() < EVENING:
        return due
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, LOCAL).astimezone(now.tzinfo)


def check_proof(typed: str, number: str, since: datetime, tries: int, now: datetime) -> bool:
    """Tell whether a number proves an address; RuleBroken once it is over, whatever was typed."""
    if tries >= TRIES or now >= since + PROVES_FOR:
        raise RuleBroken("This number serves no more: have another one sent", field="code")
    return "".join(typed.split()) == number
