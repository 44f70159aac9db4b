"""Tables side by side keep what lies over and under each part, and what ties say."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.certificates import moved
from caseapp.statistics.disclosure.counts import NOWHERE
from caseapp.statistics.disclosure.joint import Part
from caseapp.statistics.disclosure.joint_ledger import differences, open_books, write_ledger
from caseapp.statistics.disclosure.model import Malformed, UnknownCode
from tests.factories.joint_releases import areas, at_least, small_layout

TWO = small_layout(geo="x1 x2")
PARTS = [Part("H", "H1", TWO), Part("Y", "Y", small_layout(geo="x2 x1 AB=x2+x1"))]
TABLES = {"H1": areas(8, 9), "Y": areas(11, 15)}
BOOKS = open_books(TABLES, PARTS)
NAMES = {place: "/".join(key[0]) for key, place in BOOKS.cells.items()}


def test_cells_of_the_same_leaves_are_one_cell() -> None:
    assert len(BOOKS.cells) == 6  # x1, x2 and the whole of each; AB is the whole
    assert BOOKS.place(PARTS[1], ("AB",)) == BOOKS.place(PARTS[1], ("T",))
    assert BOOKS.value(PARTS[1], ("AB",)) == 26
    assert BOOKS.there.tolist() == [8, 9, 15, 11]  # the year has its areas the other way round
    with pytest.raises(UnknownCode):
        BOOKS.place(PARTS[0], ("AB",))


def test_a_tie_is_a_cell_that_stays_0_and_a_number_more() -> None:
    ties = [at_least(x, "Y", "H1", geo=x) for x in ("x1", "x2")]
    ledger = write_ledger(BOOKS, NAMES, ties, [0])
    assert differences(BOOKS, ties) == {"x1": 8, "x2": 9}
    assert ledger.there.tolist() == [8, 9, 15, 11, 3, 6]
    assert ledger.values.tolist() == [8, 9, 17, 15, 11, 26, 0, 0, 3, 6]
    assert ledger.rests.tolist() == [NOWHERE] * 6 + [4, 5] + [NOWHERE] * 2
    assert ledger.never.tolist() == [True] + [False] * 5 + [True, True, False, False]
    assert moved(ledger, ((3, 2), (4, 2))).changes == {4: 2, 5: 2, 8: 2}  # one more only there
    assert moved(ledger, ((0, 1),)).changes == {0: 1, 2: 1, 6: -1}  # the equation is broken
    places = ledger.places
    assert places.units.tolist() == [0, 1, 1, 0, NOWHERE, NOWHERE]
    assert places.cell_areas.tolist() == [0, 1, NOWHERE, 1, 0, NOWHERE, NOWHERE, NOWHERE, 0, 1]
    kinds = places.cell_kinds.tolist()
    assert kinds[0] == kinds[1] != kinds[3] == kinds[4] != kinds[8] == kinds[9]


def test_a_tie_that_does_not_hold_shows_what_is_missing() -> None:
    ledger = write_ledger(BOOKS, NAMES, [at_least("less", "H1", "Y", geo="x1")], [])
    assert (ledger.values[6], ledger.there[4]) == (8 - 11, 0)


def test_sums_of_several_quantities_may_count_one_twice() -> None:
    tie = at_least("twice", "Y+Y", "H1", geo="x1")
    at, factors = BOOKS.sides(tie)
    assert (at.tolist(), factors.tolist()) == ([0, 3], [-1, 2])
    assert BOOKS.difference(tie) == 22 - 8


@pytest.mark.parametrize("count", [-1, 2.5, True])
def test_what_is_no_count_is_refused(count: object) -> None:
    with pytest.raises(Malformed, match="is no count"):
        open_books({**TABLES, "Y": {("x1",): count}}, PARTS)  # type: ignore[dict-item]


def test_unknown_leaves_missing_tables_and_too_many_are_refused() -> None:
    with pytest.raises(UnknownCode, match="geo has no leaf 'x3'"):
        open_books({**TABLES, "Y": {("x3",): 4}}, PARTS)
    with pytest.raises(Malformed, match="H1: its counts are missing"):
        open_books({"Y": areas(11, 15)}, PARTS)
    many = " ".join(f"l{number}" for number in range(1800))
    wide = small_layout(geo=many)
    dims = (wide.dimensions[0], type(wide.dimensions[0])("b", wide.dimensions[0].leaves, {}))
    with pytest.raises(Malformed, match="3240000 combinations"):
        open_books({"Y": {}}, [Part("Y", "Y", type(wide)(5, dims, ()))])
