"""The layout and its parts in a real browser: usable by all, narrow or wide, under the strict CSP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.sample import make_sample, served


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(make_sample()) as address:
        yield address


def usable(page: Page) -> None:
    """Let axe look at the page in both widths: what is hidden in one is seen in the other."""
    for viewport in (WIDE, PHONE):
        page.set_viewport_size(viewport)
        assert axe(page) == [], viewport
        assert sideways(page) <= 0, viewport


@pytest.mark.parametrize("address", ["/list", "/list?language=en", "/form", "/form?language=en"])
def test_a_page_is_usable_by_all(
    site: str, new_page: NewPage, complaints: list[str], address: str
) -> None:
    page = new_page()
    page.goto(site + address)
    usable(page)
    assert complaints == []  # nothing was blocked by the CSP, nothing failed
    assert page.inner_text(".app-demo").startswith("DỮ LIỆU THỬ – không nhập trẻ thật")


def test_an_error_page_is_usable_by_all(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/nothing-here")
    usable(page)
    assert page.inner_text("h1") == "Không có gì để hiển thị ở đây"


def test_both_weights_of_the_font_are_loaded(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/list")
    assert page.evaluate(
        "() => document.fonts.ready.then(all => [...all].map(f => f.weight + ' ' + f.status))"
    ) == [
        "400 loaded",
        "700 loaded",
    ]


def test_the_list_becomes_cards_on_a_phone(site: str, new_page: NewPage) -> None:
    wide, phone = new_page(), new_page(PHONE)
    for page in (wide, phone):
        page.goto(f"{site}/list")
    shown = "() => getComputedStyle(document.querySelector('.app-cards tr:last-child')).display"
    assert wide.evaluate(shown) == "table-row"
    assert phone.evaluate(shown) == "block"


def test_every_clock_has_its_words_its_mark_and_its_moment(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/list")
    words = page.locator(".app-clock__words").all_inner_texts()
    assert words == [
        "Còn 9 giờ",
        "Còn 2 giờ",
        "Quá hạn 5 giờ",
        "Đã xong đúng hạn",
        "Đã xong, trễ 6 giờ",
    ]
    assert page.locator(".app-clock__mark path").count() == len(words)
    # 03:00 UTC and nine hours: 19:00 in Cần Thơ.
    due = page.locator(".app-clock__at time").first
    assert due.inner_text() == "23/11/2026 19:00"
    assert due.get_attribute("datetime") == "2026-11-23T19:00+07:00"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(
    site: str, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{site}/form")
    focused = "() => document.activeElement.className"
    assert page.evaluate(focused) == "govuk-error-summary"
    page.click(".govuk-error-summary a")
    assert page.evaluate("() => document.activeElement.id") == "name"


def test_a_radio_reveals_its_question_and_stays_within_its_role(
    site: str, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{site}/form")
    assert not page.is_visible("#who")
    page.check("input[value=yes]")
    assert page.is_visible("#who")
    assert axe(page) == []


def test_the_keyboard_reaches_the_main_content_first(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/nothing-here")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_without_scripts_everything_is_there(site: str, new_page: NewPage) -> None:
    page = new_page(PHONE, scripts=False)
    page.goto(f"{site}/form")
    assert page.is_visible("#who")  # the question that a script would hide until asked for


def test_on_a_phone_head_and_menu_leave_the_first_screen_to_the_page(
    site: str, new_page: NewPage, complaints: list[str]
) -> None:
    """Also without scripts; the menu is a part of the page, and unfolds by the keyboard."""
    page = new_page(PHONE, scripts=False)
    page.goto(f"{site}/list")
    folded = [".app-navigation a >> nth=2", ".app-header__who"]
    place = page.locator("main").bounding_box()
    assert place is not None
    assert place["y"] < PHONE["height"] / 3
    assert page.locator(".app-navigation a").first.is_visible()
    assert not any(page.locator(part).is_visible() for part in folded)
    page.locator(".app-menu summary").press("Enter")
    assert all(page.locator(part).is_visible() for part in folded)
    assert sideways(page) <= 0
    page.set_viewport_size(WIDE)
    assert not page.locator(".app-menu").is_visible()
    page.reload()
    assert all(page.locator(part).is_visible() for part in folded)
    assert complaints == []
