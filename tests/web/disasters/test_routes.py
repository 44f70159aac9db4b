"""The list of disasters, one of them, a unit's children with relief for all ticked."""

from __future__ import annotations

import re

from tests.factories.children import actor_of
from tests.factories.disasters import a_line, enter, record
from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    sign_in,
    signed_in,
    text_of,
)


def test_a_disaster_is_entered_corrected_and_seen_by_the_statistician_without_names(
    house: House,
) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    form = {"name": "Lũ lớn", "kind": "flood", **boxes("started_on", "2026-11-16")}
    assert browser.post("/disasters/new", data=form).status_code == 422
    sent = {**form, "units": NINH_KIEU, "post_key": key()}
    made = browser.post("/disasters/new", data=sent).headers["Location"]
    assert browser.post("/disasters/new", data=sent).headers["Location"] == made
    page = browser.get(f"{made}/correction").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    right = {**sent, "post_key": key(), "seen": seen[1], **boxes("ended_on", "2026-11-20")}
    assert browser.post(f"{made}/correction", data=right).headers["Location"] == made
    assert "16/11/2026 – 20/11/2026" in text_of(browser, made)
    record(house, actor_of(house, name), 1, [a_line("Sa Rương")])
    counts = signed_in(house, "statistician")
    for address in ("/disasters", made):
        words = text_of(counts, address)
        assert "1 quá 2 ngày" in words
        assert "Sa Rương" not in words
    assert counts.get(f"{made}/units/{NINH_KIEU}").status_code == 404
    assert counts.get(f"{made}/correction").status_code == 404
    far = signed_in(house, "officer", CAI_KHE)
    assert "1 quá 2 ngày" not in text_of(far, "/disasters")
    assert far.get(f"{made}/correction").status_code == 404
    assert signed_in(house, "administrator").get("/disasters").status_code == 404


def test_relief_is_recorded_for_all_ticked_and_they_wait_no_more(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    number = enter(house, officer)
    record(house, officer, number, [a_line("Một"), a_line("Hai"), a_line("Ba")])
    browser = sign_in(house, name)
    unit = f"/disasters/{number}/units/{NINH_KIEU}"
    every = browser.post(unit, data={"step": "all"})
    assert (every.status_code, every.text.count(" checked")) == (422, 3)
    day = boxes("relieved_on", "2026-11-18")
    for wrong in (
        {"relief_kind": "food", **day},
        {"rows": ["1", "99"], "relief_kind": "food", **day},
        {"rows": ["1", "x", "9" * 30], "relief_kind": "", **day},
        {"rows": ["1"], "relief_kind": "food", **boxes("relieved_on", "2026-11-15")},
        {"rows": ["1"], "relief_kind": "food", **boxes("relieved_on", "2026-11-24")},
    ):
        assert browser.post(unit, data={**wrong, "post_key": key()}).status_code == 422
    chair = signed_in(house, "chair")
    right = {"rows": ["1", "2"], "relief_kind": "food", **day, "post_key": key()}
    assert chair.post(unit, data=right).status_code == 404
    assert browser.post(unit, data=right).headers["Location"] == unit
    words = text_of(browser, unit)
    assert "Đã ghi nhận cứu trợ cho 2 trẻ em" in words
    assert "3 trẻ em trong danh sách; 1 còn chờ cứu trợ" in words
    assert words.index("Ba TE-") < words.index(
        "Lương thực, thực phẩm, 18/11/2026 sau 2 ngày, kịp thời"
    )
