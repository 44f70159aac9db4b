"""The referral's slip on paper: asked of the agency, without a name beyond what was shared."""

from __future__ import annotations

from tests.factories.children import actor_of, officer_of
from tests.factories.house import House
from tests.factories.printed_text import words_of
from tests.factories.referrals import AGENCY, SERVICE, add_agency, draft, open_a_case, take
from tests.factories.web import CAI_KHE, CITY, make_user, sign_in, signed_in


def test_it_asks_the_agency_and_tells_what_was_shared(house: House) -> None:
    officer = officer_of(house)
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    browser = sign_in(house, officer.name.removeprefix("Người dùng "))
    page = f"/referrals/{code}"
    slip = f"{page}/referral-slip.pdf"
    assert slip in browser.get(page).text
    early = said(browser.get(slip))
    assert "(dự thảo, chưa gửi)" in early
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    take(house, supervisor, code, "send")
    told = said(browser.get(slip))
    assert "dự thảo" not in told
    for part in (
        "Số: ……/PC-UBND", f"Kính gửi: {AGENCY}", f"cung cấp dịch vụ: {SERVICE}.",
        "Lý do và sự trợ giúp cần có: Mất ngủ sau sự việc", "Họ và tên trẻ em: Đỗ Thị Hòa",
        "Đề nghị trả lời đến hết ngày", f"/inbox/{code}", "gọi ngay 111 hoặc 113",
    ):  # fmt: skip
        assert part in told
    assert "Địa chỉ" not in told  # was not shared
    stranger = signed_in(house, "officer", CAI_KHE)
    assert stranger.get(slip).status_code == 404
    take(house, supervisor, code, "decline")
    ended = browser.get(slip, follow_redirects=True)
    assert "Việc chuyển gửi đã kết thúc" in ended.text
    assert slip not in browser.get(page).text


def said(answer: object) -> str:
    return words_of(answer.data)  # type: ignore[attr-defined]
