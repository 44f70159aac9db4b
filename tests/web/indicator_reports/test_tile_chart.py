"""The map of tiles on paper: a number on each tile, a sign where there is none, greys by edges."""

from __future__ import annotations

from dataclasses import replace

from caseapp.rules.tiles import tiles
from caseapp.rules.values import Period
from caseapp.web.indicator_reports.state import Figure
from caseapp.web.indicator_reports.tile_chart import TileChart, maps, short
from tests.factories.reported import CAI_KHE, NINH_KIEU, a_state


def squares(chart: TileChart) -> dict[str, tuple[str, int | None]]:
    return {one.tile.code: (one.value, one.tile.shade) for one in chart.squares}


def test_each_unit_with_its_number() -> None:
    helped, abused = maps(a_state())
    assert (helped.title[:2], abused.title[:1]) == ("8b", "9")
    said = squares(abused)
    assert said.keys() == tiles().keys()
    assert said[NINH_KIEU] == ("12", 3)
    assert said[CAI_KHE] == ("0", 0)
    assert squares(helped)[NINH_KIEU] == ("50", 1)
    assert squares(helped)[CAI_KHE] == ("–", None)
    assert helped.signs == ("–: không phát sinh",)


def test_a_hidden_one_has_a_sign_and_no_grey() -> None:
    figures = a_state().figures | {("9", CAI_KHE): Figure(None, why="Bảo mật", hidden=True)}
    *_, abused = maps(a_state(figures=figures))
    assert squares(abused)[CAI_KHE] == ("BM", None)
    assert "BM: bảo mật" in abused.signs


def test_a_share_is_cut_so_that_it_fits_its_grey() -> None:
    state = a_state()
    nearly = replace(state.figures["8b", NINH_KIEU], share=state.figures["8b", "92"].share)
    helped, _ = maps(a_state(figures=state.figures | {("8b", NINH_KIEU): nearly}))
    assert squares(helped)[NINH_KIEU] == ("95", 3)


def test_no_map_of_former_units_nor_of_a_single_ward() -> None:
    assert list(maps(a_state(period=Period.parse("2025H1")))) == []
    assert list(maps(a_state(units=()))) == []
    assert list(maps(a_state(figures={}))) == []


def test_long_names_are_shortened() -> None:
    assert short("Lịch Hội Thượng") == "L.H.Thượng"
    assert short("Cái Khế") == "Cái Khế"
