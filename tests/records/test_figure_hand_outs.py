"""The list of hand-outs: no cell of a figure is in it, and no number twice."""

from __future__ import annotations

from caseapp.records.figure_hand_outs import FigureHandOut


def test_it_holds_no_figure_and_seals_who_got_the_file() -> None:
    columns = FigureHandOut.__table__.columns
    assert {c.name for c in columns if c.info.get("sealed")} == {"office", "person", "purpose"}
    held = {column.name for column in columns}
    assert not held & {"numerator", "denominator", "value", "figures", "content", "rows"}
    assert FigureHandOut.__table__.c.code.unique
