"""What a new edition owes to the last one: small corrections hidden, what was hidden kept so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.joint import Wanted
from caseapp.statistics.disclosure.layout import Codes
from caseapp.statistics.disclosure.model import Unprotectable
from caseapp.statistics.members import Member
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.quantities import find_quantities
from caseapp.statistics.releases.revisions import Owed, owed, sign_of
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.tables import make_cells, true_table
from tests.factories.public_city import children, source

CAI_KHE, NINH_KIEU, TAN_AN = 31120, 31135, 31147
T = "T"


def _piece(number: str, town: Source, layout: str) -> Piece:
    return Piece(number, town, make_cells(find_layout(layout), town.period, usual_policy()))


def _values(piece: Piece, subject: str) -> dict[Codes, int]:
    counts = add_up(piece.layout, true_table(piece.source, subject))
    return dict(zip(piece.layout.cells, counts.values.tolist(), strict=True))


def _printed(piece: Piece, subject: str, *hidden: Codes) -> Piece:
    cells: Mapping[Codes, int | None] = {
        codes: None if codes in hidden else value
        for codes, value in _values(piece, subject).items()
    }
    return Piece(piece.number, piece.source, piece.layout, cells)


def _relief(then: Sequence[Member], now: Sequence[Member], *hidden: Codes) -> Owed:
    before = _printed(_piece("a", source(m12=then), "relief-clusters"), "12", *hidden)
    new = _piece("new", source(m12=now, frozen=2, edition=2), "relief-clusters")
    quantities = find_quantities("12", [before, new])
    return owed(new, quantities, _values(new, "12"))


def test_a_correction_below_k_is_wanted_open_by_k_on_its_side() -> None:
    """Cái Khế rises from 20 to 22, Ninh Kiều falls from 7 to 5, Tân An rises from 10 to 20."""
    then = [
        *children(20, CAI_KHE),
        *children(7, NINH_KIEU, first=50),
        *children(10, TAN_AN, first=80),
    ]
    now = [
        *children(22, CAI_KHE),
        *children(5, NINH_KIEU, first=50),
        *children(20, TAN_AN, first=80),
    ]
    found = {one.codes: one for one in _relief(then, now).wanted}
    assert found[("31120", T, T, T)] == Wanted(("31120", T, T, T), 20, 25)
    assert found[("31135", T, T, T)] == Wanted(("31135", T, T, T), 2, 7)
    assert ("31147", T, T, T) not in found
    assert ("C01", T, T, T) not in found  # 37 to 47


def test_a_fall_asks_for_no_less_than_none() -> None:
    wanted = _relief(
        [*children(4, CAI_KHE), *children(20, NINH_KIEU, first=50)],
        [*children(1, CAI_KHE), *children(30, NINH_KIEU, first=50)],
    ).wanted
    assert Wanted(("31120", T, T, T), 0, 4) in wanted


def test_what_was_hidden_stays_hidden_and_asks_for_nothing() -> None:
    cell = ("31120", T, T, T)
    then, now = children(9, CAI_KHE), children(19, CAI_KHE)
    found = _relief(then, now, cell)
    assert found.stay_hidden == {cell}
    assert cell not in {one.codes for one in found.wanted}
    same = _relief(then, then, cell)
    assert (same.wanted, same.stay_hidden) == ((), {cell})


def test_a_grand_total_that_was_corrected_by_less_than_k_waits() -> None:
    with pytest.raises(Unprotectable, match="less than 5") as error:
        _relief(children(20, CAI_KHE), children(22, CAI_KHE))
    assert error.value.cells == ("T|T|T|T",)
    assert _relief(children(20, CAI_KHE), children(25, CAI_KHE)).wanted == ()


def test_two_earlier_editions_widen_what_is_wanted() -> None:
    def edition(number: int, here: int, there: int) -> Piece:
        members = [*children(here, CAI_KHE), *children(there, NINH_KIEU, first=100)]
        town = source(m12=members, frozen=number, edition=number)
        return _piece(str(number), town, "relief-clusters")

    first, second = (_printed(edition(n, here, 50), "12") for n, here in ((1, 20), (2, 27)))
    new = edition(3, 24, 90)
    found = owed(new, find_quantities("12", [first, second, new]), _values(new, "12"))
    assert Wanted(("31120", T, T, T), 20, 27) in found.wanted


def test_help_in_another_period_is_another_cell() -> None:
    """The half-year hid how many were helped in it; of the year that says nothing."""
    members = [
        *children(30, CAI_KHE, kinds=("04",)),
        *children(10, CAI_KHE, first=50, kinds=("04",), fulfilled=False),
    ]
    cell, whole = ("31120", T, T, T, "yes"), ("31120", T, T, T, T)
    layout = "circumstances-clusters"
    half = _printed(_piece("a", source("2026H2", m8=members), layout), "8", cell, whole)
    again = _piece("new", source("2026H2", m8=members, frozen=2), layout)
    year = _piece("new", source("2026", m8=members, frozen=3), layout)
    assert sign_of(half, cell) == sign_of(again, cell) != sign_of(year, cell)
    assert sign_of(half, whole) == sign_of(year, whole)
    for new, stays in ((again, {cell, whole}), (year, {whole})):
        found = owed(new, find_quantities("8", [half, new]), _values(new, "8"))
        assert found.stay_hidden == stays


def test_periods_of_other_days_owe_nothing() -> None:
    cell = ("31120", T, T, T)
    half = _printed(
        _piece("a", source("2026H1", m12=children(9, CAI_KHE)), "relief-wards"), "12", cell
    )
    new = _piece("new", source("2026", m12=children(19, CAI_KHE), frozen=2), "relief-wards")
    found = owed(new, find_quantities("12", [half, new]), _values(new, "12"))
    assert found == Owed((), frozenset())
