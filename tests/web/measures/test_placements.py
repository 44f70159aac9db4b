"""A placement in the browser: recorded, visited, ended; its address on a page of its own alone."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.measures import ADDRESS, HOST, TODAY, separated
from tests.factories.web import boxes, key, post_case, post_report, signed_in, text_of


def test_from_the_separation_to_the_end(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    separated(officer, chair, case)
    filled = officer.get(f"{case}/placements/new").get_data(as_text=True)
    assert ADDRESS in filled  # what the separation says already
    form = {
        "post_key": key(), "kept_with": "family", "relation": "grandparent", "name": HOST,
        "address": ADDRESS, "protected": "y", **boxes("first_day", str(TODAY)),
    }  # fmt: skip
    placed = f"{case}/placements/1"
    assert officer.post(f"{case}/placements/new", data=form).location == placed
    visit = {"post_key": key(), "by": "Bà Tư", "seen": "seen", "how": "Cháu khỏe"}
    visited = officer.post(
        f"{placed}/visits/new", data=visit | boxes("visited_at", "2026-11-23 09:00")
    )
    assert visited.location == placed
    for browser in (officer, chair):
        words = text_of(browser, placed)
        assert "Bà Tư: Có gặp trẻ" in words
        assert "Địa chỉ được giữ kín" in words
        assert ADDRESS not in words
        assert ADDRESS not in text_of(browser, f"{case}/measures")
        assert ADDRESS in text_of(browser, f"{placed}/place")
    assert chair.get(f"{placed}/ending").status_code == 404
    end = {"post_key": key(), "why": "Cháu về nhà", **boxes("last_day", str(TODAY))}
    assert officer.post(f"{placed}/ending", data=end).location == placed
    assert "Cháu về nhà" in text_of(officer, placed)
    assert officer.get(f"{placed}/ending").location == f"{case}/measures"
