"""Asks of each child on a list of those hit whether it is known: none is twinned or doubled.

What is shown of known children is what the entry of a single child shows (casework.twins).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.disasters import find_disaster, insist_hit
from caseapp.casework.namings import unit_of
from caseapp.casework.twins import Preview, Twin, look_for
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.disasters import MOST_LINES, ImpactEntry
from caseapp.rules.matching import fold
from caseapp.rules.outcomes import Missing
from caseapp.rules.twins import Entry, compare, spellings
from caseapp.rules.values import RuleBroken, local_day

LEAVE_OUT: Final = "drop"
"""The answer that a line is of the same child as one above it."""

ANOTHER: Final = "another-"
"""So begins the answer that a line's child is none of those shown."""


@dataclass(frozen=True)
class LineQuestion:
    """Whether a line's child is known: to the own unit, elsewhere, or from a line above (`same`).

    `another` is the answer that it is none of these; it answers this very question alone.
    """

    own: tuple[Twin, ...]
    others: tuple[Preview, ...]
    same: int | None
    another: str

    @property
    def answers(self) -> frozenset[str]:
        """All that can be answered."""
        more = {LEAVE_OUT} if self.same is not None else set()
        return frozenset({self.another, *(twin.code for twin in self.own), *more})


@dataclass(frozen=True)
class Asked:
    """The questions by the place of their lines, and the places that are not answered yet."""

    questions: Mapping[int, LineQuestion]
    open: tuple[int, ...]
    twice: tuple[int, ...]
    """Lines that name the same known child on the same day as a line above."""


def ask_lines(
    actor: Actor,
    number: int,
    unit_code: str,
    entries: Sequence[ImpactEntry],
    *,
    now: datetime,
    post: str = "",
) -> Asked:
    """Return whom the lines may be of, in a transaction of its own: what was shown is written down.

    Nothing is asked of somebody too old. RuleBroken for more lines than one form takes and where
    the disaster did not hit the unit; Missing for a unit that is not the person's to enter for.
    """
    if len(entries) > MOST_LINES:
        raise RuleBroken("Enter at most %(most)d children at once", params={"most": MOST_LINES})
    with desk.writing(actor, Act.TWIN_ASK, now=now) as door:
        if post:
            door.first_post(post)  # whom this very form has made is no other child
        unit = unit_of(door, unit_code)
        if not may(actor, Act.IMPACT_RECORD, local_day(now), unit):
            raise Missing(f"areas:{unit_code}")
        insist_hit(door, find_disaster(door, number).id, unit)
        questions = _questions(door, unit, entries)
        door.log("children:twins", unit, rows=len(entries), asked=len(questions))
    unanswered = tuple(
        place
        for place, question in questions.items()
        if entries[place].answer not in question.answers
    )
    return Asked(questions, unanswered, tuple(_twice(entries, questions)))


def _questions(
    door: desk.Door, unit: int, entries: Sequence[ImpactEntry]
) -> dict[int, LineQuestion]:
    asked = [place for place, entry in enumerate(entries) if not entry.old]
    told = [_as_compared(entries[place], unit) for place in asked]
    above = _alike_above(told)
    questions = {}
    for at, (own, others) in enumerate(look_for(door, told)):
        same = asked[above[at]] if at in above else None
        if own or others or same is not None:
            shown = [*(twin.code for twin in own), *(each.code for each in others), str(same)]
            mark = hashlib.sha256(" ".join([told[at].name, *shown]).encode()).hexdigest()[:12]
            questions[asked[at]] = LineQuestion(own, others, same, f"{ANOTHER}{mark}")
    return questions


def _alike_above(told: Sequence[Entry]) -> dict[int, int]:
    """Return for each line that may be of the same child as one above it the first such one."""
    names = [fold(entry.name) for entry in told]
    found = {}
    for at, entry in enumerate(told):
        written = spellings(entry.name)  # where a name is not among these, nothing else counts
        alike = (above for above in range(at) if names[above] in written)
        first = next((above for above in alike if compare(entry, told[above]).proposed), None)
        if first is not None:
            found[at] = first
    return found


def _as_compared(entry: ImpactEntry, unit: int) -> Entry:
    return Entry(
        name=entry.name,
        sex=entry.sex,
        born=entry.born,
        precision=entry.precision,
        carer=entry.head,
        address=entry.hamlet,
        unit=unit,
    )


def _twice(entries: Sequence[ImpactEntry], questions: Mapping[int, LineQuestion]) -> Iterator[int]:
    """Yield the places of lines that name a known child whom a line above names already."""
    named = set()
    for place, question in questions.items():
        entry = entries[place]
        known = {twin.code for twin in question.own}
        if entry.answer in known:
            if (entry.answer, entry.affected_on) in named:
                yield place
            named.add((entry.answer, entry.affected_on))
