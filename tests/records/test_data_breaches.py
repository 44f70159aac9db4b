"""The cell of a breach is bound to its code, so that it is written with its row and never after."""

from __future__ import annotations

from caseapp.records.data_breaches import BreachAddendum, DataBreach, cell_of


def test_cells_are_bound_to_table_and_code() -> None:
    first, second = DataBreach(code="SC-26-1"), BreachAddendum(code="SC-26-1")
    assert cell_of(first) == "data_breaches.content:SC-26-1"
    assert cell_of(second) == "breach_addenda.content:SC-26-1"
