"""Which releases tell of one count: equal tables, and one day's children under several periods."""

from __future__ import annotations

from collections import Counter

from caseapp.rules.values import Period
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.quantities import as_one, find_quantities, key_of
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.tables import make_cells
from tests.factories.public_city import children, source

CAI_KHE = 31120
PLACE = ("31120", "male", "6-10", "04")


def _piece(number: str, town: Source, layout: str) -> Piece:
    return Piece(number, town, make_cells(find_layout(layout), town.period, usual_policy()))


def _eight(period: str, helped: int, missed: int, frozen: int) -> Source:
    """`helped` children with help in the period, `missed` without."""
    members = [
        *children(helped, CAI_KHE, kinds=("04",)),
        *children(missed, CAI_KHE, first=50, kinds=("04",), fulfilled=False),
    ]
    return source(period, m8=members, frozen=frozen)


def test_what_makes_editions_comparable() -> None:
    year, half = Period.parse("2026"), Period.parse("2026H2")
    assert key_of("8", year) == key_of("8", half)
    assert key_of("9", year) != key_of("9", half)
    assert key_of("9", Period.parse("2026-01-01..2026-12-31")) == key_of("9", year)


def test_equal_tables_are_one_quantity_and_others_are_not() -> None:
    first = source(m9=children(6, CAI_KHE), frozen=1)
    # The same numbers of other children: nobody can tell.
    again = source(m9=children(6, CAI_KHE, first=100), frozen=2, edition=2)
    more = source(m9=children(7, CAI_KHE), frozen=3, edition=3)
    pieces = [
        _piece("a", first, "abuse-wards"),
        _piece("b", again, "abuse-clusters"),
        _piece("c", more, "abuse-wards"),
    ]
    found = find_quantities("9", pieces)
    assert [[piece.number for piece in one.pieces] for one in found] == [["a", "b"], ["c"]]
    assert [one.name for one in found] == ["2026/1", "2026/3"]
    assert [one.total() for one in found] == [6, 7]
    assert found[0].table == {("31120", "male", "6-10", "violence"): 6}
    assert [part.name for part in found[0].parts()] == ["a", "b"]


def test_one_day_under_two_periods_is_one_quantity_with_help_by_period() -> None:
    """Of 10 children 4 were helped in the second half, 3 more in the year, 3 never."""
    pieces = [
        _piece("half", _eight("2026H2", 4, 6, 1), "circumstances-wards"),
        _piece("year", _eight("2026", 7, 3, 2), "circumstances-wards"),
    ]
    (found,) = find_quantities("8", pieces)
    assert [period.id for period in found.chain] == ["2026H2", "2026"]
    assert found.dimensions[-1].leaves == ("2026-07-01", "2026-01-01", "none")
    assert found.table == {
        (*PLACE, "2026-07-01"): 4,
        (*PLACE, "2026-01-01"): 3,
        (*PLACE, "none"): 3,
    }
    half, year = found.parts()
    assert half.layout.dimensions[-1].codes["yes"] == {"2026-07-01"}
    assert half.layout.dimensions[-1].codes["no"] == {"2026-01-01", "none"}
    assert year.layout.dimensions[-1].codes["yes"] == {"2026-07-01", "2026-01-01"}
    assert year.layout.dimensions[-1].codes["no"] == {"none"}
    assert half.quantity == year.quantity == found.name


def test_help_that_was_taken_out_again_makes_another_quantity() -> None:
    """More were helped in the half than in the year: one of the two was corrected."""
    pieces = [
        _piece("half", _eight("2026H2", 8, 2, 1), "circumstances-wards"),
        _piece("year", _eight("2026", 7, 3, 2), "circumstances-wards"),
    ]
    assert [one.name for one in find_quantities("8", pieces)] == ["2026H2/1", "2026/2"]


def test_other_children_on_the_day_make_another_quantity() -> None:
    pieces = [
        _piece("half", _eight("2026H2", 4, 6, 1), "circumstances-wards"),
        _piece("year", _eight("2026", 7, 4, 2), "circumstances-wards"),
        _piece("again", _eight("2026H2", 4, 6, 3), "circumstances-clusters"),
    ]
    found = find_quantities("8", pieces)
    assert [[piece.number for piece in one.pieces] for one in found] == [
        ["half", "again"],
        ["year"],
    ]
    merged = as_one("8", pieces)
    assert [period.id for period in merged.chain] == ["2026H2", "2026"]
    assert not merged.table
    assert [part.quantity for part in merged.parts()] == [merged.name] * 3


def test_the_order_in_which_periods_came_makes_no_difference() -> None:
    towns = [_eight("2026", 7, 3, 1), _eight("2026M12", 1, 9, 2), _eight("2026H2", 4, 6, 3)]
    pieces = [_piece(str(at), town, "circumstances-clusters") for at, town in enumerate(towns)]
    (found,) = find_quantities("8", pieces)
    assert found.dimensions[-1].leaves == ("2026-12-01", "2026-07-01", "2026-01-01", "none")
    by_help = Counter[str]()
    for codes, number in found.table.items():
        by_help[codes[-1]] += number
    assert by_help == {"2026-12-01": 1, "2026-07-01": 3, "2026-01-01": 3, "none": 3}
