"""The equations of an outsider who has several releases: those of each quantity, and the ties.

What is printed of one quantity is one model (attack.py); the quantities stand side by side, and
each tie is one more row, with one more unknown number where its difference is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from caseapp.statistics.disclosure.attack import Attack, Row, Whole, plan_attack
from caseapp.statistics.disclosure.joint import (
    Margin,
    Part,
    Tie,
    quantities_of,
    shape_of_margin,
)
from caseapp.statistics.disclosure.model import (
    Cell,
    Dimension,
    Inconsistent,
    Malformed,
    Published,
    Shape,
    shape_of,
)

Key = tuple[str, Shape]
"""A number that can be asked for: its quantity and the leaves that it sums up."""


@dataclass(frozen=True)
class JointAttack:
    """What is known, and the name in `attack.sums` of each number that can be asked for."""

    attack: Attack
    names: Mapping[Key, str]


def plan_joint_attack(parts: Sequence[Part], ties: Sequence[Tie]) -> JointAttack:
    """Return the equations of all that is printed; a tie's difference has the tie's name in `sums`.

    Raise Inconsistent when two parts print one number differently, or a printed number has nothing
    below it; Malformed for a part that is not printed.
    """
    quantities = quantities_of(parts)
    told = _told(parts)
    for tie in ties:  # an unknown must not reach over what a tie tells apart
        for margin in (*tie.larger, *tie.smaller):
            key = (margin.quantity, shape_of_margin(margin, quantities[margin.quantity]))
            told.setdefault(key, None)
    names = {key: f"# {number}" for number, key in enumerate(told)}
    rows: list[Row] = []
    sums: dict[str, Whole] = {}
    unknowns = 0
    for quantity, dimensions in quantities.items():
        own = {key: value for key, value in told.items() if key[0] == quantity}
        attack = plan_attack(_published(dimensions, own, names))
        rows += [replace(row, at=row.at + unknowns) for row in attack.rows]
        sums |= {name: at + unknowns for name, at in attack.sums.items()}
        unknowns += attack.unknowns
    for tie in ties:
        rows.append(_row(tie, quantities, sums, names, unknowns))
        sums[tie.name] = np.array([unknowns])
        unknowns += 1
    return JointAttack(Attack(unknowns, tuple(rows), sums), names)


def _told(parts: Sequence[Part]) -> dict[Key, int | None]:
    """Return each number of which a part has a cell, with its value where one prints it."""
    found: dict[Key, int | None] = {}
    for part in parts:
        if part.printed is None:
            raise Malformed(f"{part.name} is not printed")
        for codes, value in part.printed.items():
            key = (part.quantity, shape_of(part.layout.dimensions, codes))
            known = found.setdefault(key, value)
            if None not in (known, value) and known != value:
                raise Inconsistent(f"{part.name}: {'|'.join(codes)} is {value}, and was {known}")
            if known is None:
                found[key] = value
    return found


def _published(
    dimensions: Sequence[Dimension], told: Mapping[Key, int | None], names: Mapping[Key, str]
) -> Published:
    """Return what is printed of one quantity, with a code of its own for each set of leaves."""
    codes: list[dict[frozenset[str], str]] = [{} for _dimension in dimensions]
    cells = []
    for key, value in told.items():
        pairs = zip(codes, key[1], strict=True)
        own = tuple(known.setdefault(leaves, f"{len(known)}") for known, leaves in pairs)
        cells.append(Cell(names[key], own, value))
    return Published(
        tuple(
            Dimension(d.name, d.leaves, {code: leaves for leaves, code in known.items()})
            for d, known in zip(dimensions, codes, strict=True)
        ),
        tuple(cells),
    )


def _row(
    tie: Tie,
    quantities: Mapping[str, Sequence[Dimension]],
    sums: Mapping[str, Whole],
    names: Mapping[Key, str],
    difference: int,
) -> Row:
    """Return what a tie says: the larger side less the smaller less its difference is 0."""

    def of(margin: Margin) -> Whole:
        shape = shape_of_margin(margin, quantities[margin.quantity])
        return sums[names[margin.quantity, shape]]

    factors: dict[int, int] = {difference: -1}
    for sign, margins in ((1, tie.larger), (-1, tie.smaller)):
        for margin in margins:
            for at in of(margin).tolist():
                factors[at] = factors.get(at, 0) + sign
    kept = {at: times for at, times in sorted(factors.items()) if times}
    return Row(np.array(list(kept)), np.array(list(kept.values())), 0, 0)
