"""The pages of standing in: the chair names from a phone, the deputy decides, it ends."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

UNIT = f"/stand-ins/{NINH_KIEU}"
DAYS = boxes("valid_from", "2026-11-23") | boxes("last_day", "2026-11-24")
WHY = "Chủ tịch đang nằm viện, không nghe máy"


def a_form(**more: str) -> dict[str, str]:
    return {"person": "pho", "rank": "1", "post_key": key(), **DAYS, **more}


def test_the_chair_names_the_deputy_decides_and_the_chair_ends_it(house: House) -> None:
    chair = sign_in(house, make_user(house, "chair"))
    deputy = sign_in(house, make_user(house, "deputy", username="pho"))
    report = post_report(signed_in(house, "officer"))
    assert deputy.get(f"/reports/{report}").status_code == 404
    assert chair.get("/stand-ins").location == UNIT
    form = a_form()
    for _ in range(2):  # sent twice
        assert chair.post(f"{UNIT}/deputies/new", data=form).location == UNIT
    page = text_of(chair, UNIT)
    assert page.count("từ 23/11/2026 đến hết 24/11/2026") == 1
    assert "Bạn đang làm thay Chủ tịch UBND, Phường Ninh Kiều, đến hết ngày 24/11/2026" in text_of(
        deputy, "/"
    )
    moment = boxes("decided_at", "2026-11-23 09:00")
    measure = {"kind": "none", "reason": "An toàn", "post_key": key(), **moment}
    deputy_now = deputy.post(f"/reports/{report}/decision", data=measure)
    assert deputy_now.status_code == 422  # named after that moment
    measure |= boxes("decided_at", "2026-11-23 10:00")
    assert deputy.post(f"/reports/{report}/decision", data=measure).status_code == 302
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: Người dùng pho" in text_of(chair, f"/reports/{report}")
    assert "Chấm dứt ngay việc làm thay của Người dùng pho?" in text_of(chair, f"{UNIT}/1/end")
    assert deputy.get(f"/reports/{report}").status_code == 200
    assert chair.post(f"{UNIT}/1/end").location == UNIT
    assert deputy.get(f"/reports/{report}").status_code == 404


def test_a_supervisor_says_why(house: House) -> None:
    make_user(house, "deputy", username="pho")
    supervisor = signed_in(house, "supervisor", CITY)
    assert supervisor.get(f"/stand-ins?unit={NINH_KIEU}").location == UNIT
    refused = supervisor.post(f"{UNIT}/deputies/new", data=a_form())
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.text
    assert supervisor.post(f"{UNIT}/deputies/new", data=a_form(reason=WHY)).location == UNIT
    assert WHY in text_of(supervisor, UNIT)
    assert "Người dùng pho" in text_of(supervisor, "/stand-ins")
    assert WHY not in text_of(signed_in(house, "chair"), UNIT)


def test_an_officer_names_one_of_another_ward(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    other = make_user(house, "officer", CAI_KHE)
    form = a_form(person=other, in_place_of="canbo")
    assert officer.post(f"{UNIT}/officers/new", data=form).location == UNIT
    assert f"Người dùng {other}" in text_of(officer, UNIT)
    assert officer.get(f"{UNIT}/deputies/new").status_code == 404


@pytest.mark.parametrize("address", [UNIT, f"{UNIT}/deputies/new", f"{UNIT}/officers/new"])
def test_another_wards_people_look_like_none(house: House, address: str) -> None:
    chair = signed_in(house, "chair", CAI_KHE)
    assert chair.get(address).status_code == 404
    assert chair.post(address, data=a_form()).status_code in {404, 405}
    assert chair.post(f"{UNIT}/1/end").status_code == 404
