"""`caseapp audit-release` and `caseapp disclose`: what they print, and how they end; no instance is needed."""

from __future__ import annotations

import json
from pathlib import Path

from caseapp.statistics.disclosure.model import Cell, Published
from tests.cli.shell import Shell, content, refused
from tests.factories.releases import dimension, square, written
from tests.factories.towns import given

CORNERS = ["x1|g1", "x1|g2", "x2|g1", "x2|g2"]
OPEN = ("3 12 9", "14 7 11")
SAFE = ("6 7", "7 6")


def test_a_safe_release_ends_with_0(shell: Shell, tmp_path: Path) -> None:
    folder = written(tmp_path / "out", square(*SAFE, hidden=CORNERS))
    answer = shell("audit-release", str(folder))
    said = "4 hidden: 0 exact, 0 leak, 0 unproved, 4 protected.\n"
    assert answer == (0, said, "")
    assert not (tmp_path / "instance").exists()
    answer = shell("audit-release", str(folder), "--json")
    assert answer.status == 0
    assert json.loads(answer.out)["cells"]["x1|g1"] == {
        "low": 0,
        "high": 13,
        "verdict": "protected",
    }


def test_a_release_that_tells_ends_with_1_and_names_the_cells(shell: Shell, tmp_path: Path) -> None:
    folder = written(tmp_path / "out", square(*OPEN, hidden=["x1|g1", "x1|g2"]))
    assert shell("audit-release", str(folder)) == (
        1,
        (
            "x1|g1: exact, 3 to 3\nx1|g2: exact, 12 to 12\n"
            "2 hidden: 2 exact, 0 leak, 0 unproved, 0 protected.\n"
        ),
        "",
    )


def test_only_the_cells_that_were_named_decide(shell: Shell, tmp_path: Path) -> None:
    folder = written(tmp_path / "out", square(*OPEN, hidden=CORNERS))
    cells = tmp_path / "cells"
    cells.write_text("x1|g1\n\nx1|g2\n", "utf-8")
    assert shell("audit-release", str(folder)).status == 1  # the partners have a floor
    assert shell("audit-release", str(folder), "--cells", str(cells)).status == 0
    cells.write_text("x2|g1\n", "utf-8")
    assert shell("audit-release", str(folder), "--cells", str(cells)).status == 1
    cells.write_text("x1|T\n", "utf-8")
    refused(shell("audit-release", str(folder), "--cells", str(cells)), "x1|T is no hidden cell")


def test_what_does_not_add_up_ends_with_3(shell: Shell, tmp_path: Path) -> None:
    units = dimension("geo", "x1", "x2")
    cells = tuple(Cell(name, (name,), value) for name, value in (("x1", 3), ("x2", 4), ("T", 8)))
    folder = written(tmp_path / "out", Published((units,), cells))
    answer = shell("audit-release", str(folder), "--json")
    assert (answer.status, json.loads(answer.out)) == (3, {"inconsistent": True})
    answer = shell("audit-release", str(folder))
    assert (answer.status, answer.out) == (3, "")
    assert answer.err == "Nothing fits: no table fits what is printed\n"


def test_what_cannot_be_read_is_refused(shell: Shell, tmp_path: Path) -> None:
    refused(shell("audit-release", str(tmp_path)), "model.json cannot be read")


def test_counts_are_published_and_the_result_is_safe(shell: Shell, tmp_path: Path) -> None:
    source, out = given(tmp_path / "in"), tmp_path / "out"
    answer = shell("disclose", str(source), "--out", str(out), "--json")
    told = json.loads(answer.out)
    assert (answer.status, answer.err, told["cells"]) == (0, "", 15)
    small = tmp_path / "small"
    small.write_text("x1|a|T\nx1|T|nam\n", "utf-8")
    assert shell("audit-release", str(out), "--cells", str(small)).status == 0
    assert not (tmp_path / "instance").exists()
    again = shell("disclose", str(source), "--out", str(tmp_path / "two"))
    said = f"{told['hidden']} of 15 cells are hidden; published in {tmp_path / 'two'}.\n"
    assert again == (0, said, "")
    assert content(out) == content(tmp_path / "two")
    refused(shell("disclose", str(source), "--out", str(out)), f"{out} is there already")


def test_an_area_without_a_district_is_told(shell: Shell, tmp_path: Path) -> None:
    lines, children = ["x1,D1,nam,a,9", "x3,D2,nu,b,9"], ["x1,900,", "x2,800,", "x3,800,"]
    source = given(tmp_path / "in", lines, "geo,district,sex,cat,n", children)
    answer = shell("disclose", str(source), "--out", str(tmp_path / "out"))
    assert answer.err == "No district is given for x2: put with the area listed before it.\n"
    assert answer.status == 0


def test_counts_that_cannot_be_published_are_refused_by_name(shell: Shell, tmp_path: Path) -> None:
    source, out = given(tmp_path / "in", ["x1,nam,a,4"]), tmp_path / "out"
    refused(shell("disclose", str(source), "--out", str(out)), "TooFew: the grand total")
    assert not out.exists()
    assert shell("disclose", str(source)).status == 2
