"""The pages of minutes: written, read by the chair, amended by one of two who meet there."""

from __future__ import annotations

from tests.factories.children import officer_of
from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import House
from tests.factories.referrals import open_a_case
from tests.factories.web import boxes, key, signed_in, text_of

SAID = {
    **boxes("met_at", "2026-11-23 08:30"),
    "chaired_by": "Chủ tịch phường",
    "present": "Công an\nTrạm y tế",
    "agreed": "Lập kế hoạch",
}


def test_minutes_from_the_first_word_to_an_amendment(house: House) -> None:
    case = open_a_case(house, officer_of(house))
    browser, chair = signed_in(house, "officer"), signed_in(house, "chair")
    address = f"/cases/{case}/minutes/new"
    late = {**SAID, **boxes("met_at", "2026-11-24 08:30"), "post_key": key()}
    answer = browser.post(address, data=late)
    assert answer.status_code == 422
    assert "Công an" in answer.get_data(as_text=True)
    answer = browser.post(address, data={**SAID, "post_key": key()})
    assert answer.location.endswith(f"/cases/{case}/minutes/1")
    words = text_of(chair, f"/cases/{case}/minutes/1")
    assert "Biên bản họp ngày 23/11/2026" in words
    assert "Trạm y tế" in words
    edit = f"/cases/{case}/minutes/1/edit"
    form = shown_in(browser.get(edit).text, edit)
    for agreed, status in (("Lập kế hoạch ngay", 302), ("Chờ thêm", 409)):
        answer = browser.post(edit, data=form | {"agreed": agreed, "post_key": key()})
        assert answer.status_code == status
    assert [(row["mine"], row["stored"]) for row in rows_in(answer.text)] == [
        ("Chờ thêm", "Lập kế hoạch ngay")
    ]
    back = settle(browser, answer.text, agreed="mine")
    merged = shown_in(browser.get(back).text, edit)
    assert browser.post(edit, data=merged).status_code == 302
    assert "Chờ thêm" in text_of(chair, f"/cases/{case}/minutes/1")
    assert browser.get(f"/cases/{case}/minutes/2").status_code == 404
