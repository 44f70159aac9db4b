"""The key of the map and the words on its tiles."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Facts, Figure, Standing
from caseapp.web.statistics.tile_map import key_of, map_of, short
from tests.factories.house import House


@pytest.mark.parametrize(
    ("name", "said"),
    [("Ninh Kiều", "Ninh Kiều"), ("Lịch Hội Thượng", "L.H.Thượng"), ("Long Phú 1", "L.P.1")],
)
def test_a_long_name_is_shortened(name: str, said: str) -> None:
    assert short(name) == said


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("8a", ("< 0,1", "0,1 – < 0,5", "0,5 – < 1", "1 – < 1,5", "≥ 1,5")),
        ("9", ("0", "1–2", "3–5", "6–9", "≥ 10")),
        ("12", ("< 50", "50 – < 80", "80 – < 95", "95 – < 100", "100")),
    ],
)
def test_the_key_names_every_shade(house: House, indicator: str, key: tuple[str, ...]) -> None:
    with house.app.test_request_context():
        assert key_of(indicator) == key


def test_every_ward_has_a_tile_and_what_has_none_stands_apart(house: House) -> None:
    """Of 3 children in Ninh Kiều 2 were helped: 66.67 is cut to 66,6, which fits its shade."""
    lived = ((31135, True), (31135, True), (31135, False), (231178, True))
    facts = Facts(
        standings=[
            Standing(number, "04", "female", None, "", unit, helped)
            for number, (unit, helped) in enumerate(lived)
        ],
        figures=[Figure(31135, date(2026, 1, 1), "", "", 300)],
    )
    sheet = count_sheet(Ask(Period.parse("2026"), each_ward=True), facts, territory())
    with house.app.test_request_context():
        helped, all_of_them = map_of(sheet, "8b"), map_of(sheet, "8a")
    squares = {square.tile.code: square for square in helped.squares}
    assert len(squares) == len(helped.places) == 103
    ours, empty = squares["31135"], squares["31120"]
    assert (ours.value, ours.said, ours.tile.shade) == ("66,6", "Phường Ninh Kiều: 66,67\u00a0%", 1)
    assert (empty.value, empty.tile.shade, helped.without) == ("–", None, "không phát sinh")
    assert [(place.said, str(place.made_of)) for place in helped.apart] == [
        ("100,00\u00a0%", "1\u00a0/\u00a01")
    ]
    assert {s.tile.code: s.value for s in all_of_them.squares}["31135"] == "1"
    assert all_of_them.without == "chưa có mẫu số"
