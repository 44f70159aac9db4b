"""Parts and ties are what they say, or are refused by name."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.joint import (
    Asked,
    Margin,
    Part,
    Tie,
    check_ties,
    quantities_of,
    refuse_overlaps,
    related,
    shape_of_margin,
)
from caseapp.statistics.disclosure.model import Malformed, Overlapping, UnknownCode
from tests.factories.joint_releases import areas, at_least, small_layout, told

TWO = small_layout(geo="x1 x2")


def test_parts_of_one_quantity_have_one_set_of_leaves() -> None:
    wide = small_layout(geo="x1 x2 AB=x1+x2")
    parts = [Part("first", "Y", TWO), Part("second", "Y", wide), Part("third", "H1", TWO)]
    assert quantities_of(parts) == {"Y": TWO.dimensions, "H1": TWO.dimensions}
    other = Part("fourth", "Y", small_layout(geo="x1 x3"))
    with pytest.raises(Malformed, match="fourth: other parts of Y have other leaves"):
        quantities_of([*parts, other])


def test_names_are_there_once_and_all_is_printed() -> None:
    with pytest.raises(Malformed, match="first: two parts have this name"):
        quantities_of([Part("first", "Y", TWO), Part("first", "H1", TWO)])
    with pytest.raises(Malformed, match="first: what is printed is not what its layout says"):
        quantities_of([Part("first", "Y", TWO, {("T",): 9})])


@pytest.mark.parametrize("codes", ["A=x1+x2 B=x3+x4", "A=x1+x2 B=x1+x2+x3", "A=x1"])
def test_a_child_stands_in_one_row_of_each_level(codes: str) -> None:
    refuse_overlaps(Part("first", "Y", small_layout(geo=f"x1 x2 x3 x4 {codes}")))


def test_a_child_in_two_rows_of_one_level_is_refused_by_name() -> None:
    part = Part("first", "Y", small_layout(cat="a b c one=a+b two=b+c"))
    with pytest.raises(Overlapping, match="cat counts some under one and under two") as refused:
        refuse_overlaps(part)
    assert refused.value.cells == ("one", "two")


def test_a_margin_that_names_no_dimension_is_whole() -> None:
    dims = small_layout(geo="x1 x2", sex="nam nu").dimensions
    nu = Margin("Y", {"sex": frozenset(["nu"])})
    assert shape_of_margin(nu, dims) == (frozenset(["x1", "x2"]), frozenset(["nu"]))
    for leaves, fault in (({"age": "a"}, "no dimension age"), ({"sex": "x"}, "no leaf x")):
        with pytest.raises(UnknownCode, match=fault):
            shape_of_margin(Margin("Y", {n: frozenset(w) for n, w in leaves.items()}), dims)


def test_ties_have_one_name_each_and_known_quantities() -> None:
    tie = at_least("gap", "Y", "H1", geo="x1")
    assert tie == Tie(
        "gap",
        (Margin("Y", {"geo": frozenset(["x1"])}),),
        (Margin("H1", {"geo": frozenset(["x1"])}),),
        always=True,
        needed=True,
    )
    check_ties([tie], ["Y", "H1"])
    with pytest.raises(Malformed, match="gap: two ties"):
        check_ties([tie, tie], ["Y", "H1"])
    with pytest.raises(UnknownCode, match="there is no quantity H1"):
        check_ties([tie], ["Y"])


def test_what_is_asked_has_a_name_for_people() -> None:
    assert Asked("CB-1", ("x1", "T"), 0, 5).name == "CB-1: x1|T"
    assert Asked("only in the first half", (), 0, 5).name == "only in the first half"


def test_what_is_told_is_what_is_true() -> None:
    assert told("first", "Y", TWO, areas(3, 9), "x1", "x2").printed == {
        ("x1",): None,
        ("x2",): None,
        ("T",): 12,
    }


def test_what_bears_on_a_quantity_is_what_ties_lead_to() -> None:
    parts = [Part(name, name, TWO) for name in ("Y", "H1", "Q1", "other", "beside")]
    ties = [
        at_least("half", "Y", "H1"),
        at_least("quarter", "H1", "Q1"),
        at_least("far", "other", "beside"),
    ]
    near, tied = related(["Y"], parts, ties)
    assert [part.name for part in near] == ["Y", "H1", "Q1"]
    assert [tie.name for tie in tied] == ["half", "quarter"]
    assert related(["beside"], parts, ties) == (parts[3:], ties[2:])
