"""Counts are read as contracts.md §6 says, and what is wrong with them has a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseapp.statistics.disclosure.given import read_counts, read_given
from caseapp.statistics.disclosure.layout import name_of
from caseapp.statistics.disclosure.model import (
    DisclosureError,
    Malformed,
    NotAdditive,
    Overlapping,
    TooFew,
    UnknownCode,
)
from tests.factories.towns import given

HOMES = "geo,district,sex,cat,n"


def values(folder: Path) -> dict[str, int]:
    counts = read_counts(folder)
    return dict(zip(map(name_of, counts.layout.cells), counts.values.tolist(), strict=True))


def test_cells_are_the_sums_of_what_was_counted(tmp_path: Path) -> None:
    found = values(given(tmp_path, children=["x1,900", "x2,800", "x3,700"]))
    assert (found["x1|a|T"], found["x1|T|nu"]) == (3, 9)
    assert (found["x3|T|T"], found["T|a|T"], found["T|T|T"]) == (0, 11, 20)


def test_what_no_table_asks_for_is_summed_up(tmp_path: Path) -> None:
    found = values(given(tmp_path, tables=[["geo"], ["cat"]]))
    assert (found["x1|T"], found["T|a"], found["T|T"]) == (12, 11, 20)
    found = values(given(tmp_path, tables=[["cat"]], lines=["x1,nam,a,9", "x1,nu,a,2", "T,T,a,11"]))
    assert found == {"a": 11, "b": 0, "T": 11}


def test_totals_that_were_given_are_checked_and_not_counted_twice(tmp_path: Path) -> None:
    lines = ["x1,nam,a,3", "x1,nu,b,9", "x2,nu,a,8", "x1,T,T,12", "T,T,a,11"]
    assert values(given(tmp_path, lines))["T|T|T"] == 20


def test_districts_lie_between_city_and_ward(tmp_path: Path) -> None:
    lines = ["x1,D1,nam,a,3", "x3,D2,nu,b,9", "x4,D2,nu,a,8"]
    children = ["x1,900,", "x2,800,", "x3,800,", "x4,80,", "x5,80,D1"]
    counts = read_counts(given(tmp_path, lines, HOMES, children))
    geo = counts.layout.dimensions[0]
    # x2 has no count, and so no district was given: it goes with x1, which tells nothing of it.
    assert geo.codes["D1"] == {"x1", "x2", "x5"}
    assert geo.codes["D2"] == {"x3", "x4"}
    assert values(tmp_path)["D2|T|T"] == 17
    assert read_given(tmp_path).without_district == ("x2",)
    assert read_given(given(tmp_path)).without_district == ()


FAULTS: list[tuple[type[DisclosureError], dict[str, Any], str]] = [
    (Malformed, {"lines": ["x1,nam,a,-3"]}, "inner.csv:2: '-3' is no count"),
    (Malformed, {"lines": ["x1,nam,a,9", "x1,nu,a,2.5"]}, "inner.csv:3: '2.5' is no count"),
    (Malformed, {"lines": ["x1,nam,a,"]}, "'' is no count"),
    (Malformed, {"lines": ["x1,nam,a,1e3"]}, "'1e3' is no count"),
    (Malformed, {"lines": ["x1,nam,a,99999999999"]}, "is no count"),
    (Malformed, {"lines": ["x1,nam,a"]}, "too many or too few"),
    (Malformed, {"lines": ["x1,nam,a,5", "x1,nam,a,5"]}, "inner.csv:3: x1|a|nam stands there twice"),
    (Malformed, {"columns": "geo,sex,cat,m"}, "the column n is missing"),
    (Malformed, {"children": ["x1,9", "x1,8"]}, "children.csv:3: x1 stands there twice"),
    (Malformed, {"children": ["x1,-9"]}, "'-9' is no count"),
    (UnknownCode, {"lines": ["x9,nam,a,9"]}, "inner.csv:2: geo has no code 'x9'"),
    (UnknownCode, {"lines": ["x1,nam,c,9"]}, "cat has no code 'c'"),
    (UnknownCode, {"lines": ["x1,,a,9"]}, "'' cannot be a code"),
    (UnknownCode, {"sex_codes": ["nu"]}, "sex has no code 'nam'"),
    (UnknownCode, {"lines": ["x1,nam,a,9", "x1,nam,T,9", "T,nam,a,9"]}, "T|a|nam is in no table"),
    (UnknownCode, {"tables": [["cat"]], "lines": ["x1,nam,a,9", "x1,T,a,9"]}, "a is in no table"),
    (NotAdditive, {"lines": ["x1,nam,a,9", "x1,T,a,8"]}, "inner.csv:3: the parts make 9"),
    (NotAdditive, {"children": ["x1,11", "x2,900"]}, "x1: 12 of 11 children"),
    (
        NotAdditive,
        {"columns": HOMES, "children": ["x1,9,"], "lines": ["x1,D,nu,a,5", "x1,E,nu,b,4"]},
        "x1 lies in two districts",
    ),
    (Overlapping, {"overlapping": ["cat"]}, "cat overlaps: a child must stand in one row"),
    (Overlapping, {"overlapping": True}, "geo overlaps"),
    (Malformed, {"overlapping": "cat"}, "overlapping needs lists of words"),
    (
        Overlapping,
        {"columns": "geo,sex,cat,overlapping,n", "lines": ["x1,nam,a,false,9", "x1,nu,a,true,9"]},
        "inner.csv:3: overlaps",
    ),
    (TooFew, {"lines": ["x1,nam,a,4"]}, "below 5"),
    (TooFew, {"lines": [], "sex_codes": ["nu"]}, "below 5"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "what", "said"), FAULTS)
def test_a_fault_has_a_name(
    tmp_path: Path, kind: type[DisclosureError], what: dict[str, Any], said: str
) -> None:
    with pytest.raises(kind) as caught:
        read_counts(given(tmp_path, **what))
    assert said in str(caught.value)


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    (given(tmp_path) / "children.csv").unlink()
    with pytest.raises(Malformed, match=r"children\.csv cannot be read"):
        read_counts(tmp_path)
