"""The auditor and a solver of another make say the same of small releases of every kind."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.statistics.disclosure.audit import audit
from caseapp.statistics.disclosure.model import Dimension, Inconsistent, Published, Ratio
from tests.factories.releases import dimension, release
from tests.factories.second_solver import Second

UNITS = dimension("geo", "a", "b", "c", "d", AB="a b", CD="c d")
LINKED = dimension("geo", "a", "b", "c", "d", AB="a b", BC="b c")
HALVES = dimension("time", "H1", "H2", Y="H1 H2")
DISTINCT = dimension("time", "only1", "both", "only2", H1="only1 both", H2="both only2")
REVISED = dimension("time", "kept", "removed", "added", OLD="kept removed", NEW="kept added")
KINDS = dimension("kind", "x", "y", "z")
SEX = dimension("sex", "m", "f")
SHAPES = [
    (UNITS, KINDS),
    (LINKED, KINDS),
    (UNITS, HALVES),
    (UNITS, DISTINCT),
    (LINKED, REVISED),
    (dimension("geo", "a", "b"), KINDS, SEX),
    (dimension("geo", "a", "b", "c"), HALVES, SEX),
]


def agree(published: Published) -> None:
    """Compare every bound, or that nothing fits."""
    second = Second(published)
    if not second.fits():
        with pytest.raises(Inconsistent):
            audit(published)
        return
    for name, found in audit(published).items():
        low, high = second.bounds(name)
        assert (found.low, found.high) == (low, high), name
        exact = low == high
        safe = low <= published.low and (high is None or high >= published.high)
        assert found.verdict == ("exact" if exact else "protected" if safe else "leak"), name


@settings(max_examples=20)
@given(st.data())
@pytest.mark.parametrize("dims", SHAPES, ids=lambda dims: "-".join(d.name for d in dims))
def test_two_solvers_agree_on_releases(dims: tuple[Dimension, ...], data: st.DataObject) -> None:
    published = drawn(dims, data)
    told = data.draw(st.booleans(), label="says <5 of the smallest")
    if told:
        cells = tuple(
            replace(cell, low=1, high=4) if cell.value is None and at % 3 == 0 else cell
            for at, cell in enumerate(published.cells)
        )
        published = replace(published, cells=cells)  # it may be untrue: then nothing fits
    agree(published)


@settings(max_examples=30)
@given(st.data())
def test_two_solvers_agree_on_printed_percentages(data: st.DataObject) -> None:
    dims = (dimension("geo", "a", "b", "c"), KINDS)
    truth = numbers(dims, data)
    whole = release(dims, truth, [])
    values = {cell.name: cell.value or 0 for cell in whole.cells}
    published = drawn(dims, data, truth)
    hidden = sorted(cell.name for cell in published.hidden())
    ratios = []
    some = st.lists(st.sampled_from(hidden), max_size=3, unique=True) if hidden else st.just([])
    for name in data.draw(some):
        decimals = data.draw(st.integers(0, 2))
        of_all = data.draw(st.booleans()) and values["T|T"] > 0
        constant = None if of_all else data.draw(st.integers(20, 9000))
        below = values["T|T"] if constant is None else constant
        share = Decimal(100 * values[name]) / Decimal(below)
        percent = share.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        ratios.append(Ratio(name, "T|T" if of_all else None, constant, percent, decimals))
    agree(replace(published, ratios=tuple(ratios)))


def numbers(dims: tuple[Dimension, ...], data: st.DataObject) -> dict[tuple[str, ...], int]:
    """Draw a small count for each combination of leaves."""
    places: list[tuple[str, ...]] = [()]
    for dim in dims:
        places = [(*place, leaf) for place in places for leaf in dim.leaves]
    counts = data.draw(
        st.lists(
            st.sampled_from((0, 0, 1, 1, 2, 3, 7, 12)),
            min_size=len(places),
            max_size=len(places),
        )
    )
    return dict(zip(places, counts, strict=True))


def drawn(
    dims: tuple[Dimension, ...],
    data: st.DataObject,
    truth: dict[tuple[str, ...], int] | None = None,
) -> Published:
    """Draw counts and a pattern: which cells are hidden, small ones more often than others."""
    truth = truth or numbers(dims, data)
    whole = release(dims, truth, [])
    small = [cell.name for cell in whole.cells if 0 < (cell.value or 0) < 5]
    others = [cell.name for cell in whole.cells if cell.name not in small]
    hidden = data.draw(st.sets(st.sampled_from(others), max_size=len(others) // 2))
    if small:
        hidden |= set(small) - data.draw(st.sets(st.sampled_from(small), max_size=2))
    return release(dims, truth, sorted(hidden))
