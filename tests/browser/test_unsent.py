"""Without a network a form stays as it was typed and says so; sent again, it is kept once."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page

from caseapp.casework.impact_reading import read_list
from tests.browser.axe import sideways
from tests.browser.chromium import PHONE, NewPage
from tests.browser.person import Days, Person
from tests.browser.sample import served
from tests.factories.children import actor_of
from tests.factories.disasters import enter
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU, make_user, sign_in

SAID = "Chưa gửi – không có mạng"


STORED = "localStorage.length + sessionStorage.length"


def _asked_on_leaving(page: Page) -> list[str]:
    """Go to another page and stay when asked; return what was asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.evaluate("setTimeout(() => { location.href = '/' })")
    page.wait_for_event("dialog")
    return asked


def _type_without_a_network(page: Page) -> None:
    """Type a household, and ask for one more child: what was typed stays, and leaving asks first."""
    page.fill("#h0-head", "Thạch Sên")
    page.fill("#h0-hamlet", "Ấp 1")
    page.fill("#h0-c0-name", "Sa Rương")
    page.context.set_offline(True)
    page.locator("main button[value=child-0]").click()
    page.wait_for_selector(f"text={SAID}")
    assert page.input_value("#h0-c0-name") == "Sa Rương"
    page.context.set_offline(False)
    page.wait_for_selector("text=Đã có mạng trở lại")
    assert page.evaluate(STORED) == 0
    assert _asked_on_leaving(page) == ["beforeunload"]
    page.locator("[data-unsent-again]").click()
    page.wait_for_selector("#h0-c1-name")  # the page was drawn anew in its place
    assert page.evaluate("document.activeElement.id") == "h0-c1-name"
    assert page.input_value("#h0-c0-name") == "Sa Rương"


def _save_without_a_network(page: Page) -> None:
    page.fill("#h0-c0-birth", "2018")
    page.check("#h0-c0-sex-female")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"text={SAID}")
    assert sideways(page) <= 0


def test_a_list_typed_without_a_network_is_not_lost_and_never_called_saved(
    house: House, new_page: NewPage, complaints: list[str]
) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    number = enter(house, officer)
    known = sign_in(house, name)
    house.app.config["WTF_CSRF_ENABLED"] = True

    def kept() -> int:
        with house.app.app_context():
            return len(read_list(officer, number, NINH_KIEU, now=NOW).lines)

    with served(house.app) as site:
        person = Person(new_page(PHONE), site, Days(house))
        person.come_in(known)
        page = person.page
        page.goto(f"{site}/disasters/{number}/units/{NINH_KIEU}/children/new")
        _type_without_a_network(page)
        person.misses(SAID)
        _save_without_a_network(page)
        person.misses("Đã ghi")
        assert kept() == 0
        page.context.set_offline(False)
        page.locator("[data-unsent-again]").click()
        page.wait_for_selector("text=Đã ghi 1 trẻ em vào danh sách")
        assert kept() == 1
    away = ("ERR_INTERNET_DISCONNECTED", "422")
    assert [each for each in complaints if not any(told in each for told in away)] == []
