"""How it stands with consent for one purpose: who was asked, who differs, what that stops.

Law 91/2025 on personal data, Art. 19 and 24: a child from 7 and its representative both speak, and
silence is no consent. A suspect cannot speak for the child. The text is to be compared with the
official one ("bản chờ đối chiếu").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caseapp.rules.calendar import OFFICIAL, Calendar, end_of_working_day
from caseapp.rules.codes.consent import SAID
from caseapp.rules.values import age_on, earliest_birth

FROM_AGE: Final = 7
WORKING_DAYS: Final = 2
"""A withdrawal is acted on in so many working days (Decree 356/2025: requests are answered)."""

CHILD: Final = "child"
REPRESENTATIVE: Final = "representative"
_AGAINST: Final = frozenset({"refused", "withdrawn"})

STOPS: Final = frozenset({"refused", "withdrawn", "disputed", "forbidden"})
"""Standings while which nothing new goes out to an agency without a basis of its own."""

_BY_STRICTNESS: Final = ("forbidden", "withdrawn", "refused", "disputed")

GOES: Final = frozenset({"given", "allowed"})
"""Standings that end what was held."""


@dataclass(frozen=True)
class Said:
    """One entry for a purpose, in its order; `person` is 0 for the child and the office.

    `counts` is False for who could not speak for the child.
    """

    kind: str
    speaker: str = ""
    person: int = 0
    counts: bool = True


def child_speaks(born: date | None, precision: str, day: date) -> bool:
    """Tell whether the child's own word is asked: from 7, and when it may be 7 already."""
    if born is None:
        return True
    first = earliest_birth(born, precision)
    return first <= day and age_on(first, day) >= FROM_AGE


def standing(entries: Iterable[Said], *, with_child: bool, current: frozenset[int]) -> str:
    """Return how it stands after these entries, the oldest first: a code of STANDINGS.

    `current` are the persons who speak for the child now; what earlier ones said holds until one
    of them has spoken. The office's own word holds until a child or representative speaks again.
    """
    told = [each for each in entries if each.counts]
    if told and told[-1].kind not in SAID:
        return told[-1].kind
    child, others = _voices(told, with_child=with_child, current=current)
    every = [*child, *others]
    against = [kind for kind in every if kind in _AGAINST]
    if against and len(against) < len(every):
        return "disputed"
    if against:
        return "withdrawn" if "withdrawn" in against else "refused"
    if others and (child or not with_child):
        return "given"
    return "partial" if every else "open"


def _voices(
    told: list[Said], *, with_child: bool, current: frozenset[int]
) -> tuple[list[str], list[str]]:
    """Return the last word of the child, and those of who speaks for it."""
    last = {(each.speaker, each.person): each.kind for each in told if each.kind in SAID}
    child = [kind for (speaker, _), kind in last.items() if speaker == CHILD and with_child]
    said = {person: kind for (speaker, person), kind in last.items() if speaker == REPRESENTATIVE}
    now = {person: kind for person, kind in said.items() if person in current}
    return child, list((now or said).values())


def strictest(standings: Iterable[str]) -> str:
    """Return the standing that holds of several: the one that stops most, else the first."""
    found = list(standings)
    return next((each for each in _BY_STRICTNESS if each in found), found[0])


def may_withdraw(entries: Iterable[Said], speaker: str) -> bool:
    """Tell whether this side has agreed: only what was given is withdrawn."""
    last: dict[int, str] = {}
    for each in entries:
        if each.counts and each.speaker == speaker and each.kind in SAID:
            last[each.person] = each.kind
    return "given" in last.values()


def hold_until(moment: datetime, calendar: Calendar = OFFICIAL) -> datetime:
    """Return when a held referral must have another basis or be ended."""
    return end_of_working_day(moment, WORKING_DAYS, calendar)
