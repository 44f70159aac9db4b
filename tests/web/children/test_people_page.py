"""People in words."""

from __future__ import annotations

from datetime import date

from caseapp.web.children.people_page import days_words, role_words
from tests.factories.house import House
from tests.factories.people import a_person


def test_days_and_roles_in_words(house: House) -> None:
    with house.app.test_request_context():
        assert days_words(None, None) == ""
        assert days_words(date(2026, 1, 2), None) == "02/01/2026 – nay"
        assert days_words(None, date(2026, 1, 2)) == "… – 02/01/2026"
        assert role_words(a_person()) == "Mẹ, chăm sóc trẻ em, sống cùng trẻ em"
