"""A name that is looked for stands in no address; back, reload and the next page work as ever."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.factories.children import enter_child, officer_of
from tests.factories.house import House
from tests.factories.web import make_user, search, sign_in, signed_in, text_of, token_in

LOST = "Không mở được nội dung tìm kiếm trong địa chỉ này"


@pytest.fixture
def officer(house: House) -> FlaskClient:
    """An officer whose ward knows 51 children called Hoa, and one more."""
    actor = officer_of(house)
    for number in range(51):
        enter_child(house, actor, full_name=f"Đỗ Thị Hoa {'ABCDEFGHIK'[number % 10]}{number}")
    enter_child(house, actor, full_name="Lê Văn Tám")
    return signed_in(house, "officer")


def test_search_reload_and_next_page(officer: FlaskClient) -> None:
    address = search(officer, "/children", q="hoa")
    assert re.fullmatch(r"/children\?sought=[A-Za-z0-9_-]+", address)
    for _ in range(2):  # again: the address is all that it needs
        html = officer.get(address).text
        assert 'value="hoa"' in html
        assert "Lê Văn Tám" not in html
    link = unescape(re.search(r'rel="next" href="([^"]+)"', html)[1])  # type: ignore[index]
    following = officer.get(link).text
    assert 'value="hoa"' in following
    assert len(set(re.findall(r"/children/TE-[^\"/?]+", html + following))) == 51
    assert "Lê Văn Tám" not in following
    assert search(officer, "/children", q="", home="") == "/children"


def test_words_in_the_address_itself_are_not_looked_for(officer: FlaskClient) -> None:
    shown = officer.get("/children?q=t%C3%A1m").text
    assert 'value="tám"' not in shown
    assert "Đỗ Thị Hoa" in shown
    assert officer.get("/children/search").status_code == 404


def test_another_account_and_a_forger_get_the_plain_list(
    house: House, officer: FlaskClient
) -> None:
    address = search(officer, "/children", q="tam")
    assert "Lê Văn Tám" in text_of(officer, address)
    assert LOST not in text_of(officer, address)
    for browser, tried in (
        (signed_in(house, "officer"), address),
        (officer, f"{address[:-9]}AAAAAAAAA"),
        (officer, "/children?sought=T%C3%A1m"),
        (officer, address.replace("sought=", "sought=A")),
        (officer, search(signed_in(house, "supervisor"), "/agencies", words="x").replace(
            "/agencies", "/children")),
    ):  # fmt: skip
        shown = text_of(browser, tried)
        assert LOST in shown, tried
        assert "Đỗ Thị Hoa" in shown, tried


def test_no_more_than_a_search_needs_goes_into_an_address(officer: FlaskClient) -> None:
    assert len(search(officer, "/children", q="a" * 900)) < 1500
    assert "Rút gọn còn không quá 200 ký tự" in text_of(
        officer, search(officer, "/children", q="a" * 900)
    )
    assert search(officer, "/children", q="a" * 2000) == "/children"
    assert officer.get(search(officer, "/children", q="\0\u202eHoa")).status_code == 200


def test_a_search_needs_the_forms_token(house: House) -> None:
    browser = sign_in(house, make_user(house, "officer"), csrf=True)
    assert browser.post("/children/search", data={"q": "hoa"}).status_code == 400
    fair = {"q": "hoa", "csrf_token": token_in(browser.get("/children").text)}
    assert browser.post("/children/search", data=fair).status_code == 303


def test_a_search_after_the_session_ended_leads_back_to_its_page(officer: FlaskClient) -> None:
    held = officer.get_cookie("caseapp_session")
    assert held is not None
    officer.post("/lock")
    officer.set_cookie("caseapp_session", held.value)
    answer = officer.post("/children/search", data={"q": "hoa"})
    assert answer.location == "/sign-in?next=/children"
