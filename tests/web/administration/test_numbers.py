"""The page of an account's numbers: says what is kept, never the number."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import make_user, signed_in, text_of


def test_the_page_keeps_numbers_and_never_shows_them(house: House) -> None:
    browser, name = signed_in(house, "administrator"), make_user(house, "chair")
    address = f"/accounts/{name}/numbers"
    assert address in browser.get(f"/accounts/{name}").text
    wrong = browser.post(address, data={"personal_id": "12"})
    assert (wrong.status_code, "12 chữ số" in wrong.text) == (422, True)
    assert browser.post(address, data={"phone": "0903 123 456"}).status_code == 302
    page = text_of(browser, address)
    assert "Điện thoại đã lưu" in page
    assert "0903" not in page
