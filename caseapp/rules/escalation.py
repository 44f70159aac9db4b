"""Who is told next when a report is not taken up, or its decision does not come: the steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeVar

Whom = Literal["next", "supervisor"]
P = TypeVar("P")


@dataclass(frozen=True)
class Step:
    """At `after` from a recorded moment somebody more is told, while no decision stands.

    `next` is the first on the list who was not told: the deputies in order, then the city's duty
    supervisor. `untouched`: only while nobody has taken the report up.
    """

    code: str
    counts_from: Literal["entered_at", "received_at"]
    after: timedelta
    whom: tuple[Whom, ...] = ("next",)
    untouched: bool = False


# The 12 hours are the law's (Decree 56/2017, Art. 26.3); the steps before them are the client's.
STEPS: Final = (
    Step("after_30m", "entered_at", timedelta(minutes=30), untouched=True),
    Step("after_4h", "received_at", timedelta(hours=4)),
    Step("after_8h", "received_at", timedelta(hours=8)),
    # Two hours are left: whoever stands next, and in any case somebody of the city.
    Step("after_10h", "received_at", timedelta(hours=10), ("next", "supervisor")),
)


@dataclass(frozen=True)
class Moments:
    """What the steps of a report count from, and whether somebody has taken it up.

    That is: another than its writer opened it, or a call was ticked as reached.
    """

    entered_at: datetime
    received_at: datetime
    taken_up: bool


def due_steps(report: Moments, now: datetime, done: AbstractSet[str] = frozenset()) -> list[Step]:
    """Return the steps whose moment has come and that were not taken, in their order."""
    return [
        step
        for step in STEPS
        if step.code not in done
        and now >= getattr(report, step.counts_from) + step.after
        and not (step.untouched and report.taken_up)
    ]


def next_in_line(
    whom: Iterable[Whom], deputies: Sequence[P], supervisors: Sequence[P], told: AbstractSet[P]
) -> list[P]:
    """Return whom a step tells: each person once, and nobody who was told before."""
    found: list[P] = []
    for which in whom:
        known = {*told, *found}
        line = [*deputies, *supervisors] if which == "next" else supervisors
        if which == "supervisor" and known.intersection(supervisors):
            continue  # somebody of the city knows already
        found += [each for each in line if each not in known][:1]
    return found
