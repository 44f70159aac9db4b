"""A decision is entered once its form is sound, and shown again with what is wrong until then."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import boxes, key, signed_in, text_of

SOUND = {"years": "10", "decision": "Số 12"} | boxes("valid_from", "2026-11-01")


def test_entered_once_it_is_sound_and_withdrawn(house: House) -> None:
    admin = signed_in(house, "administrator")
    assert admin.get("/retention/new").status_code == 200
    for wrong in ({"decision": ""}, {"years": "0"}):  # by the form, and by the rule
        answer = admin.post("/retention/new", data=SOUND | wrong | {"post_key": key()})
        assert answer.status_code == 422
        assert "govuk-error-summary" in answer.text
    done = admin.post("/retention/new", data=SOUND | {"post_key": key()})
    assert (done.status_code, done.location) == (302, "/retention")
    assert "Đã nhập quyết định" in (said := text_of(admin, "/retention"))
    assert "10 năm" in said
    back = admin.post("/retention/1/withdrawal")
    assert (back.status_code, back.location) == (302, "/retention")
    assert "không có hiệu lực ngày nào" in text_of(admin, "/retention")
