"""What holds between two counts of one subject, whatever the tables are.

A child who counts in a period counts in each that contains it. Sexes stay; of ages and types of
abuse that is used which lasts (lasting.py). Where children are counted decides whether the same
holds in each area.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product
from typing import Final

from caseapp.rules.codes.people import SEX
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.joint import Margin, Tie
from caseapp.statistics.disclosure.layout import AREA, TOTAL, Codes, name_of
from caseapp.statistics.disclosure.model import Unprotectable
from caseapp.statistics.releases.bonds import Bond, Leaves, Shown, shared_areas
from caseapp.statistics.releases.lasting import divided, what_lasts
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.quantities import Quantity
from caseapp.statistics.releases.tables import IN_TIME, LATE

_DAY: Final = timedelta(days=1)


def contains(long: Period, short: Period) -> bool:
    """Tell whether a period contains another one, and is not the same."""
    inside = long.start <= short.start and short.end <= long.end
    return inside and (long.start, long.end) != (short.start, short.end)


def connected(new: Quantity, others: Iterable[Quantity]) -> list[Quantity]:
    """Return those that the new one is tied to, by others as well: what is told of it depends.

    Editions of one period are taken along: what one of them tells of another is looked at apart.
    """
    waiting, found = [new], {new.name: new}
    rest = [one for one in others if one.name != new.name]
    while waiting:
        one = waiting.pop()
        for other in rest:
            if other.name not in found and _meet(one, other):
                found[other.name] = other
                waiting.append(other)
    return [one for one in (new, *rest) if one.name in found]


def _meet(one: Quantity, other: Quantity) -> bool:
    if one.subject == "8":
        return one.period.end == other.period.end
    mine, theirs = one.period, other.period
    same = (mine.start, mine.end) == (theirs.start, theirs.end)
    return same or contains(mine, theirs) or contains(theirs, mine)


def check_growth(new: Quantity, others: Iterable[Quantity], k: int) -> None:
    """Raise Unprotectable where two grand totals, which are always printed, are too near.

    Those who count in a period and not in a part of it are then 1 to below k, for all to see.
    """
    for other in others:
        pairs = ((new, other), (other, new)) if new.subject != "8" else ()
        for long, short in pairs:
            more = long.total() - short.total()
            if contains(long.period, short.period) and 1 <= more < k:
                raise Unprotectable(
                    f"the grand totals of {long.period.id} and {short.period.id} are always "
                    f"printed, and differ by less than {k}",
                    [name_of((TOTAL,) * len(new.dimensions))],
                )


def find_ties(quantities: Sequence[Quantity], policy: Policy) -> list[Tie]:
    """Return all that holds between the quantities of one subject.

    Areas are the units, the clusters of the policy and the city. What can be subtracted, as both
    sides are printed, is needed; the rest is given for the smallest parts alone. A tie that the
    true tables break, as one edition was corrected and another not, does not always hold.
    """
    if not quantities or quantities[0].subject == "8":
        return []
    true = {one.name: _Slim(one) for one in quantities}
    found: list[Tie] = []
    for long, short in permutations(quantities, 2):
        if contains(long.period, short.period):
            found += _ties(Bond((long,), (short,)), policy)
    for whole in quantities:
        for parts in _tilings(whole, quantities):
            found += _ties(Bond(parts, (whole,)), policy)
    return [
        replace(tie, always=False) if tie.always and gap(tie, true) < 0 else tie for tie in found
    ]


class _Slim:
    """The true table of a quantity by what ties speak of: area, sex, age, kind or outcome."""

    def __init__(self, quantity: Quantity) -> None:
        names = [d.name for d in quantity.dimensions]
        spoken = (AREA, "sex", "age_band", *({"abuse_type", "relief"} & set(names)))
        self._at = [names.index(name) for name in spoken]
        self._names = [names[at] for at in self._at]
        self._leaves = [quantity.dimensions[at].leaves for at in self._at]
        self._counts: Counter[Codes] = Counter()
        for codes, number in quantity.table.items():
            self._counts[tuple(codes[at] for at in self._at)] += number

    def count(self, margin: Margin) -> int:
        """Return how many children a margin sums up."""
        chosen = [
            margin.leaves.get(name, leaves)
            for name, leaves in zip(self._names, self._leaves, strict=True)
        ]
        return sum(self._counts[codes] for codes in product(*chosen))


def gap(tie: Tie, true: Mapping[str, _Slim]) -> int:
    """Return the true difference of a tie; below 0 where the tables break it."""
    more, less = (sum(true[m.quantity].count(m) for m in ms) for ms in (tie.larger, tie.smaller))
    return more - less


def _ties(bond: Bond, policy: Policy) -> Iterator[Tie]:
    names = [" + ".join(one.name for one in side) for side in (bond.larger, bond.smaller)]
    shown = {one.name: Shown(one) for one in (*bond.larger, *bond.smaller)}
    groups = {one.code for one in policy.clusters}
    for area, leaves in shared_areas(bond, policy):
        always = area == TOTAL or bond.local
        for sex, outcome in product((TOTAL, *SEX.codes), _outcomes(bond)):
            told = all(one.tells(leaves.get(n), sex, outcome) for n, one in shown.items())
            # Of the whole city all that is told is two grand totals, which are always printed.
            needed = told and (area, sex, outcome) != (TOTAL,) * 3
            if not needed and (sex == TOTAL or area in groups):
                continue
            asked = {"sex": sex, "relief": outcome}
            more = {name: frozenset([code]) for name, code in asked.items() if code != TOTAL}
            yield Tie(
                f"{names[0]} - {names[1]}: {name_of((area, sex, outcome))}",
                _margins(bond.larger, leaves, more),
                _margins(bond.smaller, leaves, more),
                always and (outcome == TOTAL or bond.one_rule),
                needed,
            )
    yield from _lasting(bond, policy)


def _lasting(bond: Bond, policy: Policy) -> Iterator[Tie]:
    """Yield what lasts of children, where releases divide an area by it; in the city by sex too.

    The differences are no counts of children who are in one period alone, and are not asked for.
    """
    lasting = tuple(what_lasts(bond))
    if not lasting:
        return
    pair = f"{bond.larger[0].name} - {bond.smaller[0].name}"
    told = {one.name: divided(one) for one in (bond.larger[0], bond.smaller[0])}
    for area, leaves in shared_areas(bond, policy):
        for sex, one in product(SEX.codes if area == TOTAL else (TOTAL,), lasting):
            if not one.near and area != TOTAL:
                continue
            if any((those, one.dimension) not in told[name] for name, those in leaves.items()):
                continue
            also = {"sex": frozenset([sex])} if sex != TOTAL else {}
            yield Tie(
                f"{pair}: {name_of((area, sex))}|{one.dimension}={one.name}",
                _margins(bond.larger, leaves, {**also, one.dimension: one.more}),
                _margins(bond.smaller, leaves, {**also, one.dimension: one.less}),
                area == TOTAL or bond.local,
                needed=False,
            )


def _margins(
    side: Iterable[Quantity], areas: Mapping[str, Leaves], more: Mapping[str, Leaves]
) -> tuple[Margin, ...]:
    return tuple(
        Margin(one.name, {AREA: areas[one.name], **more} if one.name in areas else more)
        for one in side
    )


def _outcomes(bond: Bond) -> tuple[str, ...]:
    """Return the outcomes of which a bond holds, beside all of them.

    Who is late in a part is late in the whole; in time in the whole, in each part that counts it.
    """
    if bond.whole.subject != "12":
        return (TOTAL,)
    return (TOTAL, IN_TIME if bond.joins else LATE)


def _tilings(whole: Quantity, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shorter periods that make up one, day after day; of each its newest edition."""
    newest: dict[tuple[date, date], Quantity] = {}
    for one in sorted(quantities, key=lambda one: one.pieces[0].source.frozen):
        if contains(whole.period, one.period):
            newest[one.period.start, one.period.end] = one

    def from_day(day: date) -> Iterator[tuple[Quantity, ...]]:
        if day > whole.period.end:
            yield ()
            return
        for (start, end), one in newest.items():
            if start == day:
                yield from ((one, *rest) for rest in from_day(end + _DAY))

    yield from from_day(whole.period.start)
