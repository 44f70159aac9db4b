"""One line of a list: put right, withdrawn with a reason, put back; of the own unit alone."""

from __future__ import annotations

import re

from tests.factories.children import actor_of
from tests.factories.disasters import a_line, enter, record
from tests.factories.house import House
from tests.factories.web import NINH_KIEU, boxes, key, make_user, sign_in, signed_in, text_of


def test_a_line_is_put_right_withdrawn_and_put_back(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    number = enter(house, officer)
    record(house, officer, number, [a_line("Sa Rương")])
    browser = sign_in(house, name)
    unit = f"/disasters/{number}/units/{NINH_KIEU}"
    line = f"{unit}/children/1"
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(f"{line}/correction").text)
    assert seen
    form = {"harm": "injury", "relief_kind": "", **boxes("affected_on", "2026-11-17")}
    wrong = browser.post(f"{line}/correction", data={**form, "seen": "x", "post_key": key()})
    assert wrong.status_code == 422
    right = browser.post(f"{line}/correction", data={**form, "seen": seen[1], "post_key": key()})
    assert right.headers["Location"] == unit
    assert "Bị thương 17/11/2026" in text_of(browser, unit)
    assert browser.post(f"{line}/withdrawal", data={"why": ""}).status_code == 422
    browser.post(f"{line}/withdrawal", data={"why": "Nhầm hộ", "post_key": key()})
    words = text_of(browser, unit)
    assert "Nhầm hộ" in words
    assert "Chưa có trẻ em nào trong danh sách" in words
    for step in ("correction", "withdrawal"):
        assert browser.get(f"{line}/{step}").status_code == 404
    far = signed_in(house, "officer", "31120")
    assert far.post(f"{line}/restoration").status_code == 404
    assert browser.post(f"{line}/restoration").headers["Location"] == unit
    assert "1 trẻ em trong danh sách" in text_of(browser, unit)
    assert browser.get(f"{unit}/children/99/correction").status_code == 404
