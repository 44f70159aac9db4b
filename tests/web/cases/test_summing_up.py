"""The page of the summary: length, sections, purpose; the answer is the print itself."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.printed_text import words_of
from tests.factories.web import CAI_KHE, CITY, post_case, post_report, signed_in


@pytest.fixture
def case(house: House) -> str:
    officer = signed_in(house, "officer")
    return post_case(officer, post_report(officer))


def said(answer: object) -> str:
    return words_of(answer.data)  # type: ignore[attr-defined]


def test_what_was_asked_for_is_printed_with_its_purpose(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    asked = {"length": "full", "sections": ["clocks", "contacts"], "reason": "meeting"}
    answer = officer.post(f"/cases/{case}/summary", data=asked)
    assert answer.mimetype == "application/pdf"
    told = said(answer)
    assert "Mục đích: Họp bàn về trường hợp" in told
    assert "Thời hạn theo luật" in told
    assert "Diễn biến hồ sơ" not in told.partition("Bản in này không có các mục")[0]
    one = officer.post(f"/cases/{case}/summary", data=asked | {"length": "one"})
    assert "Trang 1/1" in said(one)


def test_who_does_not_say_what_for_is_asked_again(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    answer = officer.post(f"/cases/{case}/summary", data={"length": "full"})
    assert answer.status_code == 422
    assert "Hãy cho biết in để làm gì" in answer.text
    for wrong in ({"reason": "none-such"}, {"reason": "file", "sections": "none-such"}):
        answer = officer.post(f"/cases/{case}/summary", data={"length": "full"} | wrong)
        assert answer.status_code == 422


def test_the_page_leads_to_the_whole_summary_at_once(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    assert f"/cases/{case}/summary.pdf" in officer.get(f"/cases/{case}/summary").text
    assert "Mục đích: Lưu hồ sơ giấy" in said(officer.get(f"/cases/{case}/summary.pdf"))


def test_nobody_else_finds_it(house: House, case: str) -> None:
    for browser in (signed_in(house, "officer", CAI_KHE), signed_in(house, "statistician", CITY)):
        assert browser.get(f"/cases/{case}/summary").status_code == 404
        sent = browser.post(f"/cases/{case}/summary", data={"length": "full", "reason": "file"})
        assert sent.status_code == 404
