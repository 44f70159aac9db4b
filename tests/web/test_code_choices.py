"""Answers to choose from: labels of the page's language, units of today alone."""

from __future__ import annotations

from flask import Flask

from caseapp.rules.units import territory
from caseapp.web.code_choices import code_choices, or_nothing, units_of_today
from tests.factories.house import House


def pairs(app: Flask, language: str) -> list[tuple[str, str]]:
    with app.test_request_context(headers={"Cookie": f"caseapp_language={language}"}):
        return code_choices("sex")


def test_labels_follow_the_language(house: House) -> None:
    assert pairs(house.app, "vi")[0] == ("male", "Nam")
    assert pairs(house.app, "en")[0] == ("male", "Male")


def test_some_codes_keep_the_order_asked_for(house: House) -> None:
    with house.app.test_request_context():
        assert [code for code, _ in code_choices("sex", ("unknown", "male"))] == [
            "unknown",
            "male",
        ]


def test_an_empty_answer_comes_first(house: House) -> None:
    with house.app.test_request_context():
        assert or_nothing([("a", "A")], "–") == [("", "–"), ("a", "A")]
        assert or_nothing([])[0][0] == ""
        assert or_nothing([])[0][1] != ""


def test_units_are_those_of_today_or_some_of_them(house: House) -> None:
    with house.app.test_request_context():
        assert len(units_of_today(None)) == 103
        assert units_of_today(frozenset({31135})) == [("31135", "Phường Ninh Kiều")]
    # What `units_of_today` relies on: the id of every unit of today is its code.
    today = [u for u in territory().units.values() if u.since is not None]
    assert len(today) == 103
    assert all(str(unit.id) == unit.code for unit in today)
