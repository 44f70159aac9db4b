"""The page of internal targets: the chair's own unit, shown beside the legal deadline, and ended."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.web import NINH_KIEU, boxes, key, post_report, signed_in, text_of


def test_a_chair_sets_a_target_and_ends_it(house: House) -> None:
    chair, officer = signed_in(house, "chair"), signed_in(house, "officer")
    report = post_report(officer)  # received at 07:30
    form = {"unit": NINH_KIEU, "post_key": key(), **boxes("valid_from", "2026-11-23")}
    for hours in ("12", "13", "0"):
        assert chair.post("/targets", data=form | {"hours": hours}).status_code == 422
    assert chair.post("/targets", data=form | {"hours": "8"}).status_code == 302
    words = text_of(officer, f"/reports/{report}")
    assert "Mục tiêu của đơn vị: 8 giờ, đến 23/11/2026 15:30" in words
    assert "Hạn 23/11/2026 19:30" in words
    assert "mục tiêu đơn vị 23/11/2026 15:30" in text_of(chair, "/")
    assert officer.get("/targets").status_code == 404
    assert "Ninh Kiều" in text_of(signed_in(house, "supervisor", "92"), "/targets")
    page = chair.get("/targets").get_data(as_text=True)
    (action,) = re.findall(r'action="(/targets/[0-9]+/end)"', page)
    assert chair.post(action).status_code == 302
    assert "Kết thúc hôm nay" not in text_of(chair, "/targets")
