"""The kinds of facts that figures are counted from, as plain rows in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from caseapp.rules.codes.abuse import strongest


class Standing(NamedTuple):
    """A confirmed circumstance on the last day of the period, of a child that lives in `unit`.

    `helped`: an assistance of the child meets the period.
    """

    child: int
    group: str
    sex: str
    born: date | None
    ethnicity: str
    unit: int
    helped: bool


class Told(NamedTuple):
    """A report as it counts, by its strongest incident; `unit` is None for a child of nowhere.

    `unit` is where the child lives on the last day of the period, or lived last before it.
    """

    report: int
    child: int
    sex: str
    born: date | None
    ethnicity: str
    unit: int | None
    received: date
    occurred: date | None
    certainty: str
    types: tuple[str, ...]
    settings: tuple[str, ...]


class Childless(NamedTuple):
    """A report whose child is not known; `event_unit` is where it happened."""

    event_unit: int
    received: date
    occurred: date | None
    certainty: str
    report: int = 0


class Hit(NamedTuple):
    """An impact of a disaster in the period; `unit` is where the child lived on that day, or None.

    Without `listed` the days of relief count from `affected`.
    """

    child: int
    sex: str
    born: date | None
    ethnicity: str
    unit: int | None
    affected: date
    listed: date | None
    relieved: date | None


class Figure(NamedTuple):
    """How many children a unit had on a day; empty `sex` and `age_band` mean all of them."""

    unit: int
    day: date
    sex: str
    age_band: str
    children: int


class Stay(NamedTuple):
    """A child lived in a unit from a day until another (exclusive; None = still)."""

    unit: int
    since: date
    until: date | None


class Incident(NamedTuple):
    """One incident of a report: how certain, which types and settings, when."""

    certainty: str
    types: tuple[str, ...]
    settings: tuple[str, ...]
    occurred: date | None


@dataclass(frozen=True)
class Facts:
    """Everything that the sheet of a period is counted from."""

    standings: Sequence[Standing] = ()
    told: Sequence[Told] = ()
    childless: Sequence[Childless] = ()
    hits: Sequence[Hit] = ()
    figures: Sequence[Figure] = ()
    relief_days: int = 2


def as_it_counts(incidents: Iterable[Incident]) -> Incident:
    """Return the incident that a report counts with (contracts §4): its strongest.

    The types and settings are those of all its incidents of that certainty, `occurred` is their
    earliest known day. A report without any is suspected until someone says otherwise.
    """
    found = list(incidents)
    if not found:
        return Incident("suspected", (), (), None)
    certainty = strongest(incident.certainty for incident in found)
    alike = [incident for incident in found if incident.certainty == certainty]
    return Incident(
        certainty,
        tuple(sorted({kind for incident in alike for kind in incident.types})),
        tuple(sorted({place for incident in alike for place in incident.settings})),
        min((incident.occurred for incident in alike if incident.occurred), default=None),
    )


def home(own: Iterable[Stay], merged: Iterable[Stay], day: date, *, or_last: bool) -> int | None:
    """Return the unit a merged child lives in on a day: by its own stays, else by the others'.

    `or_last`: if no stay covers the day, the last one before it (indicator 9). None: nowhere.
    """
    own, merged = list(own), list(merged)
    for stays in (own, merged):
        covering = [s for s in stays if s.since <= day and (s.until is None or day < s.until)]
        if covering:
            return max(covering, key=lambda stay: stay.since).unit
    before = [stay for stay in own + merged if stay.since <= day]
    return max(before, key=lambda stay: stay.since).unit if or_last and before else None
