"""The selects of the register are made once, whatever is looked for."""

from __future__ import annotations

import pytest

from caseapp.casework.child_search import Search, find_children
from caseapp.casework.child_walks import Walk, among, by_words, known, stays
from caseapp.rules.access import Actor
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import statements
from tests.factories.rows import CAI_KHE, NINH_KIEU

OWN = Walk("one", homes=False, unit=False, special=False)


def texts(house: House, officer: Actor, search: Search) -> list[str]:
    with house.app.app_context(), statements() as seen:
        find_children(officer, search, now=NOW)
    return [sql for sql, _ in seen]


def test_a_select_is_made_once_for_each_shape() -> None:
    assert by_words(OWN, 2) is by_words(OWN, 2)
    assert by_words(OWN, 2) is not by_words(OWN, 3)
    assert by_words(OWN, 2) is not by_words(OWN, 2, after=True)
    assert among(OWN) is among(Walk("one", homes=False, unit=False, special=False))
    assert (known(), stays()) == (known(), stays())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Search("do hoa"), Search("son an")),
        (Search("do", frozenset({NINH_KIEU})), Search("an", frozenset({CAI_KHE}))),
        (Search("do", unit=NINH_KIEU, special=True), Search("an", unit=CAI_KHE, special=True)),
    ],
)
def test_searches_of_one_shape_send_the_same_text(
    house: House, first: Search, second: Search
) -> None:
    officer = officer_of(house)
    enter_child(house, officer, full_name="Đỗ Thị Hòa")
    told = [
        [sql for sql in texts(house, officer, search) if "child_units.folded_name LIKE" in sql]
        for search in (first, second)
    ]
    assert len(told[0]) == 1
    assert told[0] == told[1]


def test_what_like_reads_as_more_than_itself_finds_itself_alone(house: House) -> None:
    officer = officer_of(house)
    enter_child(house, officer, full_name="Đỗ Thị Hòa")
    with house.app.app_context():
        for text in ("%", "d%", "_o", "h_a", "/", "do/"):
            found = find_children(officer, Search(text), now=NOW)
            assert found.near or not found.lines, text  # one off it may be, as any name
