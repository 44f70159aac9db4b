"""The pages of merges: a twin is proposed with links, asked about, agreed to, merged, undone."""

from __future__ import annotations

import re
from datetime import date

from caseapp.casework.children import register_child
from caseapp.casework.twin_rounds import watch_twins
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, post_report, signed_in

BOXES = {"sex": "female", "born-day": "5", "born-month": "9", "resident_from-day": "1",
         "resident_from-month": "7", "resident_from-year": "2025"}  # fmt: skip


def a_form(name: str, year: int, area: str) -> dict[str, str]:
    return BOXES | {"full_name": name, "born-year": str(year), "area_code": area}


def test_a_twin_is_proposed_with_its_reasons_and_of_another_unit_by_its_code(house: House) -> None:
    own = enter_child(
        house, officer_of(house), guardian_phone="0912 345 678", guardian_relation="mother"
    )
    form = a_form("Do Hoa", 2014, NINH_KIEU) | {"guardian_phone": "0912345678"}
    asked = signed_in(house, "officer").post("/children/new", data=form)
    assert asked.status_code == 422
    assert f'<a class="govuk-link" href="/children/{own}">Đỗ Thị Hòa</a>' in asked.text
    for words in ("khác chữ Thị", "năm sinh lệch 1", "cùng số điện thoại mẹ"):
        assert words in asked.text
    other = signed_in(house, "officer", CAI_KHE)
    told = other.post("/children/new", data=form | {"area_code": CAI_KHE})
    assert told.status_code == 422
    assert own in told.text
    assert "Phường Ninh Kiều" in told.text
    assert f"/children/{own}" not in told.text
    assert "Thị Hòa" not in told.text
    anew = form | {"area_code": CAI_KHE, "distinct": "y"}
    assert other.post("/children/new", data=anew).status_code == 302


def test_two_are_agreed_to_be_one_merged_and_parted_again(house: House) -> None:
    own = enter_child(house, officer_of(house))
    second = enter_child(house, officer_of(house, CAI_KHE), area_code=CAI_KHE)
    officer, other = signed_in(house, "officer"), signed_in(house, "officer", CAI_KHE)
    supervisor = signed_in(house, "supervisor", CITY)
    form = {"first": second, "second": own, "reason": "Gia đình xác nhận"}
    assert other.post("/merges/new", data=form | {"second": "TE-26-ZZZZZZZZ"}).status_code == 422
    page = other.post("/merges/new", data=form).location
    assert "Chờ ý kiến của bạn" in officer.get("/merges").text
    for word in ({}, {"agrees": "no", "note": ""}):
        assert officer.post(f"{page}/word", data=word).status_code == 422
    decision = {"keep": own, "note": ""}
    assert supervisor.post(f"{page}/decision", data=decision).status_code == 422
    assert officer.post(f"{page}/word", data={"agrees": "yes", "note": ""}).status_code == 302
    assert officer.post(f"{page}/decision", data=decision).status_code == 404
    assert supervisor.post(f"{page}/decision", data=decision).status_code == 302
    for browser in (officer, other):
        answer = browser.get(f"/children/{second}")
        assert answer.location == f"/children/{own}"
        assert browser.get(answer.location).status_code == 200
    assert other.get(f"{page}/undoing").status_code == 404
    assert "Từ đó đến nay chưa nhập gì thêm" in supervisor.get(f"{page}/undoing").text
    assert supervisor.post(f"{page}/undoing", data={"reason": ""}).status_code == 422
    assert supervisor.post(f"{page}/undoing", data={"reason": "Hai chị em họ"}).location == page
    assert other.get(f"/children/{second}").status_code == 200
    assert other.get(f"/children/{own}").status_code == 404


def test_a_case_is_opened_for_one_who_may_be_known_after_a_question(house: House) -> None:
    officer = signed_in(house, "officer")
    enter_child(house, officer_of(house))
    report = post_report(officer, child_name="Đỗ Thị Hòa")
    page = officer.get(f"/reports/{report}/case").text
    area = re.search(r'name="area_code"', page)
    assert area
    form = {"full_name": "Do Thi Hoa", "sex": "female", "born-day": "5", "born-month": "9",
            "born-year": "2015", "area_code": NINH_KIEU}  # fmt: skip
    asked = officer.post(f"/reports/{report}/case", data=form)
    assert asked.status_code == 422
    assert "cùng tên không dấu, cùng ngày sinh, cùng phường, xã" in asked.text
    assert officer.post(f"/reports/{report}/case", data=form | {"distinct": "y"}).status_code == 302


def test_the_supervisor_settles_a_pair(house: House) -> None:
    number = "092215001234"
    enter_child(house, officer_of(house), personal_id=number)
    other = officer_of(house, CAI_KHE)
    with house.app.app_context():
        watch_twins(now=NOW)
        entry = a_child(CAI_KHE, full_name="Lê Bé", personal_id=number, born=date(2016, 1, 1))
        new = register_child(other, entry, now=NOW)
        watch_twins(now=NOW)
    supervisor = signed_in(house, "supervisor", CITY)
    page = supervisor.get("/merges/pairs").text
    assert new in page
    assert "cùng số định danh" in page
    settle = re.search(r'action="(/merges/pairs/\d+/settled)"', page)
    assert settle
    assert supervisor.post(settle[1]).location == "/merges/pairs"
    assert new not in supervisor.get("/merges/pairs").text
