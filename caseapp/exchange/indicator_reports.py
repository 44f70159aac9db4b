"""What a report on the indicators is made of: frozen editions, or what was released, never both.

The public kind is read without an actor from the registry of releases alone, so that no exact
figure can come into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework.printed import Printed, begin
from caseapp.exchange.released import ReleaseView, list_released, read_released
from caseapp.rules.access import Act, Actor
from caseapp.rules.indicator_reports import ReportKind, Span
from caseapp.rules.units import CITY_ID
from caseapp.statistics.frozen_reports import OpenedEdition, read_editions
from caseapp.statistics.indicator import Basis
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS


@dataclass(frozen=True)
class Internal:
    """The frozen editions of the span's periods by their text; where none is, none stands."""

    span: Span
    basis: Basis
    editions: Mapping[str, OpenedEdition]


@dataclass(frozen=True)
class Public:
    """The newest release of each subject (8, 9, 12) over each of the span's periods."""

    span: Span
    releases: Mapping[str, Mapping[str, ReleaseView]]


def read_internal(actor: Actor, span: Span, basis: Basis, *, now: datetime) -> Internal:
    """Return the exact figures of a report within the reader's units; the read is logged."""
    return Internal(span, basis, read_editions(actor, span.periods, basis, now=now))


def read_public(span: Span) -> Public:
    """Return what was released over the span's periods, the latest release of each subject."""
    newest: dict[tuple[date, date, str], str] = {}
    for each in list_released():  # the newest first
        layout = RELEASE_LAYOUTS.get(each.layout)
        if layout is not None and not each.superseded_by:
            days = (each.period.start, each.period.end)
            newest.setdefault((*days, layout.subject), each.number)
    found: dict[str, dict[str, ReleaseView]] = {}
    for period in span.periods:
        for (start, end, subject), number in newest.items():
            if (start, end) == (period.start, period.end):
                found.setdefault(period.id, {})[subject] = read_released(number)
    return Public(span, found)


def begin_print(
    actor: Actor, span: Span, kind: ReportKind, *, reason: str = "", now: datetime
) -> Printed:
    """Give the print of a report its number and log it."""
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        units = door.scope.units
        unit = CITY_ID if units is None else min(units, default=CITY_ID)
        return begin(door, f"indicator_report:{span.id}", unit, reason=reason, kind=str(kind))
