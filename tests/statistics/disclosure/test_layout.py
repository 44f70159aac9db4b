"""What is to be printed: every table with its totals, a cell of two tables once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseapp.statistics.disclosure.layout import Spec, make_layout, name_of, read_spec
from caseapp.statistics.disclosure.model import Malformed, UnknownCode

LEAVES = {"geo": ("x1", "x2"), "cat": ("a", "b"), "sex": ("nam", "nu")}


def test_each_table_has_its_totals_and_shares_them() -> None:
    spec = Spec(5, (("geo", "cat"), ("geo", "sex")), {})
    layout = make_layout(spec, LEAVES, {"D": frozenset({"x1"})})
    names = [name_of(codes) for codes in layout.cells]
    assert len(names) == len(set(names)) == 4 * 3 + 4 * 2  # x1 x2 D T by a b T, and by nam nu
    assert {"x1|a|T", "D|T|nu", "T|T|nam", "T|T|T"} <= set(names)
    assert "x1|a|nam" not in names
    assert layout.dimensions[0].codes["D"] == {"x1"}
    assert layout.dimensions[2].codes["T"] == {"nam", "nu"}


@pytest.mark.parametrize("code", ["", "T", "a|b", " a", "D"])
def test_what_would_be_taken_for_something_else_is_no_code(code: str) -> None:
    spec = Spec(5, (("geo",),), {})
    with pytest.raises(UnknownCode):
        make_layout(spec, {"geo": ("x1", code)}, {"D": frozenset({"x1"})})


GOOD = {"k": 5, "cat_codes": ["a", "b"], "tables": [["geo", "cat"], ["sex"]]}


def test_a_spec_is_read(tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(GOOD), "utf-8")
    spec = read_spec(path)
    assert (spec.k, spec.codes, spec.dimensions) == (5, {"cat": ("a", "b")}, ("geo", "cat", "sex"))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("k", None, "k is a whole number from 3 to 20"),
        ("k", 2, "from 3 to 20"),
        ("k", 21, "from 3 to 20"),
        ("k", 5.0, "from 3 to 20"),
        ("k", True, "from 3 to 20"),
        ("tables", [], "tables is missing"),
        ("tables", [[]], "tables needs lists of words"),
        ("tables", ["geo"], "tables needs lists of words"),
        ("tables", [["geo", "geo"]], "tables names something twice"),
        ("tables", [["geo", "n"]], "n is no dimension"),
        ("tables", [["district"]], "district is no dimension"),
        ("cat_codes", [1], "cat_codes needs lists of words"),
        ("cat_codes", ["a", "a"], "cat_codes names something twice"),
    ],
)
def test_a_faulty_spec_is_named(tmp_path: Path, key: str, value: Any, said: str) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps({**GOOD, key: value}), "utf-8")
    with pytest.raises(Malformed, match=said):
        read_spec(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"{", "no JSON"), (b"[]", "k and tables"), (b"\xff", "cannot be read")],
)
def test_what_is_no_spec_is_named(tmp_path: Path, text: bytes, said: str) -> None:
    path = tmp_path / "spec.json"
    path.write_bytes(text)
    with pytest.raises(Malformed, match=said):
        read_spec(path)
