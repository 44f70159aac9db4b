"""Alternative care in the browser, from the register to its end."""

from __future__ import annotations

import re

from tests.factories.care import CARER, HOME, care_form, carer_form
from tests.factories.house import House
from tests.factories.measures import TODAY, verdict
from tests.factories.web import NINH_KIEU, boxes, key, post_case, post_report, signed_in, text_of


def test_from_the_register_to_the_end(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    care = f"{case}/care"
    officer.post(f"/carers/{NINH_KIEU}/new", data=carer_form())
    assert CARER in text_of(officer, f"{care}/new")
    assert officer.post(f"{care}/new", data=care_form()).location == care
    assert "Đến việc chăm sóc thay thế để quyết định" in text_of(chair, case)
    decision = f"{care}/1/decision"
    assert officer.get(decision).status_code == 404
    assert HOME in text_of(chair, decision)
    assert "Chưa có giấy khám sức khỏe" in text_of(chair, decision)  # warned, not refused
    assert chair.post(decision, data=verdict(chair, decision)).location == care
    handed = {"post_key": key(), "how": "Có mặt đủ", **boxes("handed_at", "2026-11-23 10:00")}
    assert officer.post(f"{care}/1/hand-over", data=handed).location == care
    visit = {"post_key": key(), "by": "Bà Tư", "seen": "seen", "how": "Cháu khỏe"}
    visit |= boxes("visited_at", "2026-11-23 10:00")
    assert officer.post(f"{care}/1/follow-ups/new", data=visit).location == care
    for browser in (officer, chair):
        words = text_of(browser, care)
        assert "Bà Tư: Có gặp trẻ" in words
        assert HOME not in words
        assert CARER not in words
        assert HOME in text_of(browser, f"{care}/1/place")
    over = {"post_key": key(), "way": "end", "why": "Về với mẹ", **boxes("last_day", str(TODAY))}
    assert officer.post(f"{care}/1/endings/new", data=over).location == care
    decision = f"{case}/care-endings/1/decision"
    assert chair.post(decision, data=verdict(chair, decision)).location == care
    assert "Đã chấm dứt" in text_of(officer, care)


def test_the_case_tells_of_it_in_one_line_and_help_is_offered(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    officer.post(f"/carers/{NINH_KIEU}/new", data=carer_form())
    officer.post(f"{case}/care/new", data=care_form())
    decision = f"{case}/care/1/decision"
    chair.post(decision, data=verdict(chair, decision))
    assert "Đã quyết định, chờ giao trẻ" in text_of(officer, case)
    handed = {"post_key": key(), "how": "Có mặt đủ", **boxes("handed_at", "2026-11-23 10:00")}
    officer.post(f"{case}/care/1/hand-over", data=handed)
    page = officer.get(f"{case}/care").get_data(as_text=True)
    (offer,) = re.findall(r'href="([^"]+/assistance/new[?]kind=alternative_care)"', page)
    help_given = {"kind": "alternative_care", "open_ended": "y", "post_key": key()}
    sent = help_given | boxes("given_on", "2026-11-23")
    assert officer.post(offer, data=sent).status_code == 302
    after = officer.get(f"{case}/care").get_data(as_text=True)
    assert "/assistance/new" not in after  # it was taken: not offered once more
    assert "đã được ghi nhận là hỗ trợ" in after
    (attach,) = re.findall(r'href="([^"]+form=16)"', page)
    assert 'value="Mẫu 16:' in officer.get(attach).get_data(as_text=True)
