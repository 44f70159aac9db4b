"""Flags on screen: set, shown on the case's page, lifted."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.web import key, post_case, post_report, signed_in, text_of


def test_a_flag_is_set_shown_and_lifted(house: House) -> None:
    officer = signed_in(house, "officer")
    case = post_case(officer, post_report(officer))
    form = {"flag": "violent_suspect", "reason": "Đập cửa, đe dọa", "post_key": key()}
    assert officer.post(f"/cases/{case}/flags", data=form).status_code == 302
    assert "Đối tượng hung hãn" in text_of(signed_in(house, "chair"), f"/cases/{case}")
    again = officer.post(f"/cases/{case}/flags", data=form | {"post_key": key()})
    assert again.status_code == 422
    assert "đã có cờ cảnh báo này" in again.text
    listed = officer.get(f"/cases/{case}/flags").text
    (address,) = re.findall(rf"/cases/{case}/flags/[0-9]+/lifting", listed)
    assert officer.get(f"/cases/{case}/flags/9/lifting").status_code == 404
    assert officer.post(address, data={"post_key": key()}).status_code == 422
    lifted = officer.post(address, data={"reason": "Đã bị tạm giam", "post_key": key()})
    assert lifted.status_code == 302
    page = text_of(officer, f"/cases/{case}")
    assert "Gỡ cờ cảnh báo: Đối tượng hung hãn" in page
    for role in ("chair", "supervisor"):
        assert signed_in(house, role).get(f"/cases/{case}/flags").status_code == 404
