"""Small parts of joint releases, by hand, and every set of tables that fits them, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from typing import TypeAlias

from caseapp.statistics.disclosure.joint import Asked, Margin, Part, Progress, Tie
from caseapp.statistics.disclosure.layout import TOTAL, Codes, Layout
from caseapp.statistics.disclosure.model import Dimension

Fitted: TypeAlias = Mapping[str, Mapping[Codes, int]]
"""The count of each combination of leaves, by quantity."""


@contextmanager
def unseen(_name: str) -> Iterator[Progress | None]:
    """A stage that shows nothing."""
    yield None


def small_layout(k: int = 5, **dimensions: str) -> Layout:
    """Return every cell over dimensions given as `geo="x1 x2 AB=x1+x2"`; T is the whole."""
    dims = []
    for name, words in dimensions.items():
        leaves = tuple(word for word in words.split() if "=" not in word)
        codes = {leaf: frozenset([leaf]) for leaf in leaves}
        for code, those in (word.split("=") for word in words.split() if "=" in word):
            codes[code] = frozenset(those.split("+"))
        dims.append(Dimension(name, leaves, {**codes, TOTAL: frozenset(leaves)}))
    return Layout(k, tuple(dims), tuple(product(*(d.codes for d in dims))))


def areas(*counts: int) -> dict[Codes, int]:
    """Return the counts of the areas x1, x2 …, the only dimension."""
    return {(f"x{number}",): count for number, count in enumerate(counts, 1)}


def totals(layout: Layout, table: Mapping[Codes, int]) -> dict[Codes, int]:
    """Return the count of every cell."""
    return {
        codes: sum(n for leaves, n in table.items() if _below(layout, codes, leaves))
        for codes in layout.cells
    }


def _below(layout: Layout, codes: Codes, leaves: Codes) -> bool:
    triples = zip(layout.dimensions, codes, leaves, strict=True)
    return all(leaf in dimension.codes[code] for dimension, code, leaf in triples)


def told(
    name: str, quantity: str, layout: Layout, table: Mapping[Codes, int], *hidden: str
) -> Part:
    """Return a printed part; hidden cells are named "code|code"."""
    cells = totals(layout, table).items()
    printed = {codes: None if "|".join(codes) in hidden else n for codes, n in cells}
    return Part(name, quantity, layout, printed)


def at_least(name: str, larger: str, smaller: str, *, always: bool = True, **leaves: str) -> Tie:
    """Return that one quantity, or the sum of some, is at least another, over some leaves."""
    own = {key: frozenset(words.split()) for key, words in leaves.items()}
    sides = [tuple(Margin(q, own) for q in words.split("+")) for words in (larger, smaller)]
    return Tie(name, sides[0], sides[1], always, needed=True)


def fitting_together(parts: Sequence[Part], ties: Sequence[Tie]) -> Iterator[Fitted]:
    """Yield every set of tables that fits what all parts print and keeps all ties.

    It tries one whole number after the other, and shares nothing with what is tested.
    """
    names = list(dict.fromkeys(part.quantity for part in parts))
    lists = [list(_tables([p for p in parts if p.quantity == name])) for name in names]
    for chosen in product(*lists):
        found = dict(zip(names, chosen, strict=True))
        if all(gap(found, tie) >= 0 for tie in ties):
            yield found


def _tables(parts: Sequence[Part]) -> Iterator[Mapping[Codes, int]]:
    dims = parts[0].layout.dimensions
    leaves = list(product(*(d.leaves for d in dims)))
    cells = [
        (frozenset(at for at, leaf in enumerate(leaves) if _below(part.layout, codes, leaf)), value)
        for part in parts
        for codes, value in (part.printed or {}).items()
        if value is not None
    ]

    def fill(chosen: list[int]) -> Iterator[Mapping[Codes, int]]:
        rooms = []
        for below, value in cells:
            there = sum(n for at, n in enumerate(chosen) if at in below)
            if there > value or (max(below) < len(chosen) and there < value):
                return
            if len(chosen) in below:
                rooms.append(value - there)
        if len(chosen) == len(leaves):
            yield dict(zip(leaves, chosen, strict=True))
            return
        for number in range(min(rooms) + 1):
            yield from fill([*chosen, number])

    yield from fill([])


def gap(found: Fitted, tie: Tie) -> int:
    """Return what the larger side has more; of quantities whose dimensions are geo and others."""
    return sum(_sum(found, m) for m in tie.larger) - sum(_sum(found, m) for m in tie.smaller)


def _sum(found: Fitted, margin: Margin) -> int:
    """Add up a margin: leaves of two dimensions never have the same name here."""
    return sum(
        number
        for leaves, number in found[margin.quantity].items()
        if all(those & set(leaves) for those in margin.leaves.values())
    )


def value_of(found: Fitted, parts: Sequence[Part], ties: Sequence[Tie], asked: Asked) -> int:
    """Return the number that is asked for in one set of tables."""
    if not asked.codes:
        return gap(found, next(tie for tie in ties if tie.name == asked.where))
    part = next(part for part in parts if part.name == asked.where)
    return totals(part.layout, found[part.quantity])[asked.codes]
