"""The codes that rows are divided by, and their order."""

from __future__ import annotations

from caseapp.statistics.dimensions import cells, in_order, overlap, standing_cells


def test_every_combination_of_codes_stands() -> None:
    # three sexes (`unknown` is a code of contracts §3) × four age bands
    assert len(standing_cells(("sex", "age_band"))) == 12
    assert ("unknown", "0-2") in standing_cells(("sex", "age_band"))
    assert ("male", "unknown") not in standing_cells(("sex", "age_band"))
    assert len(standing_cells(("group",))) == 14
    assert len(standing_cells(("abuse_type", "setting"))) == 49
    assert standing_cells(("ethnicity", "sex")) == []  # ethnicity only when it is not zero


def test_a_child_stands_in_every_crossing_of_its_values() -> None:
    values = {"sex": ("male",), "group": ("01", "04")}
    assert cells(("group", "sex"), values) == [("01", "male"), ("04", "male")]
    assert cells((), values) == [()]


def test_overlap_comes_from_any_dimension_asked_for() -> None:
    assert overlap(("sex", "group"))
    assert not overlap(("sex", "age_band", "ethnicity"))


def test_codes_come_in_the_order_of_their_list_and_others_after_them() -> None:
    by = ("age_band",)
    mixed = [("unknown",), ("11-15",), ("0-2",), ("6-10",)]
    assert sorted(mixed, key=lambda cell: in_order(by, cell)) == [
        ("0-2",),
        ("6-10",),
        ("11-15",),
        ("unknown",),
    ]
