"""People in words, and where two versions of one differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseapp.web.children.detail_forms import PersonForm
from caseapp.web.children.people_page import days_words, differing, role_words
from tests.factories.house import House
from tests.factories.people import a_person


def test_days_and_roles_in_words(house: House) -> None:
    with house.app.test_request_context():
        assert days_words(None, None) == ""
        assert days_words(date(2026, 1, 2), None) == "02/01/2026 – nay"
        assert days_words(None, date(2026, 1, 2)) == "… – 02/01/2026"
        assert role_words(a_person()) == "Mẹ, chăm sóc trẻ em, sống cùng trẻ em"


def test_only_what_differs_is_laid_side_by_side(house: House) -> None:
    mine = a_person()
    saved = replace(mine, relation="relative", cares=False, valid_from=None, birth_year=None)
    with house.app.test_request_context():
        rows = differing(PersonForm(), mine, saved)
    assert [row[1:] for row in rows] == [
        ("Mẹ", "Người thân thích khác"),
        ("Có", "Không"),
        ("1990", ""),
        ("01/07/2025", ""),
    ]
