"""Hiding a name, opening it and showing it again, on screen."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import (
    CITY,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

NAME = "Thạch Thị Sa Rương"


def test_a_name_is_hidden_opened_and_shown_again(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    case = post_case(officer, post_report(officer))
    shown = officer.get(f"/cases/{case}").text
    child = shown.partition("/children/TE")[2].split('"')[0].split("/")[0]
    page = f"/children/TE{child}"
    assert officer.post(f"{page}/name/hiding", data={"post_key": key()}).status_code == 422
    form = {"reason": "Người cha dò hỏi", "post_key": key()}
    assert officer.post(f"{page}/name/hiding", data=form).status_code == 302
    colleague, chair = signed_in(house, "officer"), signed_in(house, "chair")
    supervisor = signed_in(house, "supervisor", CITY)
    for browser in (colleague, supervisor):
        for address in (page, f"/cases/{case}", "/cases", "/children", "/reports", "/"):
            assert NAME not in text_of(browser, address), address
    for browser in (officer, chair):
        assert NAME in text_of(browser, f"/cases/{case}")
    assert colleague.get(f"{page}/name").status_code == 404
    opened = text_of(supervisor, f"{page}/name")
    assert NAME in opened
    assert "Người cha dò hỏi" in opened
    assert colleague.get(f"{page}/name/hiding").status_code == 302  # it is hidden already
    looks = text_of(supervisor, f"{page}/log")
    assert "Xem tên bị ẩn" in looks
    assert "Ẩn tên hoặc hiện lại tên" in looks
    refused = colleague.post(f"{page}/name/lifting", data=form | {"post_key": key()})
    assert refused.status_code == 404
    done = chair.post(f"{page}/name/lifting", data={"reason": "Đã an toàn", "post_key": key()})
    assert done.status_code == 302
    assert NAME in text_of(colleague, f"/cases/{case}")
