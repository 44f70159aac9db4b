"""The pages of the duty lists: who opens which, what is refused, and the gap on the home page."""

from __future__ import annotations

import re

import pytest

from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    sign_in,
    signed_in,
    text_of,
)

NO_CHAIR = "thiếu số điện thoại của Chủ tịch"


def entry(**fields: str) -> dict[str, str]:
    return {
        "role": "chair", "place": "1", "name": "Bà Sáu", "phone": "0100 240 927",
        "post_key": key(), **boxes("valid_from", "2026-11-01"), **fields,
    }  # fmt: skip


def test_an_officer_keeps_the_list_of_the_own_unit(house: House) -> None:
    make_user(house, "chair", username="chutich")
    browser = signed_in(house, "officer")
    assert "chưa có danh sách trực" in text_of(browser, "/")
    assert browser.get("/duty").location == f"/duty/{NINH_KIEU}"
    first = entry(role="police", mail="truc@example.org", name="Trực ban")
    for _ in range(2):  # sent twice, kept once
        answer = browser.post(f"/duty/{NINH_KIEU}/new", data=first)
        assert (answer.status_code, answer.location) == (302, f"/duty/{NINH_KIEU}")
    assert NO_CHAIR in text_of(browser, "/")
    browser.post(f"/duty/{NINH_KIEU}/new", data=entry(username="chutich"))
    page = browser.get(f"/duty/{NINH_KIEU}").text
    for words in ('href="tel:0100240927"', "Bà Sáu", "Người dùng chutich", "truc@example.org"):
        assert words in page
    assert len(re.findall("Trực ban</div>|Trực ban\n", page)) == 1
    assert "Danh sách trực còn thiếu" not in text_of(browser, "/")
    (police, chair) = sorted(re.findall(rf"/duty/{NINH_KIEU}/([0-9]+)/end", page))
    asked = f"/duty/{NINH_KIEU}/{chair}/end"
    assert "Rút Bà Sáu khỏi danh sách trực?" in text_of(browser, asked)
    assert NO_CHAIR not in text_of(browser, "/")  # to be asked changes nothing
    assert browser.post(asked).status_code == 302
    assert browser.get(asked).status_code == 404
    assert NO_CHAIR in text_of(signed_in(house, "chair"), "/")
    assert "Bà Sáu" in text_of(browser, f"/duty/{NINH_KIEU}")  # among those that are over
    assert police


def test_the_supervisor_is_shown_every_gap_and_keeps_the_city_s_list(house: House) -> None:
    browser = signed_in(house, "supervisor", CITY)
    assert "104 đơn vị chưa gọi được ban đêm" in text_of(browser, "/")
    city = entry(role="city_phone", name="Sở Y tế")
    assert browser.post(f"/duty/{CITY}/new", data=city).status_code == 302
    assert "Thành phố Cần Thơ thiếu người giám sát trực" in text_of(browser, "/duty")
    assert browser.post(f"/duty/{CAI_KHE}/new", data=entry()).status_code == 302


@pytest.mark.parametrize(
    ("sent", "anchor"),
    [
        ({"role": "city_phone"}, "role"),
        ({"place": "99"}, "place"),
        ({"place": "một"}, "place"),
        ({"phone": "gọi sau"}, "phone"),
        ({"mail": "truc"}, "mail"),
        ({"username": "khac"}, "username"),
        (boxes("last_day", "2026-11-01"), "last_day-day"),
        (boxes("valid_from", "2026-02-30"), "valid_from-"),
    ],
)
def test_what_is_refused_names_the_field_and_keeps_what_was_typed(
    house: House, sent: dict[str, str], anchor: str
) -> None:
    browser = signed_in(house, "officer")
    answer = browser.post(f"/duty/{NINH_KIEU}/new", data=entry(**sent))
    assert answer.status_code == 422
    assert f'href="#{anchor}' in answer.text
    assert "Bà Sáu" in answer.text


def test_others_find_no_such_list(house: House) -> None:
    browser = signed_in(house, "officer", CAI_KHE)
    for code in (NINH_KIEU, CITY, "99999", "x"):
        assert browser.get(f"/duty/{code}").status_code == 404
        assert browser.post(f"/duty/{code}/new", data=entry()).status_code == 404
        assert browser.post(f"/duty/{code}/1/end").status_code == 404
    assert browser.post(f"/duty/{CAI_KHE}/99999999999/end").status_code == 404
    for role in ("collaborator", "statistician", "administrator"):
        other = sign_in(house, make_user(house, role))
        assert other.get("/duty").status_code == 404
        assert "Danh sách trực" not in text_of(other, "/")
