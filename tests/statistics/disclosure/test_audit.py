"""The auditor finds what a person with a pencil finds, and what trying every table finds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.statistics.disclosure.audit import audit, check
from caseapp.statistics.disclosure.model import Cell, Inconsistent, Published, Ratio
from tests.factories.releases import dimension, fitting, release, square

ROWS = ("3 12 9", "14 7 11", "8 21 6", "10 5 13")


def known(published: Published) -> dict[str, tuple[int, int | None, str]]:
    """What the auditor says: lowest, highest, verdict."""
    return {name: (f.low, f.high, f.verdict) for name, f in audit(published).items()}


def test_one_cell_alone_is_the_rest_of_its_row() -> None:
    # 24 - 12 - 9 = 3: all that stands around it is printed.
    assert known(square(*ROWS, hidden=["x1|g1"])) == {"x1|g1": (3, 3, "exact")}


def test_a_rectangle_with_room_protects_its_small_row() -> None:
    # x1 has 15 in g1 and g2, x2 has 21; g1 has 17. So x1|g1 is 0 to 15, x2|g1 what is left of 17,
    # and x2|g2 what is then left of 21: 21 - 17 = 4 at the least, 21 - 2 = 19 at the most.
    assert known(square(*ROWS, hidden=["x1|g1", "x1|g2", "x2|g1", "x2|g2"])) == {
        "x1|g1": (0, 15, "protected"),
        "x1|g2": (0, 15, "protected"),
        "x2|g1": (2, 17, "leak"),
        "x2|g2": (4, 19, "leak"),
    }


def test_two_in_one_row_are_each_alone_in_their_column() -> None:
    assert known(square(*ROWS, hidden=["x1|g1", "x1|g2"])) == {
        "x1|g1": (3, 3, "exact"),
        "x1|g2": (12, 12, "exact"),
    }


def test_not_to_be_exact_is_not_to_be_safe() -> None:
    # 3 + 1 = 4 of x1: however the rectangle is turned, its corner is 4 at the most.
    found = known(square("3 1 9", "2 30 11", hidden=["x1|g1", "x1|g2", "x2|g1", "x2|g2"]))
    assert found["x1|g1"] == (0, 4, "leak")
    assert found["x2|g2"] == (27, 31, "leak")


def test_what_is_said_of_a_hidden_cell_is_used_against_the_others() -> None:
    corners = ["x1|g1", "x1|g2", "x2|g1", "x2|g2"]
    silent = square(*ROWS, hidden=corners)
    told = tuple(
        replace(cell, low=1, high=4) if cell.name == "x1|g1" else cell for cell in silent.cells
    )
    found = known(replace(silent, cells=told))
    # With 1 to 4 in x1|g1 the others have three steps of room, and are no more 0 to 5.
    assert found == {
        "x1|g1": (1, 4, "leak"),
        "x1|g2": (11, 14, "leak"),
        "x2|g1": (13, 16, "leak"),
        "x2|g2": (5, 8, "leak"),
    }


def test_below_a_printed_zero_everything_is_zero() -> None:
    hidden = ["x1|g1", "x1|g2", "x2|g1", "x2|g2"]
    assert known(square("0 0", "7 6", hidden=hidden)) == {
        "x1|g1": (0, 0, "exact"),
        "x1|g2": (0, 0, "exact"),
        "x2|g1": (7, 7, "exact"),
        "x2|g2": (6, 6, "exact"),
    }


def test_two_hierarchies_over_the_same_units_tell_on_each_other() -> None:
    # One hides a with b. The other prints a + c, and c is printed: so a is known, and b with it.
    units = dimension("geo", "a", "b", "c", "d", AB="a b", AC="a c")
    truth = {("a",): 2, ("b",): 9, ("c",): 8, ("d",): 7}
    assert known(release([units], truth, ["a", "b"])) == {
        "a": (2, 2, "exact"),
        "b": (9, 9, "exact"),
    }


def test_a_half_year_is_what_the_year_has_more() -> None:
    time = dimension("time", "H1", "H2", Y="H1 H2")
    geo = dimension("geo", "x1", "x2")
    truth = {("x1", "H1"): 4, ("x1", "H2"): 3, ("x2", "H1"): 8, ("x2", "H2"): 9}
    found = known(release([geo, time], truth, ["x1|H2", "x2|H2"]))
    assert found == {"x1|H2": (3, 3, "exact"), "x2|H2": (9, 9, "exact")}


SHARES = [
    # 0.04 % of 7,140, rounded half up, is 2.5 to 3.2 children: 3, and the other has the rest.
    (Ratio("x1", None, 7140, Decimal("0.04"), 2), (3, 3, "exact"), (8, 8, "exact")),
    # Of 71,400 it is 24.99 to 32.13, more than the 11 there are: nothing fits.
    (Ratio("x1", None, 71400, Decimal("0.04"), 2), None, None),
    # 27 % of all 11 is 2.915 to 3.025 children.
    (Ratio("x1", "T", None, Decimal(27), 0), (3, 3, "exact"), (8, 8, "exact")),
    # 38 % of the other: of 8 it is 3 (37.5, half up), and no other pair of 11 comes near.
    (Ratio("x2", "x1", None, Decimal(38), 0), (8, 8, "exact"), (3, 3, "exact")),
]


@pytest.mark.parametrize(("ratio", "first", "second"), SHARES)
def test_a_printed_percentage_counts_with_its_rounding(
    ratio: Ratio, first: tuple[int, int, str] | None, second: tuple[int, int, str] | None
) -> None:
    published = release([dimension("geo", "x1", "x2")], {("x1",): 3, ("x2",): 8}, ["x1", "x2"])
    published = replace(published, ratios=(ratio,))
    if first is None:
        with pytest.raises(Inconsistent):
            audit(published)
        return
    assert known(published) == {"x1": first, "x2": second}


def test_without_a_total_there_is_no_highest() -> None:
    units = dimension("geo", "x1", "x2")
    cells = (Cell("x1", ("x1",), None), Cell("x2", ("x2",), 3))
    assert known(Published((units,), cells)) == {"x1": (0, None, "protected")}


def test_what_does_not_add_up_is_inconsistent() -> None:
    units = dimension("geo", "x1", "x2")
    cells = [("x1", 3), ("x2", 4), ("T", 8)]
    with pytest.raises(Inconsistent):
        audit(Published((units,), tuple(Cell(n, (n,), v) for n, v in cells)))


def test_halves_fit_but_no_whole_numbers_do() -> None:
    # Three pairs of three units with 1 each: a half in every unit, and nothing else.
    units = dimension("geo", "a", "b", "c", AB="a b", BC="b c", AC="a c")
    names = ("AB", "BC", "AC")
    cells = (*(Cell(n, (n,), 1) for n in names), Cell("a", ("a",), None))
    with pytest.raises(Inconsistent):
        audit(Published((units,), cells))


def test_a_bound_of_the_linear_program_that_no_whole_table_reaches_is_not_said() -> None:
    # a + b, b + c and a + c are 3 at the most each: with halves all three could be 4.5 together.
    units = dimension("geo", "a", "b", "c", AB="a b", BC="b c", AC="a c")
    told = tuple(Cell(n, (n,), None, 0, 3) for n in ("AB", "BC", "AC"))
    found = audit(Published((units,), (*told, Cell("T", ("T",), None)), (), 0, 4))
    assert (found["T"].high, found["T"].verdict) == (4, "protected")


@settings(max_examples=40)
@given(st.data())
def test_bounds_are_those_of_all_tables_that_fit(data: st.DataObject) -> None:
    numbers = st.lists(st.integers(0, 3), min_size=3, max_size=3)
    rows = [" ".join(map(str, data.draw(numbers))) for _ in range(2)]
    whole = square(*rows, hidden=())
    names = [cell.name for cell in whole.cells if cell.name != "T|T"]
    hidden = data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=6))
    published = square(*rows, hidden=sorted(hidden), high=2)
    tables = list(fitting(published))
    for name, found in audit(published).items():
        values = [table[name] for table in tables]
        assert (found.low, found.high) == (min(values), max(values)), name
        safe = found.low == 0 and (found.high or 0) >= 2
        exact = found.low == found.high
        assert found.verdict == ("exact" if exact else "protected" if safe else "leak")
        assert check(published, [name]) == {name: found.verdict}


def test_three_ways_of_dividing_at_once_are_judged_as_all_their_tables_say() -> None:
    dims = [dimension("a", "1", "2"), dimension("b", "1", "2"), dimension("c", "1", "2")]
    counts = (1, 2, 0, 1, 2, 1, 1, 0)
    truth = dict(zip([(a, b, c) for a in "12" for b in "12" for c in "12"], counts, strict=True))
    inner = ["|".join(leaves) for leaves in truth]
    published = release(dims, truth, inner, high=2)
    tables = list(fitting(published))
    assert len(tables) > 1
    for name, found in audit(published).items():
        values = {table[name] for table in tables}
        assert (found.low, found.high) == (min(values), max(values)), name


def test_a_quick_look_tells_the_same_of_the_cells_it_is_asked_for() -> None:
    corners = ["x1|g1", "x1|g2", "x2|g1", "x2|g2"]
    told: list[tuple[int, int]] = []
    published = square(*ROWS, hidden=corners)
    found = check(published, corners[:3], lambda done, of: told.append((done, of)))
    assert found == {"x1|g1": "protected", "x1|g2": "protected", "x2|g1": "leak"}
    assert told == [(1, 3), (2, 3), (3, 3)]
