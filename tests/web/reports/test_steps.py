"""After a report: a case for a child, the chair's decision that stops the clock, an incident."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    boxes,
    key,
    post_case,
    post_report,
    signed_in,
    text_of,
)


def test_a_case_for_a_new_child_takes_over_what_the_report_says(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    page = officer.get(f"/reports/{report}/case").get_data(as_text=True)
    assert 'value="Thạch Thị Sa Rương"' in page
    assert 'name="born-age" type="text" value="8"' in page
    case = post_case(officer, report)
    page = text_of(officer, f"/cases/{case}")
    assert "Thạch Thị Sa Rương" in page
    assert "khoảng 8 tuổi" in page
    assert "Đã đưa vào hồ sơ" in text_of(officer, f"/reports/{report}")


def test_a_birth_that_is_known_by_year_stays_about(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer, **{"birth-age": "", "birth-year": "2016"})
    case = post_case(officer, report, **{"born-age": "", "born-year": "2016"})
    assert "khoảng năm 2016" in text_of(officer, f"/cases/{case}")


def test_a_second_report_joins_the_child_of_the_same_name(house: House) -> None:
    officer = signed_in(house, "officer")
    first = post_case(officer, post_report(officer))
    child = "TE-" + text_of(officer, f"/cases/{first}").partition("Mã số TE-")[2].split()[0]
    second = post_report(officer, child_name="THACH THI SA RUONG")  # typed without its marks
    page = officer.get(f"/reports/{second}/case").get_data(as_text=True)
    assert f'value="{child}"' in page
    form = {"known-submit": "y", "known-child": child, "post_key": key()}
    answer = officer.post(f"/reports/{second}/case", data=form)
    assert answer.status_code == 302
    assert child in text_of(officer, answer.headers["Location"])


def test_a_child_with_another_name_is_not_offered(house: House) -> None:
    officer = signed_in(house, "officer")
    post_case(officer, post_report(officer))
    second = post_report(officer, child_name="Thạch Thị Sa")
    page = officer.get(f"/reports/{second}/case").get_data(as_text=True)
    assert "known-child_code" in page
    assert 'name="known-child"' not in page


def test_the_code_of_a_child_elsewhere_is_as_good_as_none(house: House) -> None:
    neighbour, officer = signed_in(house, "officer", CAI_KHE), signed_in(house, "officer")
    there = post_case(neighbour, post_report(neighbour, event_area=CAI_KHE), area_code=CAI_KHE)
    child = "TE-" + text_of(neighbour, f"/cases/{there}").partition("Mã số TE-")[2].split()[0]
    report = post_report(officer)
    for code in (child, "TE-26-00000000"):
        form = {"known-submit": "y", "known-child_code": code, "post_key": key()}
        answer = officer.post(f"/reports/{report}/case", data=form)
        assert answer.status_code == 422
        assert "không có trẻ mang mã này" in answer.get_data(as_text=True)
    assert "Đã tiếp nhận" in text_of(officer, f"/reports/{report}")


def test_a_report_opens_one_case_only(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    case = post_case(officer, report)
    answer = officer.get(f"/reports/{report}/case")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{case}")


def test_the_decision_stops_the_clock_at_its_own_moment(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    report = post_report(officer, received="2026-11-22 20:30")  # overdue since 08:30; now is 10:00
    assert "Quá hạn 1 giờ" in text_of(chair, f"/reports/{report}")
    form = {"kind": "emergency", "reason": "Trẻ đang bị đe dọa", "post_key": key()}
    moments = boxes("decided_at", "2026-11-23 08:00") | boxes("signed_on", "2026-11-23")
    answer = chair.post(f"/reports/{report}/decision", data=form | moments)
    assert answer.status_code == 302
    page = text_of(chair, f"/reports/{report}")
    assert "Đã xong đúng hạn" in page
    assert "Quyết định lúc 23/11/2026 08:00" in page
    assert "Ngày ký 23/11/2026" in page


def test_a_decision_cannot_lie_before_the_report(house: House) -> None:
    chair = signed_in(house, "chair")
    report = post_report(signed_in(house, "officer"))
    form = {"kind": "none", "reason": "Không khẩn cấp", "post_key": key()}
    answer = chair.post(
        f"/reports/{report}/decision", data=form | boxes("decided_at", "2026-11-23 07:00")
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#decided_at-day"' in page
    assert "Không khẩn cấp" in page


def test_the_officer_does_not_decide_and_the_chair_opens_no_case(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    report = post_report(officer)
    assert officer.get(f"/reports/{report}/decision").status_code == 404
    assert chair.get(f"/reports/{report}/case").status_code == 404
    assert chair.get(f"/reports/{report}/incidents/new").status_code == 404


def test_an_incident_stands_on_the_report_with_its_ground(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    address = f"/reports/{report}/incidents/new"
    form = {"certainty": "confirmed", "ground": "Trạm y tế khám ngày 23/11", "post_key": key()}
    assert officer.post(address, data=form).status_code == 422  # no type of abuse
    more = {"abuse_types": ["violence", "neglect"], "settings": ["family"]}
    said = form | more | {"certainty": "unfounded", "post_key": key()}
    proposed = officer.post(address, data=said, follow_redirects=True).text
    assert "mới là đề nghị; người khác quyết định" in proposed
    assert officer.post(address, data=form | more).status_code == 302
    page = text_of(officer, f"/reports/{report}")
    assert "Vụ việc: đã xác định" in page
    assert "Bỏ mặc; Bạo lực" in page
    assert "Trạm y tế khám ngày 23/11" in page
