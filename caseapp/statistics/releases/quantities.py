"""Which releases tell of one and the same count, and over which smallest parts they tell it.

Editions with equal true tables are one quantity. So are the children in special circumstances on
one day, whatever period ends there: in which of those periods each was helped is then a part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from caseapp.rules.values import Period
from caseapp.statistics.disclosure.joint import Part
from caseapp.statistics.disclosure.layout import TOTAL, Codes, Layout
from caseapp.statistics.disclosure.model import Dimension
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.tables import NO, YES, true_table

_NONE: Final = "none"
"""The part of those who were helped in none of the periods."""

Key: TypeAlias = tuple[date | None, date]
Table: TypeAlias = Mapping[Codes, int]


def key_of(subject: str, period: Period) -> Key:
    """Return what editions of one count share: first and last day, of subject 8 the last alone."""
    return (None if subject == "8" else period.start, period.end)


@dataclass(frozen=True)
class Quantity:
    """One count: the pieces that tell of it, and its true table over its smallest parts.

    `chain` are the periods of the pieces, the shortest first: more than one of subject 8 alone.
    """

    name: str
    subject: str
    chain: tuple[Period, ...]
    pieces: tuple[Piece, ...]
    dimensions: tuple[Dimension, ...]
    table: Table
    relief_days: int

    @property
    def period(self) -> Period:
        """The period that is counted; of subject 8 the longest of those that end on the day."""
        return self.chain[-1]

    def total(self) -> int:
        """Return how many children are counted."""
        return sum(self.table.values())

    def parts(self) -> list[Part]:
        """Return what each piece prints, over the smallest parts of the quantity."""
        return [
            Part(
                piece.number,
                self.name,
                Layout(
                    piece.layout.k,
                    tuple(_over(d, self.dimensions, piece) for d in piece.layout.dimensions),
                    piece.layout.cells,
                ),
                piece.printed,
                piece.told,
            )
            for piece in self.pieces
        ]


def _over(own: Dimension, whole: Sequence[Dimension], piece: Piece) -> Dimension:
    """Return a dimension of a piece over the leaves of the quantity."""
    leaves = next(d.leaves for d in whole if d.name == own.name)
    if own.name != "assisted":
        return Dimension(own.name, leaves, own.codes)
    period = piece.source.period
    helped = frozenset(leaves[: leaves.index(period.start.isoformat()) + 1])
    codes = {YES: helped, NO: frozenset(leaves) - helped, TOTAL: frozenset(leaves)}
    return Dimension(own.name, leaves, codes)


def find_quantities(subject: str, pieces: Sequence[Piece]) -> list[Quantity]:
    """Return the quantities that pieces of one subject tell of, in the order of their first piece.

    UnknownCode for a child in a group or of a type that is not listed.
    """
    tables = {piece.number: true_table(piece.source, subject) for piece in pieces}
    groups: list[list[Piece]] = []
    for piece in pieces:
        for group in groups:
            if _same(subject, piece, group, tables):
                group.append(piece)
                break
        else:
            groups.append([piece])
    return [_quantity(subject, group, tables) for group in groups]


def _same(
    subject: str, piece: Piece, group: Sequence[Piece], tables: Mapping[str, Counter[Codes]]
) -> bool:
    """Tell whether a piece counts what all of a group count."""
    period = piece.source.period
    for other in group:
        theirs = other.source.period
        if key_of(subject, theirs) != key_of(subject, period):
            return False
        mine, same = tables[piece.number], tables[other.number]
        if (theirs.start, theirs.end) == (period.start, period.end):
            if mine != same:
                return False
        elif not (_nested(mine, same) if theirs.start < period.start else _nested(same, mine)):
            return False
    return True


def _nested(short: Counter[Codes], long: Counter[Codes]) -> bool:
    """Tell whether two tables have the same children, and all helped in the shorter in both."""
    if _undivided(short) != _undivided(long):
        return False
    return all(number <= long[codes] for codes, number in short.items() if codes[-1] == YES)


def _undivided(table: Counter[Codes]) -> Counter[Codes]:
    """Return the counts without the last dimension: whether a child was helped."""
    found: Counter[Codes] = Counter()
    for codes, number in table.items():
        found[codes[:-1]] += number
    return found


def _quantity(
    subject: str, pieces: Sequence[Piece], tables: Mapping[str, Counter[Codes]]
) -> Quantity:
    found = as_one(subject, pieces)
    numbers = {piece.source.period.start: piece.number for piece in pieces}
    counts = [tables[numbers[period.start]] for period in found.chain]
    if subject == "8":
        return replace(found, table=_by_first_help(found.dimensions[-1].leaves, counts))
    return replace(found, table=counts[0])


def as_one(subject: str, pieces: Sequence[Piece]) -> Quantity:
    """Return pieces that share their key as one quantity without a table, whatever is true."""
    first = pieces[0]
    by_start = {piece.source.period.start: piece.source.period for piece in reversed(pieces)}
    chain = tuple(by_start[start] for start in sorted(by_start, reverse=True))
    *dimensions, last = first.layout.dimensions
    if subject == "8":
        leaves = (*(period.start.isoformat() for period in chain), _NONE)
        last = Dimension(last.name, leaves, {leaf: frozenset([leaf]) for leaf in leaves})
    return Quantity(
        f"{chain[-1].id}/{first.source.frozen}",
        subject,
        chain,
        tuple(pieces),
        (*dimensions, last),
        {},
        first.source.relief_days,
    )


def _by_first_help(leaves: Sequence[str], tables: Sequence[Counter[Codes]]) -> Counter[Codes]:
    """Return the counts by the shortest period in which a child was helped, or by none."""
    found: Counter[Codes] = Counter()
    for codes, whole in _undivided(tables[0]).items():
        known = 0
        for leaf, table in zip(leaves, tables, strict=False):
            helped = table[(*codes, YES)]
            found[(*codes, leaf)] = helped - known
            known = helped
        found[(*codes, leaves[-1])] = whole - known
    return +found
