"""The supervisor hands over what an officer has, also of a closed account that opens again."""

from __future__ import annotations

import pytest

from caseapp.casework.accounts import disable_account
from caseapp.rules.access import Act
from caseapp.web.hand_overs.routes import act_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    key,
    make_user,
    post_case,
    post_report,
    search,
    sign_in,
    signed_in,
    text_of,
    version_in,
)

PAGE = f"/hand-overs/canbo/{NINH_KIEU}"
BOX = '{"token": "%s", "title": "Tiếp nhận tin báo", "page": "/reports/new", "writer": "%s", "saves": 0}'


def test_all_of_an_officer_is_handed_over_from_its_page_and_drafts_say_whose_they_are(
    house: House,
) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    case = post_case(officer, post_report(officer))
    draft = {"draft": BOX % ("t" * 24, "w" * 16), "child_name": "Bé Bi", "works_here": "no"}
    assert officer.post("/drafts", data=draft).status_code == 302
    other = sign_in(house, make_user(house, "officer", username="moi"))
    supervisor = signed_in(house, "supervisor", CITY)
    assert f'href="{PAGE}"' in supervisor.get(search(supervisor, "/hand-overs", who="canbo")).text
    assert f'href="{PAGE}"' not in supervisor.get(search(supervisor, "/hand-overs", who="moi")).text
    shown = supervisor.get(PAGE).text
    assert case in shown
    assert "Bé Bi" not in shown  # a draft is read by its owner alone
    assert supervisor.post(PAGE, data={"post_key": key(), "version": "0"}).status_code == 422
    sent = {"officer": "moi", "post_key": key(), "version": version_in(shown)}
    assert supervisor.post(PAGE, data=sent).location == "/hand-overs"
    assert supervisor.post(PAGE, data=sent).location == "/hand-overs"  # twice is once
    late = supervisor.post(PAGE, data={**sent, "post_key": key()})
    assert late.status_code == 409
    assert "đã bàn giao" in late.text
    assert "Người dùng moi" in text_of(supervisor, f"/cases/{case}")
    assert "Người dùng canbo" in text_of(other, "/")
    received = text_of(other, "/hand-overs/received")
    assert case in received
    assert text_of(officer, "/hand-overs/received") != received
    form = other.get(f"/reports/new?draft={'t' * 24}").text
    assert "Bé Bi" in form
    assert "Người dùng canbo" in form
    assert "Bé Bi" not in officer.get(f"/reports/new?draft={'t' * 24}").text
    assert signed_in(house, "chair").get("/hand-overs").status_code == 404


def test_an_account_that_was_handed_on_is_opened_again(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    post_case(officer, post_report(officer))
    make_user(house, "officer", username="moi")
    supervisor = signed_in(house, "supervisor", CITY)
    with house.app.app_context():
        disable_account(SYSTEM, "canbo", now=NOW)
    sent = {"officer": "moi", "post_key": key(), "version": "0"}
    assert supervisor.post(PAGE, data=sent).location == "/hand-overs"
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


@pytest.mark.parametrize(
    ("address", "act"),
    [
        ("/reports/new", Act.REPORT_LOG),
        ("/reports/new?first=BC-26-AAAAAAAA", Act.REPORT_LOG),
        ("/cases/new", Act.CASE_EDIT),
        ("/cases/take-over", Act.CASE_EDIT),
        ("/children/new", Act.CHILD_EDIT),
        ("/account/password", Act.OWN_ACCOUNT),
        ("/hand-overs", None),  # takes no form
        ("/nowhere", None),
    ],
)
def test_a_page_is_known_by_the_act_of_its_form(
    house: House, address: str, act: Act | None
) -> None:
    with house.app.app_context():
        assert act_of(address) == act
