"""A published folder is read as it is written, and what is wrong with it is named by line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from caseapp.statistics.disclosure.folder import read_files, read_folder
from caseapp.statistics.disclosure.model import DisclosureError, Ratio
from tests.factories.releases import square, written

RELEASE = square("3 12", "14 7", hidden=["x1|g1", "x1|g2", "x2|g1", "x2|g2"])
SHARES = "num_id,den_id,den_const,pct,decimals\n"


def test_what_was_written_is_read(tmp_path: Path) -> None:
    folder = written(tmp_path, RELEASE)
    assert read_folder(folder) == RELEASE
    text = (folder / "published.csv").read_text("utf-8")
    (folder / "published.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_folder(folder) == RELEASE  # with the mark that spreadsheets put before UTF-8


def test_files_are_read_without_a_folder(tmp_path: Path) -> None:
    folder = written(tmp_path, RELEASE)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert read_files({**files, "README.md": b"\xff"}) == RELEASE
    with pytest.raises(DisclosureError, match=r"published\.csv cannot be read"):
        read_files({"model.json": files["model.json"]})


def test_hidden_is_what_has_no_value_whatever_its_status_says(tmp_path: Path) -> None:
    folder = written(tmp_path, RELEASE)
    path = folder / "published.csv"
    path.write_text(path.read_text("utf-8").replace(",C", ",F"), "utf-8")
    assert len(read_folder(folder).hidden()) == 4


def test_percentages_are_read(tmp_path: Path) -> None:
    folder = written(tmp_path, RELEASE)
    lines = "x1|T,T|T,,41.67,2\nx1|T,,7140,0.21,2\n"
    (folder / "ratios.csv").write_text(SHARES + lines, "utf-8")
    assert read_folder(folder).ratios == (
        Ratio("x1|T", "T|T", None, Decimal("41.67"), 2),
        Ratio("x1|T", None, 7140, Decimal("0.21"), 2),
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("model.json", "{", "[", "model.json is no JSON"),
        ("model.json", '"dims"', '"sims"', "model.json: dims is missing"),
        ("model.json", '"leaves"', '"loaves"', "model.json: geo needs leaves and codes"),
        ("model.json", '"hi": 5', '"hi": -1', "hi: -1 is no count"),
        ("model.json", '"lo": 0', '"lo": 6', "lo and hi are no interval"),
        ("published.csv", "value", "worth", "published.csv: the column value is missing"),
        ("published.csv", "x2|T,x2,T,21", "x2|T,x2,T,21.5", "published.csv:7: '21.5' is no count"),
        ("published.csv", "x2|T,x2,T,21", "x2|T,x2,T,-21", "published.csv:7: '-21' is no count"),
        ("published.csv", "x2|T,x2,T,21", "x2|T,x2,T", "cells too many or too few"),
        ("published.csv", "x2|T,x2,T", "x2|T,x9,T", "geo has no code 'x9'"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    path = written(tmp_path, RELEASE) / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DisclosureError) as caught:
        read_folder(tmp_path)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x1|T,T|T,7140,0.21,2", "one denominator"),
        ("x1|T,,,0.21,2", "one denominator"),
        ("x1|T,,7140,0.215,2", "0.215 does not have 2 decimals"),
        ("x1|T,,7140,-1,0", "-1 does not have 0 decimals"),
        ("x1|T,,7140,NaN,0", "ratios.csv:2"),
        ("x1|T,,7140,many,0", "'many' is no number"),
        ("x9|T,,7140,0.21,2", "names the cell x9|T"),
        ("x1|T,,7140,0.21,12", "up to 6 decimals"),
    ],
)
def test_a_faulty_percentage_is_named(tmp_path: Path, line: str, said: str) -> None:
    folder = written(tmp_path, RELEASE)
    (folder / "ratios.csv").write_text(f"{SHARES}{line}\n", "utf-8")
    with pytest.raises(DisclosureError) as caught:
        read_folder(folder)
    assert said in str(caught.value)


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError, match=r"model\.json cannot be read"):
        read_folder(tmp_path)
    (written(tmp_path, RELEASE) / "published.csv").write_bytes(b"cell_id\xff")
    with pytest.raises(DisclosureError, match=r"published\.csv cannot be read"):
        read_folder(tmp_path)
