"""A step whose number is not there answers like one that may not be taken; a late one says so."""

from __future__ import annotations

from tests.factories.care import care_form, carer_form
from tests.factories.house import House
from tests.factories.web import NINH_KIEU, key, post_case, post_report, signed_in, text_of


def test_what_is_not_there_or_came_too_late(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    care = f"/cases/{post_case(officer, post_report(officer))}/care"
    for path in ("1/hand-over", "1/place", "1/withdrawal", "1/follow-ups/new", "1/endings/new"):
        assert officer.get(f"{care}/{path}").status_code == 404
    assert chair.get(f"{care}-endings/1/decision").status_code == 404
    officer.post(f"/carers/{NINH_KIEU}/new", data=carer_form())
    officer.post(f"{care}/new", data=care_form())
    for path in ("new", "1/hand-over", "1/follow-ups/new", "1/endings/new"):
        assert officer.get(f"{care}/{path}").location == care
    assert "Lúc này chưa làm được bước này" in text_of(officer, care)
    sent = officer.post(f"{care}/1/endings/new", data={"post_key": key(), "why": "Nhầm"})
    assert sent.status_code == 422
    assert "Nhầm" in sent.get_data(as_text=True)
