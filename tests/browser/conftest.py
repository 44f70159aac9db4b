"""A ward for whole journeys: an officer, a chair at a telephone and a supervisor, all signed in."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.person import Days, Person, Ward
from tests.browser.sample import served
from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, make_user


@pytest.fixture
def ward(house: House, new_page: NewPage, complaints: list[str]) -> Iterator[Ward]:
    """A ward whose forms need their tokens, as in real life; nothing may fail in the browser."""
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for role, unit in (("officer", NINH_KIEU), ("chair", NINH_KIEU), ("supervisor", CITY)):
        make_user(house, role, unit, username=role)
    days = Days(house)
    with served(house.app) as site:
        people = [Person(new_page(viewport), site, days) for viewport in (WIDE, PHONE, WIDE)]
        for person, name in zip(people, ("officer", "chair", "supervisor"), strict=True):
            person.sign_in(name)
        yield Ward(days, *people)
    assert complaints == []
