"""Drafts in a real browser: typed and left, come back to; without scripts; two people in one form."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, NewPage
from tests.factories.children import actor_of, enter_child
from tests.factories.house import House
from tests.factories.web import PASSWORD, make_user

NEAR = "Hẻm 7 đường 30/4"
FAR = "Hẻm 9 đường 3/2"
SAID = "[data-draft-said]"


def enter(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/sign-in")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.click("main button[name=submit]")
    page.wait_for_url(f"{site}/")


def test_what_is_typed_is_saved_comes_back_and_meets_what_another_saved(
    house: House, site: str, new_page: NewPage, complaints: list[str]
) -> None:
    names = [make_user(house, "officer") for _ in range(2)]
    child = enter_child(house, actor_of(house, names[0]), address="Hẻm 5")
    address = f"{site}/children/{child}/identity"
    page, plain = new_page(), new_page(PHONE, scripts=False)
    enter(page, site, names[0])
    enter(plain, site, names[1])

    # Typed, and saved some seconds after the last key; what is said is what the server has.
    page.goto(address)
    assert page.inner_text(SAID) == ""
    page.fill("#address", FAR)
    page.locator(SAID, has_text="Đã lưu nháp").wait_for()
    assert re.fullmatch(r"Đã lưu nháp lúc \d\d:\d\d", page.inner_text(SAID))

    # Without a line nothing is claimed; with it again, leaving saves what was typed last.
    page.context.set_offline(offline=True)
    page.fill("#guardian_name", "Bà Tư")
    page.click("[data-draft-button]")
    page.locator(SAID, has_text="mất mạng").wait_for()
    page.context.set_offline(offline=False)
    page.locator(SAID, has_text="Đã lưu nháp").wait_for()
    page.fill("#guardian_phone", "0912345678")
    page.goto(f"{site}/")
    page.click("section[aria-labelledby=drafts] a")
    assert page.input_value("#address") == FAR
    assert page.input_value("#guardian_name") == "Bà Tư"
    assert page.input_value("#guardian_phone") == "0912345678"
    assert (axe(page), sideways(page)) == ([], 0)

    # Another, without scripts: the button saves and comes back, then the form is sent.
    plain.goto(address)
    plain.fill("#address", NEAR)
    plain.click("[data-draft-button]")
    assert "Đã lưu nháp lúc" in plain.inner_text("main")
    assert plain.input_value("#address") == NEAR
    plain.click("main button[name=submit]")
    plain.wait_for_url(f"{site}/children/{child}")

    # Both meet in the answer that both changed; the choice is looked at, then sent.
    page.click("main form:not([data-draft-removal]) button[name=submit]")
    assert "Bản đang lưu" in page.inner_text("main")
    assert (axe(page), sideways(page)) == ([], 0)
    assert [each.inner_text() for each in page.locator("legend").all()] == [
        "Số nhà, đường, khu vực, ấp"
    ]
    assert all(text in page.inner_text("fieldset") for text in (NEAR, FAR))
    page.check("input[value=mine]")
    page.click("main form button")
    assert page.input_value("#address") == FAR
    page.click("main form:not([data-draft-removal]) button[name=submit]")
    page.wait_for_url(f"{site}/children/{child}")
    assert FAR in page.inner_text("main")
    assert "Bà Tư" in page.inner_text("main")
    page.goto(f"{site}/")
    assert page.locator("section[aria-labelledby=drafts]").count() == 0
    assert [line for line in complaints if "ERR_INTERNET_DISCONNECTED" not in line
            and "409" not in line] == []  # fmt: skip
