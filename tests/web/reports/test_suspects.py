"""Suspects on screen: from the first question, named, corrected, taken out."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.web import CAI_KHE, boxes, key, post_case, post_report, signed_in, text_of


def test_a_suspect_is_named_corrected_and_taken_out(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer, suspect_name="Ông Ba Hàng Xóm")
    page = text_of(officer, f"/reports/{report}")
    assert "Ông Ba Hàng Xóm" in page
    assert "nêu khi tiếp nhận tin báo" in page
    form = {"name": "Đỗ Văn Cha", "relation": "father", "access": "no", "post_key": key()}
    wrong = officer.post(
        f"/reports/{report}/suspects/new",
        data=form | {"access": "yes"} | boxes("no_access_since", "2026-11-01"),
    )
    assert wrong.status_code == 422
    assert "Đỗ Văn Cha" in wrong.text
    good = form | boxes("no_access_since", "2026-11-01")
    assert officer.post(f"/reports/{report}/suspects/new", data=good).status_code == 302
    case = post_case(officer, report)
    chair = signed_in(house, "chair")
    seen = text_of(chair, f"/cases/{case}")
    assert "Không còn tiếp cận được trẻ em (từ ngày 01/11/2026)" in seen
    first, second = sorted(
        set(re.findall(rf"/reports/{report}/suspects/[0-9]+", officer.get(f"/cases/{case}").text))
    )
    assert chair.get(first).status_code == 404
    assert signed_in(house, "officer", CAI_KHE).get(first).status_code == 404
    assert "Ông Ba Hàng Xóm" in officer.get(first).text
    known = {"name": "Ông Ba", "relation": "other", "access": "yes", "post_key": key()}
    assert officer.post(first, data=known).status_code == 302
    assert officer.get(first).status_code == 404  # replaced
    assert officer.post(f"{second}/removal").status_code == 302
    seen = text_of(officer, f"/reports/{report}")
    assert "Vẫn tiếp cận được trẻ em" in seen
    assert "Đỗ Văn Cha" not in seen
