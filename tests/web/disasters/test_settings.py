"""The days that mean in time: read by everybody, entered and withdrawn by the administrator."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import boxes, key, signed_in, text_of

PAGE = "/disasters/relief-days"


def test_a_decision_is_entered_and_withdrawn(house: House) -> None:
    admin, officer = signed_in(house, "administrator"), signed_in(house, "officer")
    assert "2 ngày" in text_of(officer, PAGE)
    form = {"days": "0", "decision": "12/QĐ-UBND", **boxes("valid_from", "2026-11-01")}
    assert admin.post(f"{PAGE}/new", data={**form, "days": "31"}).status_code == 422
    assert officer.post(f"{PAGE}/new", data=form).status_code == 404
    entered = admin.post(f"{PAGE}/new", data={**form, "post_key": key()})
    assert entered.headers["Location"] == PAGE
    assert "01/11/2026 đang có hiệu lực 0 12/QĐ-UBND" in text_of(officer, PAGE)
    assert officer.post(f"{PAGE}/1/withdrawal").status_code == 404
    assert admin.post(f"{PAGE}/1/withdrawal").headers["Location"] == PAGE
    assert "đã rút lại: không có hiệu lực ngày nào" in text_of(officer, PAGE)
    assert admin.post(f"{PAGE}/99/withdrawal").status_code == 404
