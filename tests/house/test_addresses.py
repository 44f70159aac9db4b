"""What a browser's history keeps of the house: addresses and titles, and nobody's name in them.

The history of an old computer that a ward shares is read by whoever sits down at it (ASVS 14.2.1).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.records.scope import Reach, reaching
from caseapp.rules.matching import fold
from tests.factories.house import House
from tests.factories.walk import Seen, note_history

PLAIN = re.compile(r"[A-Za-z0-9_.:~/?=&%+-]*")
"""Codes, days, numbers, and the addresses to come back to: no blank and no Vietnamese letter."""
DAY = re.compile(r"-(day|month|year|hour|minute)$")
FIGURES = re.compile(r"(statistics|indicator_reports|populations)\.\w+ (other|area)")
"""Of which period and which ward or commune figures are asked for."""
BY_GET = {"units.index q"}
"""Text boxes whose words may stand in an address: the look-up of wards by their names."""


def names_of(house: House) -> set[str]:
    """Return the folded name of each child of the house, as no address may hold it."""
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        return {fold(name) for name in db.session.scalars(select(Child.full_name))}


def telling(text: str, names: set[str]) -> bool:
    """Whether a text holds a child's name, or words that somebody typed."""
    words = f" {' '.join(re.findall('[a-z]+', fold(text)))} "
    return any(f" {name} " in words for name in names)


def faults_of(address: str, names: set[str]) -> bool:
    parts = [value for _, value in parse_qsl(urlsplit(address).query)]
    return telling(address, names) or any(not PLAIN.fullmatch(value) for value in parts)


def test_no_address_and_no_title_names_a_child(walked: tuple[House, dict[str, Seen]]) -> None:
    house, roles = walked
    names = names_of(house)
    assert len(names) > 150
    addresses = set[str]().union(*(seen.addresses for seen in roles.values()))
    titles = set[str]().union(*(seen.titles for seen in roles.values()))
    assert len(addresses) > 1000
    assert sorted(each for each in addresses if faults_of(each, names)) == []
    assert sorted(each for each in titles if telling(each, names)) == []


def test_what_is_typed_freely_is_sent_by_no_form_in_the_address(
    walked: tuple[House, dict[str, Seen]],
) -> None:
    typed = set[tuple[str, str]]().union(*(seen.typed for seen in walked[1].values()))
    free = {f"{page} {name}" for page, name in typed if not DAY.search(name)}
    assert ", ".join(sorted(box for box in free if not FIGURES.fullmatch(box))) == ", ".join(BY_GET)


@pytest.mark.parametrize(
    "address",
    ["/children?q=tr%E1%BA%A7n+an", "/children?q=Lan+Anh", "/children/le-thi-hoa", "/x?note=C%C3%A1i"],
)  # fmt: skip
def test_an_address_that_tells_is_seen(address: str) -> None:
    assert faults_of(address, {"le thi hoa"})


def test_a_box_that_would_add_to_the_address_is_seen(house: House) -> None:
    seen = Seen(house.app.test_client(), {})
    page = (
        '<title>Trẻ</title><form method="get"><input name="q"><input type="hidden" name="h">'
        '</form><form method="post"><input name="w"></form><form><textarea name="t"></form>'
    )
    note_history(seen, "x.index", "/x", page)
    assert seen.typed == {("x.index", "q"), ("x.index", "t")}
    assert (seen.titles, seen.addresses) == ({"Trẻ"}, {"/x"})
