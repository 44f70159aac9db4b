"""The children who count in each indicator, as numbers: what a frozen sheet can be compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.indicator import Basis, Counted, Indicator
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.indicators.i09 import APART, counting

BY: Final = ("sex", "age_band")
"""What the rows of a frozen sheet are divided by beside the whole: a child stands in one cell."""


class Member(NamedTuple):
    """A child that counts: where it lives on the day that counts, in which cell, and how.

    `reports` are those it counts with in indicator 9, `waiting` says that relief was still owed.
    Of a report without a child `child` is the report's number below zero: no child has it.
    `kinds` are the groups of its circumstances (8) or the types that its reports name (9), sorted;
    None where they are not kept: of other sources, and in sheets that were frozen first.
    """

    child: int
    unit: int
    fulfilled: bool
    sex: str
    age_band: str
    waiting: bool = False
    reports: tuple[int, ...] = ()
    kinds: tuple[str, ...] | None = None


Members = Mapping[str, Sequence[Member]]
"""By source: 8 for 8a and 8b together, 9, 12; and those that stand beside 9, by their notes."""

SUSPECTED: Final = "suspected"
CHILDLESS: Final = "reports_without_child"
BESIDE: Final = (SUSPECTED, CHILDLESS)
"""What stands beside indicator 9; sheets that were frozen first have none of it."""


def sources() -> dict[str, Indicator]:
    """Return the first indicator of each source: those of one source count the same children."""
    found: dict[str, Indicator] = {}
    for each in INDICATORS:
        found.setdefault(each.source, each)
    return found


def members_of(facts: Facts, period: Period, basis: Basis) -> dict[str, list[Member]]:
    """Return the children who count in the period, by source and then by number."""
    reports: dict[int, list[int]] = defaultdict(list)
    kinds: dict[str, dict[int, set[str]]] = {"8": defaultdict(set), "9": defaultdict(set)}
    for _, told, *_ in counting(facts, period, basis, "confirmed"):
        reports[told.child].append(told.report)
        kinds["9"][told.child].update(told.types)
    for standing in facts.standings:
        kinds["8"][standing.child].add(standing.group)
    waiting = {hit.child for hit in facts.hits if hit.affected in period and hit.relieved is None}
    found: dict[str, list[Member]] = {}
    for source, indicator in sources().items():
        found[source] = sorted(
            _member(
                one,
                waiting=source == "12" and one.child in waiting,
                reports=tuple(sorted(reports[one.child])) if source == "9" else (),
                kinds=tuple(sorted(kinds[source][one.child])) if source in kinds else None,
            )
            for one in indicator.count(facts, period, BY, basis)
        )
    return found | {name: sorted(_beside(facts, period, basis, name)) for name in BESIDE}


def _beside(facts: Facts, period: Period, basis: Basis, name: str) -> Iterator[Member]:
    """Yield who is only suspected, with the reports that say so, or the reports without a child."""
    reports: dict[int, list[int]] = defaultdict(list)
    for _, told, *_ in counting(facts, period, basis, SUSPECTED):
        reports[told.child].append(told.report)
    for one in APART[name](facts, period, basis):
        own = (one.report,) if one.report else tuple(sorted(reports[one.child]))
        yield Member(one.child or -one.report, one.unit, False, "", "", reports=own)


def _member(
    one: Counted, *, waiting: bool, reports: tuple[int, ...], kinds: tuple[str, ...] | None
) -> Member:
    sex, band = one.cells[0]
    return Member(one.child, one.unit, one.fulfilled, sex, band, waiting, reports, kinds)


def as_counted(members: Sequence[Member]) -> list[Counted]:
    """Return members as the figures count them."""
    return [
        Counted(one.unit, ((one.sex, one.age_band),), one.fulfilled, one.child) for one in members
    ]


def as_lists(members: Members) -> dict[str, list[list[Any]]]:
    """Return members as JSON holds them."""
    return {source: [list(one) for one in those] for source, those in members.items()}


def from_lists(kept: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, list[Member]]:
    """Return members as they were before JSON held them."""
    return {source: [_read(Member(*one)) for one in those] for source, those in kept.items()}


def _read(one: Member) -> Member:
    kinds = None if one.kinds is None else tuple(one.kinds)
    return one._replace(reports=tuple(one.reports), kinds=kinds)
