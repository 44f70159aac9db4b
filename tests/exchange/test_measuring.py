"""However a file places its last cell, it is found before a reader makes room for all before it."""

from __future__ import annotations

import pytest

from caseapp.exchange.measuring import Damaged, TooFar, measured, packed, reach

V = b"<v>1</v></c>"


@pytest.mark.parametrize(
    ("page", "last"),
    [
        (b'<row r="7"><c r="AB7">' + V, (7, 28)),
        (b"<row><c r='A1'>" + V + b"</row><row><c r='xfd1048576'>" + V, (1048576, 16384)),
        (b'<row x=">" r = "9"><c y=">" r ="Z9">' + V, (9, 26)),
        (b'<a-b:row r="99999999"><a-b:c>' + V, (99999999, 1)),
        (b'<row r="5"><c/><c/><c>' + V + b"</row><row><c>" + V, (6, 3)),
        (b'<row r="1"><c r="A' + b"9" * 5000 + b'">', (999999999, 1)),
        (b"<c " * 60_000, (1, 60_000)),  # once through, not once for each
        (b"<si><t>row r='9'</t></si><color r='9'/>", (0, 0)),
    ],
)
def test_the_last_row_and_column_are_found(page: bytes, last: tuple[int, int]) -> None:
    assert reach(page) == last


def test_any_part_may_be_a_sheet_and_what_is_damaged_is_told() -> None:
    book = packed([("xl/elsewhere/page.xml", b'<row r="3"><c r="C3"/></row>')])
    assert measured(book, lambda row, column: (row, column) == (3, 3)) == book
    with pytest.raises(TooFar):
        measured(book, lambda row, _: row < 3)
    with pytest.raises(Damaged):
        measured(book[:-8], lambda *_: True)
    with pytest.raises(Damaged):
        measured(packed([("x.xml", b"<!DOCTYPE x>")]), lambda *_: True)
