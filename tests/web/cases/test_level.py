"""The level of risk: with its reason in the timeline, and where two officers set it at once."""

from __future__ import annotations

import pytest

from tests.factories.drafts import settle, shown_in
from tests.factories.house import House
from tests.factories.web import post_case, post_report, signed_in, text_of, version_in
from tests.web.cases.test_routes import set_level


@pytest.fixture
def case(house: House) -> str:
    officer = signed_in(house, "officer")
    return post_case(officer, post_report(officer))


def test_a_level_stands_with_its_reason_in_the_timeline(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    assert set_level(officer, case, "high").status_code == 302
    page = text_of(officer, f"/cases/{case}")
    assert "Đánh giá mức độ nguy cơ: Nguy cơ cao" in page
    assert "Ở chung nhà với người gây hại" in page


def test_two_levels_meet_and_the_chosen_one_is_sent_from_the_form(house: House, case: str) -> None:
    officer, other = signed_in(house, "officer"), signed_in(house, "officer")
    address = f"/cases/{case}/level"
    form = shown_in(officer.get(address).text, address)
    set_level(other, case, "low")
    answer = officer.post(address, data=form | {"level": "high", "reason": "Có vết thương mới"})
    assert answer.status_code == 409
    assert "Nguy cơ thấp" in answer.text
    assert "Có vết thương mới" in answer.text
    back = settle(officer, answer.text, level="mine", reason="mine")
    assert "Nguy cơ cao" not in text_of(officer, f"/cases/{case}")
    assert officer.post(back, data=shown_in(officer.get(back).text, back)).status_code == 302
    assert "Nguy cơ cao" in text_of(officer, f"/cases/{case}")


def test_a_level_sent_twice_is_no_conflict(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    version = version_in(officer.get(f"/cases/{case}/level").get_data(as_text=True))
    form = {"level": "high", "reason": "Có vết thương mới", "version": version}
    answers = [officer.post(f"/cases/{case}/level", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert text_of(officer, f"/cases/{case}").count("Có vết thương mới") == 1
