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
SEND = "main form:not([data-draft-removal]) button[name=submit]"


def enter(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/sign-in")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.click("main button[name=submit]")
    page.wait_for_url(f"{site}/")


def seen(page: Page) -> None:
    assert (axe(page), sideways(page)) == ([], 0)


def type_and_leave(page: Page, site: str, address: str) -> None:
    """Saved some seconds after the last key, said to be when it is, and on leaving the page."""
    page.goto(address)
    assert page.inner_text(SAID) == ""
    page.fill("#address", FAR)
    page.locator(SAID, has_text="Đã lưu nháp").wait_for()
    assert re.fullmatch(r"Đã lưu nháp lúc \d\d:\d\d", page.inner_text(SAID))
    page.context.set_offline(offline=True)
    page.fill("#guardian_name", "Bà Tư")
    page.click("[data-draft-button]")
    page.locator(SAID, has_text="mất mạng").wait_for()
    page.context.set_offline(offline=False)
    page.locator(SAID, has_text="Đã lưu nháp").wait_for()
    page.fill("#guardian_phone", "0912345678")
    page.goto(f"{site}/")


def come_back(page: Page) -> None:
    page.click("section[aria-labelledby=drafts] a")
    typed = {"#address": FAR, "#guardian_name": "Bà Tư", "#guardian_phone": "0912345678"}
    assert {box: page.input_value(box) for box in typed} == typed
    seen(page)


def save_and_send_without_scripts(plain: Page, address: str) -> None:
    plain.goto(address)
    plain.fill("#address", NEAR)
    plain.click("[data-draft-button]")
    assert "Đã lưu nháp lúc" in plain.inner_text("main")
    assert plain.input_value("#address") == NEAR
    plain.click(SEND)
    plain.wait_for_url(address.removesuffix("/identity"))


def meet_and_send(page: Page, shown: str) -> None:
    """Both changed one answer: one of the two is chosen, looked at in the form, and sent."""
    page.click(SEND)
    assert "Bản đang lưu" in page.inner_text("main")
    seen(page)
    assert page.locator("legend").all_inner_texts() == ["Số nhà, đường, khu vực, ấp"]
    assert all(text in page.inner_text("fieldset") for text in (NEAR, FAR))
    page.check("input[value=mine]")
    page.click("main form button")
    assert page.input_value("#address") == FAR
    page.click(SEND)
    page.wait_for_url(shown)
    assert all(text in page.inner_text("main") for text in (FAR, "Bà Tư"))


def test_what_is_typed_is_saved_comes_back_and_meets_what_another_saved(
    house: House, site: str, new_page: NewPage, complaints: list[str]
) -> None:
    names = [make_user(house, "officer") for _ in range(2)]
    child = enter_child(house, actor_of(house, names[0]), address="Hẻm 5")
    address = f"{site}/children/{child}/identity"
    page, plain = new_page(), new_page(PHONE, scripts=False)
    enter(page, site, names[0])
    enter(plain, site, names[1])
    type_and_leave(page, site, address)
    come_back(page)
    save_and_send_without_scripts(plain, address)
    meet_and_send(page, f"{site}/children/{child}")
    page.goto(f"{site}/")
    assert page.locator("section[aria-labelledby=drafts]").count() == 0
    meant = ("ERR_INTERNET_DISCONNECTED", "409")  # the line that was cut, and the meeting
    assert [line for line in complaints if not any(each in line for each in meant)] == []
