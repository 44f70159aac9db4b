"""The rows that other files are made of: as the core files print them, hidden ones without value."""

from __future__ import annotations

from decimal import Decimal

from caseapp.statistics.releases.rows import read_rows
from tests.factories.made_releases import HIDDEN, T, made, relief_town


def test_rows_are_those_of_the_core_files() -> None:
    prepared = made(relief_town())
    found = read_rows(prepared.files)
    assert (len(found.rows), found.hidden, found.k) == (prepared.cells, prepared.hidden, 5)
    rows = {tuple(row.codes.values()): row for row in found.rows}
    assert {codes for codes, row in rows.items() if row.value is None} == HIDDEN
    whole, in_time = rows["31135", T, T, T], rows["31135", T, T, "in_time"]
    assert (whole.value, whole.percent) == (6, None)
    assert (in_time.percent, in_time.of_cell) == (Decimal("100.00"), whole.name)
    assert in_time.of_children is None
