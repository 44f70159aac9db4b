"""Houses for whole journeys: a ward with its three, all signed in; an office that releases."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from caseapp.web import job_page
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.person import Days, Person, Ward
from tests.browser.releasing import Desk
from tests.browser.sample import served
from tests.factories.house import House
from tests.factories.released import an_office, frozen, hit_children
from tests.factories.web import CITY, NINH_KIEU, make_user, sign_in


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


@pytest.fixture
def release_desk(
    house: House, new_page: NewPage, complaints: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Figures that are frozen, who counts and who signs, and visitors; nothing may fail."""
    # The page of the job shall not load itself again while it is looked at.
    monkeypatch.setattr(job_page, "EVERY", 3600)
    an_office(house)
    with house.app.app_context():
        hit_children()
        frozen()
    known = [sign_in(house, name) for name in ("thongke", "giamsat")]
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(house.app) as site:
        people = [Person(new_page(viewport), site, Days(house)) for viewport in (WIDE, PHONE)]
        for person, browser in zip(people, known, strict=True):
            person.come_in(browser)
        visitors = [new_page(PHONE, scripts=scripts) for scripts in (True, False)]
        for page in visitors:
            page.goto(f"{site}/publications")
        yield Desk(house, *people, *visitors)
    assert complaints == []
