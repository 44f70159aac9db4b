"""What pages of measures offer depends on how things stand and on who looks."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.measures import TODAY, form07, separated
from tests.factories.web import CITY, boxes, key, post_case, post_report, signed_in, text_of

UNPLACED = "Chưa ghi nhận việc bố trí nơi ở cho trẻ"
PREPARE, DECIDE = "Chuẩn bị quyết định cách ly tạm thời", "Quyết định về việc cách ly"


def test_each_is_offered_their_own_steps(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    supervisor = signed_in(house, "supervisor", CITY)
    case = f"/cases/{post_case(officer, post_report(officer))}"
    assert PREPARE in text_of(officer, f"{case}/measures")
    for browser in (chair, supervisor):
        assert PREPARE not in text_of(browser, f"{case}/measures")
    assert UNPLACED in text_of(officer, f"{case}/measures")
    officer.post(f"{case}/separations/new", data=form07())
    assert PREPARE not in text_of(officer, f"{case}/measures")
    for page in (case, f"{case}/measures"):
        assert "Nếu việc cách ly được quyết định, trẻ sẽ được giao cho: gia đình" in text_of(
            officer, page
        )
    one = f"{case}/separations/1"
    assert [DECIDE in text_of(each, one) for each in (officer, chair, supervisor)] == [
        False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [True, False])
def test_a_way_out_is_offered_until_it_is_asked_for(house: House, *, asked: bool) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    parted = separated(officer, chair, case)
    for page in (case, f"{case}/measures"):
        words = text_of(officer, page)
        assert "Theo quyết định cách ly, trẻ được giao cho: gia đình" in words
        assert UNPLACED not in words
    if asked:
        lift = {"post_key": key(), "why": "Cha đã đi", **boxes("assessed_on", str(TODAY))}
        officer.post(f"{parted}/liftings/new", data=lift)
    page = officer.get(parted).get_data(as_text=True)
    assert (f'href="{parted}/liftings/new"' in page) is not asked
    assert f'href="{parted}/extensions/new"' in page
    assert f'href="{parted}/requests/new"' in page
    assert f'href="{parted}/extensions/new"' not in chair.get(parted).get_data(as_text=True)
