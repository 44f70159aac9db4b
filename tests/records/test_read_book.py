"""The book of reads beside the database: a line cut short, changed, taken out, or looked at."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

from caseapp.records.db import Place
from caseapp.upkeep.log import verify
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reads_beside import (
    BOOK,
    entries,
    long_act,
    rows_read,
    shown,
)


def test_a_line_that_was_cut_short_is_overwritten_by_the_next(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with long_act(place):
        shown(house, pages, 1)
        path = place.folder / BOOK
        path.write_bytes(path.read_bytes() + (500).to_bytes(4) + b"half of a line")
        shown(house, pages, 2)
    assert rows_read() == [1, 2]
    assert verify(SYSTEM, now=NOW) == []


def test_a_line_changed_or_taken_out_is_told_and_hides_no_other(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    path = place.folder / BOOK
    for spoil in (flipped, taken_out):
        before = len(rows_read())
        with long_act(place):
            for rows in (1, 2, 3):
                shown(house, pages, rows)
            path.write_bytes(spoil(path.read_bytes()))
        assert rows_read()[before:] == [1, 3]
        assert json.loads(entries("log.take_up")[-1]["detail"])["unread"] == 1
        (told,) = verify(SYSTEM, now=NOW)
        assert "reads that do not open" in told
        for left in place.folder.glob(f"{BOOK}.*"):
            left.unlink()


def cells(book: bytes) -> list[bytes]:
    found, at = [], 16
    while at < len(book):
        end = at + 4 + int.from_bytes(book[at : at + 4])
        found.append(book[at:end])
        at = end
    return found


def flipped(book: bytes) -> bytes:
    first, second, third = cells(book)
    return book[:16] + first + second[:-1] + bytes([second[-1] ^ 1]) + third


def taken_out(book: bytes) -> bytes:
    """Without the second line: the third stands in its place, where it does not open, and again."""
    first, second, third = cells(book)
    assert len(second) == len(third)
    return book[:16] + first + third + third


def test_nothing_of_a_line_can_be_read_beside_the_log(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with long_act(place):
        shown(house, pages)
        path = place.folder / BOOK
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"case" not in path.read_bytes()
        assert SYSTEM.name.encode() not in path.read_bytes()


def test_a_last_line_that_was_changed_is_told(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with long_act(place):
        for rows in (1, 2):
            shown(house, pages, rows)
        path = place.folder / BOOK
        path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1]))
    assert rows_read() == [1]
    (told,) = verify(SYSTEM, now=NOW)
    assert "reads that do not open" in told
