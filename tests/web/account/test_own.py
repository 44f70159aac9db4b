"""The own account's page: roles, sessions that one ends, and what others changed."""

from __future__ import annotations

import re

from caseapp.casework.account_changes import RoleEntry, ask_role
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.rules.values import local_day
from tests.factories.accounts import MACHINE
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, client, make_user, sign_in, text_of


def test_the_page_shows_who_one_is_and_where_one_is_signed_in(house: House) -> None:
    name = make_user(house, "officer", username="canbo")
    browser = sign_in(house, name)
    words = text_of(browser, "/account")
    for said in (
        "canbo",
        "Cán bộ bảo vệ trẻ em, Phường Ninh Kiều, từ 23/11/2026 (đang có hiệu lực)",
        "Chưa thiết lập: chỉ cần mật khẩu",
        "phiên này",
    ):
        assert said in words
    assert 'href="/account"' in browser.get("/").text  # the name on every page leads here


def test_sessions_are_ended_one_or_all_others(house: House) -> None:
    name = make_user(house, "officer")
    own, second, third = (sign_in(house, name) for _ in range(3))
    stranger = sign_in(house, make_user(house, "officer"))
    numbers = re.findall(r'action="/account/sessions/(\d+)/end"', own.get("/account").text)
    assert len(numbers) == 2
    assert own.get(f"/account/sessions/{numbers[0]}/end").status_code == 405
    assert stranger.post(f"/account/sessions/{numbers[0]}/end").status_code == 404
    assert own.post(f"/account/sessions/{numbers[0]}/end").location == "/account"
    assert sorted(each.get("/").status_code for each in (second, third)) == [200, 302]
    own.post("/account/sessions/end")
    assert [each.get("/").status_code for each in (own, second, third, stranger)] == [
        200, 302, 302, 200,
    ]  # fmt: skip


def test_changes_are_told_until_their_owner_has_read_them(house: House) -> None:
    name = make_user(house, "officer")
    with house.app.app_context():
        role = RoleEntry("statistician", CITY, local_day(NOW), None)
        ask_role(SYSTEM, name, role, now=NOW)
    browser = sign_in(house, name)
    assert "Có 1 thay đổi của tài khoản này cần đọc" in browser.get("/account").text
    page = browser.get("/account/changes?next=/reports").text
    assert "người vận hành máy chủ" in page
    (number,) = re.findall(r'name="seen" value="(\d+)"', page)
    for forged in ({}, {"seen": "999"}, {"seen": "-1"}, {"seen": "x" * 50}):
        browser.post("/account/changes", data=forged)
    again = client(house)
    form = {"username": name, "password": PASSWORD}
    assert again.post("/sign-in", data=form).location == "/account/changes"
    answer = browser.post("/account/changes?next=/reports", data={"seen": number})
    assert answer.location == "/reports"
    assert client(house).post("/sign-in", data=form).location == "/"
    assert "Không có thay đổi nào" in browser.get("/account/changes").text


def test_an_account_whose_role_waits_opens_itself_alone(house: House) -> None:
    new = NewAccount("cho.duyet", "Người Chờ", PASSWORD, "officer", NINH_KIEU, handed_over=False)
    with house.app.app_context():
        assert add_account(MACHINE, new, now=NOW).waits
    browser = sign_in(house, "cho.duyet")
    assert browser.get("/").status_code == 200
    assert "chưa có vai trò" in text_of(browser, "/account")
    for address in ("/reports", "/cases", "/children", "/accounts", "/accounts/changes"):
        assert browser.get(address).status_code == 404, address
