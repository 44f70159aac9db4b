"""Figures that became public unprotected: everything of them is known, and stands beside the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.statistics.disclosure.model import AlreadyDisclosed
from caseapp.statistics.releases.exposed import Exposed, piece_of_exposed
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import Prepared, prepare
from caseapp.statistics.releases.rows import read_rows
from caseapp.statistics.releases.sources import Source
from tests.factories.public_city import children, city, quietly, source

CAI_KHE, NINH_KIEU = 31120, 31135
LAYOUT = "relief-clusters"


def exposed(town: Source, **other: object) -> Exposed:
    fields = {"area": "92", "each_ward": False, "divided": False, **other}
    return Exposed("SL-26-0001", town, **fields)  # type: ignore[arg-type]


def prepared(town: Source, *known: Exposed) -> Prepared:
    return prepare(town, LAYOUT, usual_policy(), known, quietly)


def test_a_sheet_of_the_city_tells_its_row_alone() -> None:
    town = source(m12=[*children(6, CAI_KHE), *children(2, NINH_KIEU, first=7, fulfilled=False)])
    piece = piece_of_exposed(exposed(town), "12", usual_policy())
    assert (piece.number, piece.told) == ("SL-26-0001", True)
    assert piece.printed == {("T", "T", "T", "T"): 8, ("T", "T", "T", "in_time"): 6}


def test_a_divided_sheet_of_each_ward_tells_all_its_cells() -> None:
    town = source(m12=[*children(6, CAI_KHE), *children(2, NINH_KIEU, first=7, sex="female")])
    piece = piece_of_exposed(exposed(town, each_ward=True, divided=True), "12", usual_policy())
    units = len(town.population)  # the city among them, and beside them those assigned to none
    assert len(piece.printed or {}) == (units + 1) * 2 * (1 + 3 * 5)
    told = piece.printed or {}
    assert told["31135", "female", "6-10", "in_time"] == 2
    assert told["31135", "T", "T", "T"] == 2
    assert told["31120", "female", "6-10", "T"] == 0


def test_the_groups_of_a_sheet_stand_in_none_of_its_rows() -> None:
    town = source(m8=children(7, CAI_KHE, kinds=("01",)))
    piece = piece_of_exposed(exposed(town, area="31120"), "8", usual_policy())
    assert piece.printed == {
        ("31120", "T", "T", "T", "T"): 7,
        ("31120", "T", "T", "T", "yes"): 7,
    }


def test_what_tells_of_large_numbers_alone_stands_beside_a_release() -> None:
    town = city(2, subjects=("12",))
    alone, beside = prepared(town), prepared(town, exposed(town))
    values = {row.name: row.value for row in read_rows(beside.files).rows}
    in_time = [values[name] for name in values if name == "T|T|T|in_time"]
    assert in_time != [None]  # it is known: to hide it would protect nothing
    assert beside.cells == alone.cells


def test_a_release_that_a_public_sheet_gives_away_is_refused_with_its_cells() -> None:
    town = city(2, subjects=("12",))
    with pytest.raises(AlreadyDisclosed) as refused:
        prepared(town, exposed(town, each_ward=True))
    assert refused.value.cells
    # Each of them is a small count of a unit, which stood in the sheet.
    small = {
        name
        for name in (cell.split(": ")[-1] for cell in refused.value.cells)
        if not name.startswith("T|")
    }
    assert small


def test_figures_of_another_year_forbid_nothing() -> None:
    town = city(2, subjects=("12",))
    before = replace(city(3, "2025", subjects=("12",)), frozen=7)
    assert prepared(town, exposed(before, each_ward=True)) == prepared(town)
