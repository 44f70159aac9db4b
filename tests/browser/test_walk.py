"""Every page and error page that a role can open, in a real browser: nothing blocked or broken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from caseapp.casework import home
from caseapp.web.actor import COOKIE
from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.sample import served
from tests.factories.house import House
from tests.factories.walk import ROLES, Seen

LOOKED_AT: set[str | int] = set()
"""Routes and errors at which axe looked: the same page is the same for every role, all but links."""

MET: dict[str, set[str]] = {}
"""Of what elements the pages of each route are made that a browser has opened."""
NO_TOKEN = """() => {
  const form = document.createElement("form");
  form.method = "post"; form.action = "/sign-out";
  document.body.append(form); form.submit();
}"""


@pytest.fixture(scope="module")
def busy(walked: tuple[House, dict[str, Seen]]) -> Iterator[tuple[House, dict[str, Seen], str]]:
    house, roles = walked
    with served(house.app) as address:
        yield house, roles, address


def enter(page: Page, site: str, seen: Seen) -> None:
    """Go on in the browser with the session that the walk began."""
    kept = seen.browser.get_cookie(COOKIE)
    assert kept is not None
    page.context.add_cookies([{"name": COOKIE, "value": kept.value, "url": site}])
    page.goto(site)
    assert page.url == f"{site}/"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_clean(
    busy: tuple[House, dict[str, Seen], str], new_page: NewPage, complaints: list[str], role: str
) -> None:
    house, roles, site = busy
    pages = roles[role].pages
    assert len(pages) > 5
    house.app.config["WTF_CSRF_ENABLED"] = True
    page = new_page(PHONE if ROLES.index(role) % 2 else WIDE)
    enter(page, site, roles[role])
    for endpoint, (address, shape) in pages.items():
        met = MET.setdefault(endpoint, set())
        if shape <= met:
            continue  # nothing in it that a browser has not met there with another role
        met |= shape
        page.goto(site + address)
        assert complaints == [], (endpoint, address)
        assert page.locator("h1").count() == 1, address
        if endpoint not in LOOKED_AT:
            LOOKED_AT.add(endpoint)
            assert axe(page) == [], address
            assert sideways(page) <= 0, address


@pytest.mark.parametrize("role", ROLES)
def test_every_error_page_of_a_role_is_clean(
    busy: tuple[House, dict[str, Seen], str],
    new_page: NewPage,
    complaints: list[str],
    monkeypatch: pytest.MonkeyPatch,
    role: str,
) -> None:
    house, roles, site = busy
    house.app.config.update(WTF_CSRF_ENABLED=True, PROPAGATE_EXCEPTIONS=False)
    page = new_page(PHONE)
    enter(page, site, roles[role])

    def clean(status: int) -> None:
        # The one thing to be said is the status of the page itself: no file of it is missing.
        assert len(complaints) == 1, complaints
        assert f"status of {status}" in complaints[0]
        assert page.locator("h1").count() == 1
        if status not in LOOKED_AT:
            LOOKED_AT.add(status)
            assert axe(page) == []
        assert sideways(page) <= 0
        complaints.clear()

    for address, status in (
        ("/nothing", 404),
        ("/reports/BC-26-00000000", 404),
        ("/sign-out", 405),
    ):
        page.goto(site + address)
        clean(status)
    with page.expect_navigation():
        page.evaluate(NO_TOKEN)
    clean(400)
    with monkeypatch.context() as patch:
        patch.setattr(home, "gather", lambda *_, **__: 1 / 0)
        page.goto(f"{site}/")
        clean(500)
