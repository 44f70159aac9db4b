"""Indicator 9: children with a confirmed report of abuse, and the reports that stand apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN, ages_on
from caseapp.statistics.dimensions import Cell, cells
from caseapp.statistics.facts.kinds import Childless, Facts, Told
from caseapp.statistics.indicator import Basis, Counted, Indicator


def basis_day(report: Told | Childless, basis: Basis) -> date | None:
    """Return the day a report counts on: of its receipt, or of the abuse when that is known."""
    return report.received if basis == "received" else report.occurred


def counting(
    facts: Facts, period: Period, basis: Basis, certainty: str
) -> Iterator[tuple[date, Told, int, str]]:
    """Yield day, report, unit and age band of the reports whose child counts on that day."""
    for report in facts.told:
        day = basis_day(report, basis)
        if report.certainty != certainty or day is None or day not in period:
            continue
        band = ages_on(day).band(report.born)
        if band is not None and report.unit is not None:
            yield day, report, report.unit, band


def count(facts: Facts, period: Period, by: tuple[str, ...], basis: Basis) -> list[Counted]:
    """Return the children with a confirmed report in the period, each once.

    The age is that of the first counting day; types and settings cross within one report.
    """
    reports = sorted(counting(facts, period, basis, "confirmed"), key=lambda found: found[:2])
    bands: dict[int, str] = {}
    units: dict[int, int] = {}
    found: dict[int, dict[Cell, None]] = {}
    for _day, report, unit, band in reports:
        values = {
            "sex": (report.sex,),
            "age_band": (bands.setdefault(report.child, band),),
            "ethnicity": (report.ethnicity or UNKNOWN,),
            "abuse_type": report.types or (UNKNOWN,),
            "setting": report.settings or (UNKNOWN,),
        }
        units[report.child] = unit
        found.setdefault(report.child, {}).update(dict.fromkeys(cells(by, values)))
    return [Counted(units[child], tuple(crossed), True, child) for child, crossed in found.items()]


class Apart(NamedTuple):
    """What stands beside the indicator: a child, or a report, and the unit it is told of in."""

    unit: int
    child: int = 0
    report: int = 0


def only_suspected(facts: Facts, period: Period, basis: Basis) -> list[Apart]:
    """Return the children whose counting reports are suspected, none confirmed, each once."""
    confirmed = {told.child for _, told, *_ in counting(facts, period, basis, "confirmed")}
    units = {
        report.child: unit
        for _, report, unit, _ in counting(facts, period, basis, "suspected")
        if report.child not in confirmed
    }
    return [Apart(unit, child) for child, unit in units.items()]


def without_child(facts: Facts, period: Period, basis: Basis) -> list[Apart]:
    """Return the reports without a child in the period, not unfounded, where each happened."""
    found = []
    for report in facts.childless:
        day = basis_day(report, basis)
        if report.certainty != "unfounded" and day is not None and day in period:
            found.append(Apart(report.event_unit, report=report.report))
    return found


def without_occurred_on(facts: Facts, period: Period, basis: Basis) -> list[Apart]:
    """Return each report that `occurred` leaves out for want of a day, with its child's unit.

    Those are the confirmed reports that would count by their day of receipt.
    """
    if basis == "received":
        return []
    received = counting(facts, period, "received", "confirmed")
    return [
        Apart(unit, report.child, report.report)
        for _, report, unit, _ in received
        if report.occurred is None
    ]


APART: Final = {
    "suspected": only_suspected,
    "reports_without_child": without_child,
    "reports_without_occurred_on": without_occurred_on,
}
"""The notes beside the indicator, and what finds that which each of them counts."""

ABUSED: Final = Indicator(
    id="9",
    version="1",
    definition=(
        "Distinct children with at least one confirmed report whose basis date (day of receipt, or "
        "day of the abuse) lies in the period, children on that date, resident in the area on the "
        "last day of the period or else where they lived last before it, per 100 children of the "
        "area by the newest population figure up to that day."
    ),
    count=count,
    source="9",
    of_population=True,
    target_2025=4.5,
    target_2030=4,
    own_dimensions=frozenset({"abuse_type", "setting"}),
    per_10000=True,
)
