"""The pages that ask what a print of a file holds, in a real browser, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.sample import served
from tests.factories.dossiers import a_rich_case
from tests.factories.files import photo, post_file
from tests.factories.house import House
from tests.factories.web import PASSWORD, make_user, sign_in


@pytest.fixture
def pages(house: House) -> list[str]:
    rich = a_rich_case(house)
    make_user(house, "officer", username="canbo")
    post_file(sign_in(house, "canbo"), f"/cases/{rich.case}", photo())
    case = f"/cases/{rich.case}"
    bound = [f"{case}/dossiers/{name}" for name in ("separation", "plan", "review", "care")]
    return [case, f"{case}/summary", f"{case}/dossiers", *bound, f"{case}/minutes/1"]


@pytest.fixture
def site(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_they_are_in_order_and_no_wider_than_the_screen(
    new_page: NewPage, site: str, pages: list[str], viewport: object
) -> None:
    page = new_page(viewport)  # type: ignore[arg-type]  # a size of the browser's window
    page.goto(f"{site}/sign-in")
    page.fill("#username", "canbo")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    for address in pages:
        answer = page.goto(site + address)
        assert answer is not None
        assert answer.status == 200, address
        assert axe(page) == [], address
        assert sideways(page) <= 0, address


def test_a_form_without_a_purpose_leads_to_it(
    new_page: NewPage, site: str, pages: list[str]
) -> None:
    page = new_page(PHONE)
    page.goto(f"{site}/sign-in")
    page.fill("#username", "canbo")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}{pages[1]}")
    page.click("#submit")
    fault = page.locator(".govuk-error-summary a")
    assert fault.inner_text() == "Hãy cho biết in để làm gì"
    assert axe(page) == []
    fault.click()
    assert page.evaluate("document.activeElement.name") == "reason"
