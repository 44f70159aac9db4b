"""A report joins a case that is open, and goes to the unit where it happened."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import CAI_KHE, key, post_case, post_report, signed_in, text_of


def test_a_report_joins_the_open_case_of_its_child(house: House) -> None:
    officer = signed_in(house, "officer")
    case = post_case(officer, post_report(officer))
    page = f"/reports/{post_report(officer)}/joining"
    assert case in officer.get(page).text
    for wrong in ({}, {"case_code": "HS-26-00000000"}):
        assert officer.post(page, data=wrong | {"post_key": key()}).status_code == 422
    answer = officer.post(page, data={"case": case, "post_key": key()})
    assert answer.location == f"/cases/{case}"
    assert "Đưa tin báo vào trường hợp" in text_of(officer, f"/cases/{case}")
    assert officer.get(page).location == f"/cases/{case}"


def test_what_stands_in_a_case_is_not_forwarded(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer, event_area=CAI_KHE)
    page = f"/reports/{report}/forwarding"
    assert 'value="Phường Cái Khế"' in officer.get(page).text
    form = {"unit": "ninh kieu", "contact": "Chị Bảy", "post_key": key()}
    assert officer.post(page, data=form).status_code == 422  # the own unit is not on offer
    post_case(officer, report)
    assert officer.get(f"/reports/{report}/forwarding").location == f"/reports/{report}"
