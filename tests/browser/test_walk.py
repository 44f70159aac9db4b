"""Every page and error page that a role can open, in a real browser: nothing blocked or broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from caseapp.casework import home
from caseapp.web.actor import COOKIE
from tests.browser.axe import Eye
from tests.browser.chromium import PHONE, WIDE, open_page
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


@dataclass
class Visit:
    """A role at the browser, and what the browser had to say of the pages."""

    house: House
    seen: Seen
    site: str
    page: Page
    eye: Eye
    complaints: list[str]


@pytest.fixture(scope="module", params=ROLES)
def visit(
    busy: tuple[House, dict[str, Seen], str], browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Each role enters once, for its pages and for its error pages."""
    house, roles, site = busy
    complaints: list[str] = []
    page = open_page(browser, complaints, PHONE if ROLES.index(request.param) % 2 else WIDE)
    enter(page, site, roles[request.param])
    yield Visit(house, roles[request.param], site, page, Eye(page), complaints)
    page.context.close()


def test_every_page_of_a_role_is_clean(visit: Visit) -> None:
    page, pages = visit.page, visit.seen.pages
    assert len(pages) > 5
    visit.house.app.config["WTF_CSRF_ENABLED"] = True
    for endpoint, (address, shape) in pages.items():
        met = MET.setdefault(endpoint, set())
        if shape <= met:
            continue  # nothing in it that a browser has not met there with another role
        met |= shape
        page.goto(visit.site + address)
        assert visit.complaints == [], (endpoint, address)
        headings, over = visit.eye.frame()
        assert headings == 1, address
        if endpoint not in LOOKED_AT:
            LOOKED_AT.add(endpoint)
            assert visit.eye.violations() == [], address
            assert over <= 0, address


def test_every_error_page_of_a_role_is_clean(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    page, site, complaints = visit.page, visit.site, visit.complaints
    visit.house.app.config.update(WTF_CSRF_ENABLED=True, PROPAGATE_EXCEPTIONS=False)
    complaints.clear()
    page.set_viewport_size(PHONE)

    def clean(status: int) -> None:
        # The one thing to be said is the status of the page itself: no file of it is missing.
        assert len(complaints) == 1, complaints
        assert f"status of {status}" in complaints[0]
        headings, over = visit.eye.frame()
        assert headings == 1
        if status not in LOOKED_AT:
            LOOKED_AT.add(status)
            assert visit.eye.violations() == []
        assert over <= 0
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
