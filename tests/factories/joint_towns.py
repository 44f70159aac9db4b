"""Towns over a year: children counted in its halves and in the whole of it, some of whom moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from caseapp.statistics.disclosure.joint import Margin, Part, Tie
from caseapp.statistics.disclosure.layout import Codes, Layout, Spec, make_layout

KINDS = ("baoluc", "tinhduc", "bocloi", "boroi", "muaban", "several", "unknown")
SEXES = ("nam", "nu", "unknown")
AGES = ("0-5", "6-10", "11-15", "unknown")
HALVES = ("H1", "H2")
PERIODS = (*HALVES, "Y")


@dataclass(frozen=True)
class Child:
    """Where a child lives at the end of each half, and its kinds of abuse in each, if any."""

    sex: str
    ages: tuple[str, str]
    wards: tuple[str, str]
    kinds: tuple[frozenset[str], frozenset[str]]

    def counted(self, period: str) -> Codes | None:
        """Return ward, kind, sex and age in a period in which the child counts."""
        halves = (0, 1) if period == "Y" else (HALVES.index(period),)
        first = next((half for half in halves if self.kinds[half]), None)
        if first is None:
            return None
        kinds = frozenset().union(*(self.kinds[half] for half in halves))
        kind = min(kinds) if len(kinds) == 1 else "several"
        return self.wards[halves[-1]], kind, self.sex, self.ages[first]


def children(seed: int, wards: int = 103, mean: float = 4.0, moves: float = 0.06) -> list[Child]:
    """Return made-up children; about one in eight counts in both halves, some in several kinds."""
    chance = Random(seed)
    names = [f"w{number:03}" for number in range(1, wards + 1)]
    found = []
    for home in names:
        for _child in range(_few(chance, mean)):
            age = chance.randrange(3)
            older = min(age + chance.randrange(2), 2)
            there = chance.choice(names) if chance.random() < moves else home
            kinds = [_kinds(chance), _kinds(chance)]
            if chance.random() > 0.12:
                kinds[chance.randrange(2)] = frozenset()
            sex = chance.choices(SEXES, (40, 58, 2))[0]
            ages = (AGES[age], AGES[older])
            found.append(Child(sex, ages, (home, there), (kinds[0], kinds[1])))
    return found


def _few(chance: Random, mean: float) -> int:
    """Return a Poisson number, as the events of a random time."""
    number, time = 0, chance.expovariate(1)
    while time < mean:
        number, time = number + 1, time + chance.expovariate(1)
    return number


def _kinds(chance: Random) -> frozenset[str]:
    often = chance.choices((1, 2, 3), (88, 9, 3))[0]
    return frozenset(chance.choices(KINDS[:5], (45, 25, 10, 15, 5), k=often))


def table(those: Sequence[Child], period: str) -> dict[Codes, int]:
    """Return the counts of a period by ward, kind, sex and age."""
    found: dict[Codes, int] = {}
    for codes in filter(None, (child.counted(period) for child in those)):
        found[codes] = found.get(codes, 0) + 1
    return found


def layout(wards: int = 103, k: int = 5) -> Layout:
    """Return ward by kind, by sex and by age, and sex by age by kind."""
    names = tuple(f"w{number:03}" for number in range(1, wards + 1))
    leaves = {"geo": (*names, "unassigned"), "cat": KINDS, "sex": SEXES, "age": AGES}
    tables = (("geo", "cat"), ("geo", "sex"), ("geo", "age"), ("sex", "age", "cat"))
    return make_layout(Spec(k, tables, {}), leaves, {})


def part(period: str, own: Layout, printed: Mapping[Codes, int | None] | None = None) -> Part:
    """Return the release of a period."""
    return Part(f"R-{period}", period, own, printed)


def ties(own: Layout, periods: Sequence[str]) -> list[Tie]:
    """Return what always holds between some of the halves and the year, and what does unmoved."""
    geo = own.dimensions[0].leaves[:-1]
    sexes: list[str | None] = [None, *SEXES]
    found = []
    for area, sex in product((None, *geo), sexes):
        leaves = {n: frozenset([w]) for n, w in (("geo", area), ("sex", sex)) if w is not None}
        where = f"{area or 'T'}|{sex or 'T'}"
        found += _between(where, leaves, periods)
    return found


def _between(
    where: str, leaves: Mapping[str, frozenset[str]], periods: Sequence[str]
) -> Iterator[Tie]:
    of = {period: Margin(period, leaves) for period in periods}
    city = "geo" not in leaves
    for half in HALVES:
        if half in of and "Y" in of:
            always = city or half == "H2"
            yield Tie(f"Y-{half} {where}", (of["Y"],), (of[half],), always, needed=True)
    if len(of) == len(PERIODS):
        both = (of["H1"], of["H2"])
        yield Tie(f"H1+H2-Y {where}", both, (of["Y"],), city, needed=not city)


def printed(
    own: Layout, counts: Mapping[Codes, int], hidden: Mapping[Codes, bool]
) -> dict[Codes, int | None]:
    """Return what a release prints."""
    sums = dict.fromkeys(own.cells, 0)
    for leaves, count in counts.items():
        for codes in product(*_codes_over(own, leaves)):
            if codes in sums:
                sums[codes] += count
    return {codes: None if hidden[codes] else value for codes, value in sums.items()}


def _codes_over(own: Layout, leaves: Codes) -> list[list[str]]:
    """Return the codes that each leaf lies in, by dimension."""
    pairs = zip(own.dimensions, leaves, strict=True)
    return [[code for code, those in d.codes.items() if leaf in those] for d, leaf in pairs]
