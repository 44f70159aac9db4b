"""Reports on screen: logged once, shown to their own unit, amended, printed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import NOW, House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
    token_in,
    version_in,
)


def test_a_logged_report_runs_its_clock_from_the_receipt(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer, received="2026-11-23 07:30")  # now is 10:00
    page = text_of(officer, f"/reports/{code}")
    assert "Còn 9 giờ Hạn 23/11/2026 19:30" in page  # 9 hours and a half, never rounded up
    assert "Tiếp nhận lúc 23/11/2026 07:30 Nhập lúc 23/11/2026 10:00 Ngày ký Chưa ghi nhận" in page


def test_the_form_is_prefilled_with_now_and_the_own_ward(house: House) -> None:
    page = signed_in(house, "officer").get("/reports/new").get_data(as_text=True)
    assert "Mẫu số 01" in page
    for part, text in {"day": "23", "month": "11", "year": "2026", "hour": "10"}.items():
        assert f'name="received_at-{part}" type="text" value="{text}"' in page
    assert f'name="event_area" value="kept:{NINH_KIEU}"' in page
    assert 'value="Phường Ninh Kiều"' in page
    assert "Lưu tin báo – bắt đầu tính 12 giờ" in page


def test_a_refused_form_keeps_what_was_typed_and_stores_nothing(house: House) -> None:
    officer = signed_in(house, "officer")
    form = {"child_name": "Danh Sóc Kha", "event_area": NINH_KIEU, "post_key": key()}
    answer = officer.post("/reports/new", data=form | boxes("received_at", "2026-11-23 23:00"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#channel"' in page
    assert 'href="#received_at-hour"' in page  # later than now
    assert 'value="Danh Sóc Kha"' in page
    assert "Chưa có tin báo nào" in text_of(officer, "/reports")


def test_a_double_post_stores_once_and_leads_to_the_same_report(house: House) -> None:
    officer, same = signed_in(house, "officer"), key()
    first, second = (post_report(officer, post_key=same) for _ in range(2))
    assert first == second
    assert text_of(officer, "/reports").count("BC-26-") == 1


def test_a_post_without_its_token_is_refused(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer"), csrf=True)
    form = {"works_here": "no", "channel": "phone", "event_area": NINH_KIEU}
    form |= boxes("received_at", "2026-11-23 07:30")
    assert officer.post("/reports/new", data=form).status_code == 422  # shown again, filled
    token = token_in(officer.get("/reports/new").get_data(as_text=True))
    assert officer.post("/reports/new", data=form | {"csrf_token": token}).status_code == 302


def test_another_ward_sees_nothing_of_it(house: House) -> None:
    code = post_report(signed_in(house, "officer"))
    stranger, their_chair = signed_in(house, "officer", CAI_KHE), signed_in(house, "chair", CAI_KHE)
    for noun in ("", "/amendment", "/case", "/incidents/new", "/form-01.pdf"):
        assert stranger.get(f"/reports/{code}{noun}").status_code == 404
    assert their_chair.get(f"/reports/{code}/decision").status_code == 404
    assert code not in text_of(stranger, "/reports")


@pytest.mark.parametrize("role", ["statistician", "administrator"])
def test_people_without_case_content_see_no_reports(house: House, role: str) -> None:
    browser = signed_in(house, role, CITY)
    assert browser.get("/reports").status_code == 404
    assert browser.get("/reports/new").status_code == 404


def test_who_told_us_is_masked_for_the_supervisor(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer, reporter_consents="y", reporter_name="Bà Tư Bánh Mì")
    assert "Bà Tư Bánh Mì" in text_of(officer, f"/reports/{code}")
    seen = text_of(signed_in(house, "supervisor", CITY), f"/reports/{code}")
    assert "Bà Tư Bánh Mì" not in seen
    assert "Thạch Thị Sa Rương" in seen


def test_a_report_from_elsewhere_says_to_forward_it(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer, event_area=CAI_KHE)
    assert "Vụ việc xảy ra ở nơi khác: Phường Cái Khế" in text_of(officer, f"/reports/{code}")
    assert "nơi khác:" not in text_of(officer, f"/reports/{post_report(officer)}")


def test_the_list_goes_on_after_fifty(house: House) -> None:
    officer = signed_in(house, "officer")
    start = NOW + timedelta(hours=7) - timedelta(minutes=60)
    for number in range(51):
        moment = start + timedelta(minutes=number)
        post_report(officer, received=f"{moment:%Y-%m-%d %H:%M}", child_name=f"Trẻ số {number}")
    page = officer.get("/reports").get_data(as_text=True)
    assert page.count("BC-26-") == 2 * 50 + 1  # address and name; and where the next page begins
    assert "Trẻ số 0<" not in page
    older = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert "Trẻ số 0" in text_of(officer, older)


def test_an_amendment_adds_a_version_and_leaves_the_receipt(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer)
    page = officer.get(f"/reports/{code}/amendment").get_data(as_text=True)
    assert "received_at-day" not in page
    assert 'value="Thạch Thị Sa Rương"' in page
    changed = {"channel": "police", "child_name": "Thạch Thị Sa Rưng"}
    changed["version"] = version_in(page)
    late = boxes("received_at", "2026-11-23 09:59")
    assert officer.post(f"/reports/{code}/amendment", data=changed | late).status_code == 302
    page = text_of(officer, f"/reports/{code}")
    assert "Mẫu số 01 (phiên bản 2)" in page
    assert "Thạch Thị Sa Rưng" in page
    assert "Công an" in page
    assert "Hạn 23/11/2026 19:30" in page
    assert "Phường, xã nơi xảy ra vụ việc Phường Ninh Kiều" in page


def test_two_amendments_meet_and_a_faulty_form_stays_on_its_version(house: House) -> None:
    officer, other = signed_in(house, "officer"), signed_in(house, "officer")
    code = post_report(officer)
    address = f"/reports/{code}/amendment"
    form = shown_in(officer.get(address).text, address)
    assert other.post(address, data=form | {"child_name": "Bé Na"}).status_code == 302
    # A fault does not make the form one of the version of now: that would hide the other's answer.
    faulty = officer.post(address, data=form | {"child_name": "Bé Mận", "birth-age": "x"})
    assert faulty.status_code == 409
    answer = officer.post(address, data=form | {"child_name": "Bé Mận"})
    assert answer.status_code == 409
    assert [(r["mine"], r["stored"]) for r in rows_in(answer.text)] == [("Bé Mận", "Bé Na")]
    assert "Bé Mận" not in text_of(officer, f"/reports/{code}")
    back = settle(officer, answer.text, child_name="mine")
    assert officer.post(back, data=shown_in(officer.get(back).text, back)).status_code == 302
    assert "Bé Mận" in text_of(officer, f"/reports/{code}")


def test_the_same_amendment_sent_twice_is_no_conflict(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer)
    address = f"/reports/{code}/amendment"
    version = version_in(officer.get(address).get_data(as_text=True))
    form = {"channel": "police", "child_name": "Bé Na", "version": version}
    answers = [officer.post(address, data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_the_print_of_the_form_bears_an_opaque_name(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer)
    answer = officer.get(f"/reports/{code}/form-01.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{code}.pdf"'
    supervisor = signed_in(house, "supervisor", CITY)
    assert supervisor.get(f"/reports/{code}/form-01.pdf").status_code == 404


def test_a_report_in_a_case_leads_to_it(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    case = post_case(officer, report)
    assert f'href="/cases/{case}"' in officer.get(f"/reports/{report}").get_data(as_text=True)
