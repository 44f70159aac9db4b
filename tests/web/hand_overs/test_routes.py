"""The supervisor hands on what a closed account left; an administrator opens it again."""

from __future__ import annotations

from caseapp.casework.accounts import disable_account
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

PAGE = f"/hand-overs/canbo/{NINH_KIEU}"


def test_cases_are_handed_on_and_the_account_is_opened_again(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    case = post_case(officer, post_report(officer))
    make_user(house, "officer", username="moi")
    supervisor = signed_in(house, "supervisor", CITY)
    assert supervisor.get(PAGE).status_code == 404
    with house.app.app_context():
        disable_account(SYSTEM, "canbo", now=NOW)
    assert f'href="{PAGE}"' in supervisor.get("/hand-overs").text
    assert case in text_of(supervisor, PAGE)
    assert supervisor.post(PAGE, data={"post_key": key()}).status_code == 422
    answer = supervisor.post(PAGE, data={"officer": "moi", "post_key": key()})
    assert answer.location == "/hand-overs"
    assert "Người dùng moi" in text_of(supervisor, f"/cases/{case}")
    assert signed_in(house, "chair").get("/hand-overs").status_code == 404
    admin = signed_in(house, "administrator", CITY)
    assert "/accounts/canbo/reopening" in admin.get("/accounts/canbo").text
    assert admin.post("/accounts/canbo/reopening").location == "/accounts/canbo"
    assert "Mở lại tài khoản đã đóng" in text_of(supervisor, "/accounts/changes")


def test_where_no_officer_is_left_the_pages_say_what_to_do(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    post_case(officer, post_report(officer))
    make_user(house, "officer", CAI_KHE)
    with house.app.app_context():
        disable_account(SYSTEM, "canbo", now=NOW)
    supervisor = signed_in(house, "supervisor", CITY)
    for page in (PAGE, f"/stand-ins/{NINH_KIEU}/officers/new"):
        shown = text_of(supervisor, page)
        assert "giao vai trò cán bộ của đơn vị này" in shown
