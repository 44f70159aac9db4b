"""Every page and error page that a role can open, in a real browser: nothing blocked or broken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from caseapp.casework import home
from caseapp.upkeep.demo import DemoResult
from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.sample import served
from tests.factories.house import House, Template, opened
from tests.factories.walk import ROLES, busy_house, crawl
from tests.factories.web import client

LOOKED_AT: set[str] = set()
NO_TOKEN = """() => {
  const form = document.createElement("form");
  form.method = "post"; form.action = "/sign-out";
  document.body.append(form); form.submit();
}"""


@pytest.fixture(scope="module")
def busy(
    template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, DemoResult, str]]:
    with opened(template, tmp_path_factory.mktemp("walk") / "instance") as house:
        made = busy_house(house)
        with served(house.app) as address:
            yield house, made, address


def enter(page: Page, site: str, username: str, password: str) -> None:
    page.goto(f"{site}/sign-in")
    page.fill("#username", username)
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_clean(
    busy: tuple[House, DemoResult, str], new_page: NewPage, complaints: list[str], role: str
) -> None:
    house, made, site = busy
    account = next(person for person in made.accounts if person.role == role)
    house.app.config["WTF_CSRF_ENABLED"] = False
    browser, pages = client(house), dict[str, str]()
    browser.post("/sign-in", data={"username": account.username, "password": account.password})
    crawl(house, browser, first=pages)
    assert len(pages) > 5
    house.app.config["WTF_CSRF_ENABLED"] = True
    page = new_page(PHONE if ROLES.index(role) % 2 else WIDE)
    enter(page, site, account.username, account.password)
    for endpoint, address in pages.items():
        page.goto(site + address)
        assert complaints == [], (endpoint, address)
        assert page.locator("h1").count() == 1, address
        if endpoint not in LOOKED_AT:  # the same page is the same for every role, all but links
            LOOKED_AT.add(endpoint)
            assert axe(page) == [], address
            assert sideways(page) <= 0, address


@pytest.mark.parametrize("role", ROLES)
def test_every_error_page_of_a_role_is_clean(
    busy: tuple[House, DemoResult, str],
    new_page: NewPage,
    complaints: list[str],
    monkeypatch: pytest.MonkeyPatch,
    role: str,
) -> None:
    house, made, site = busy
    house.app.config.update(WTF_CSRF_ENABLED=True, PROPAGATE_EXCEPTIONS=False)
    account = next(person for person in made.accounts if person.role == role)
    page = new_page(PHONE)
    enter(page, site, account.username, account.password)

    def clean(status: int) -> None:
        # The one thing to be said is the status of the page itself: no file of it is missing.
        assert len(complaints) == 1, complaints
        assert f"status of {status}" in complaints[0]
        assert page.locator("h1").count() == 1
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
