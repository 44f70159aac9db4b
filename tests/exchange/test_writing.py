from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from caseapp.exchange import writing
from caseapp.exchange.faults import Faults
from caseapp.exchange.plain_text import FORMULA_SIGNS
from caseapp.exchange.reading import read_source
from caseapp.exchange.writing import CannotWrite, write_sheets
from caseapp.rules.values import LOCAL

DISASTER = {"disaster_ref": "=1+1", "name": "Lũ", "kind": "flood", "started_on": date(2025, 10, 1)}


def disasters(*rows: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "disasters", list(rows)


def raw(path: Path) -> list[list[Any]]:
    (sheet,) = read_source(path, Faults())
    return sheet.rows


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_sheets_are_written_with_their_headings(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert write_sheets(path, disasters(DISASTER, DISASTER | {"name": "Bão"})) == {"disasters": 2}
    assert raw(path) == [
        ["disaster_ref", "name", "kind", "started_on"],
        ["'=1+1", "Lũ", "flood", "2025-10-01"],
        ["'=1+1", "Bão", "flood", "2025-10-01"],
    ]


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_cell_begins_like_a_formula(tmp_path: Path, name: str, sign: str) -> None:
    write_sheets(tmp_path / name, disasters(DISASTER | {"name": f"{sign}cmd|x"}))
    cell = raw(tmp_path / name)[1][1]
    assert cell.startswith("'")
    if name == "out.xlsx":
        page = load_workbook(tmp_path / name)["disasters"]
        assert page["A2"].data_type == page["B2"].data_type == "s"


def test_a_workbook_keeps_text_that_it_would_read_as_a_code(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", disasters(DISASTER | {"name": "_x0041_ _x5_ a\nb"}))
    assert raw(tmp_path / "out.xlsx")[1][1] == "_x0041_ _x5_ a\nb"


def test_moments_numbers_and_nothing(tmp_path: Path) -> None:
    moment = datetime(2026, 2, 3, 8, 30, tzinfo=LOCAL)
    write_sheets(
        tmp_path / "out",
        disasters({"disaster_ref": 7, "name": None, "kind": moment, "started_on": ""}),
    )
    assert raw(tmp_path / "out")[1] == ["7", "", "2026-02-03T08:30", ""]


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_what_is_written_is_its_owners_alone(tmp_path: Path, name: str) -> None:
    write_sheets(tmp_path / name, disasters(DISASTER))
    for path in [tmp_path / name, *(tmp_path / "out").glob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    write_sheets(tmp_path / name, disasters(DISASTER))
    before = raw(tmp_path / name)
    with pytest.raises(CannotWrite, match="is there already"):
        write_sheets(tmp_path / name, disasters())
    assert raw(tmp_path / name) == before


def test_an_empty_folder_may_be_filled_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_sheets(tmp_path / "out", disasters(DISASTER))
    with pytest.raises(CannotWrite, match="does not exist"):
        write_sheets(tmp_path / "no" / "out", disasters())


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_a_failure_half_way_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    def failing() -> Iterator[tuple[str, list[dict[str, Any]]]]:
        yield from disasters(DISASTER)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        write_sheets(tmp_path / name, failing())
    assert list(tmp_path.iterdir()) == []


def test_what_a_workbook_would_cut_off_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = disasters(DISASTER | {"name": "a" * 32_768})
    with pytest.raises(CannotWrite, match="too long"):
        write_sheets(tmp_path / "long.xlsx", long)
    monkeypatch.setattr(writing, "_ROW_LIMIT", 3)  # the heading and two rows fill the sheet
    write_sheets(tmp_path / "two.xlsx", disasters(DISASTER, DISASTER))
    with pytest.raises(CannotWrite, match="too many rows"):
        write_sheets(tmp_path / "three.xlsx", disasters(DISASTER, DISASTER, DISASTER))
