from __future__ import annotations

import re

import pytest
from sqlalchemy import insert

from caseapp import desk
from caseapp.exchange import fresh_marks as room
from caseapp.exchange.fresh_marks import fresh_marks
from caseapp.records import marks
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture
def door(house: House) -> object:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        yield door


def test_marks_look_like_those_of_single_acts(door: desk.Door) -> None:
    drawn = fresh_marks(door, Child, marks.CHILD, 500)
    length = len(marks.new_mark(marks.CHILD, 2026))
    assert len(set(drawn)) == 500
    assert all(re.fullmatch(rf"TE-26-[{marks.ALPHABET}]+", mark) for mark in drawn)
    assert {len(mark) for mark in drawn} == {length}
    assert {letter for mark in drawn for letter in mark[6:]} == set(marks.ALPHABET)


def test_marks_that_are_taken_or_alike_are_drawn_again(
    door: desk.Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"code": "TE-26-AAAAAAAA", "full_name": "A", "folded_name": "a", "sex": "male"}
    door.session.execute(insert(Child), [row | {"entered_at": NOW}])
    draws = iter([["AAAAAAAA", "BBBBBBBB", "BBBBBBBB"], ["CCCCCCCC", "AAAAAAAA"], ["DDDDDDDD"]])
    asked: list[int] = []

    def drawing(number: int, _length: int) -> list[str]:
        asked.append(number)
        return next(draws)

    monkeypatch.setattr(room, "_letters", drawing)
    assert sorted(fresh_marks(door, Child, marks.CHILD, 3)) == [
        "TE-26-BBBBBBBB",
        "TE-26-CCCCCCCC",
        "TE-26-DDDDDDDD",
    ]
    assert asked == [3, 2, 1]


def test_none_are_drawn_for_no_rows(door: desk.Door) -> None:
    assert fresh_marks(door, Child, marks.CHILD, 0) == []
