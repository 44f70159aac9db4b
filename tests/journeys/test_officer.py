"""The main job in a real browser, wide and on a phone without scripts: report, case, help, print."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.factories.duty import on_list
from tests.factories.house import House
from tests.factories.referrals import AGENCY, SERVICE, add_agency
from tests.factories.web import CAI_KHE, NINH_KIEU, PASSWORD, make_user

CHILD = "Thạch Thị Sa Rương"


@dataclass
class Walk:
    """A person in a browser; every page that is reached must be usable by all."""

    page: Page
    site: str
    eye: Page | None = None
    """A page with scripts beside one without, for axe needs them; it signs in with its cookies."""

    def sign_in(self, username: str) -> None:
        self.page.goto(f"{self.site}/sign-in")
        self.page.fill("#username", username)
        self.page.fill("#password", PASSWORD)
        self.send("Đăng nhập")

    def go(self, address: str) -> None:
        answer = self.page.goto(self.site + address)
        assert answer is not None
        assert answer.status == 200, address
        self.look()

    def follow(self, words: str) -> None:
        self.page.locator("a", has_text=words).first.click()
        self.look()

    def send(self, words: str) -> None:
        """Press the button that says so; on a phone the menu is unfolded before, if it lies there."""
        found, menu = (
            self.page.locator("button", has_text=words),
            self.page.locator(".app-menu:not([open]) summary"),
        )
        if not found.is_visible() and menu.is_visible():
            menu.click()
        found.click()
        self.look()

    def look(self) -> None:
        """Check the page that was reached; by the same address where axe cannot run on it."""
        self.page.wait_for_load_state()
        seen = self.page
        if self.eye is not None:
            self.eye.context.add_cookies(self.page.context.cookies())
            self.eye.goto(self.page.url)
            seen = self.eye
        assert axe(seen) == [], seen.url
        assert sideways(seen) <= 0, seen.url

    def day(self, name: str, text: str) -> None:
        for part, typed in zip(("day", "month", "year"), text.split("/"), strict=True):
            self.page.fill(f"[name={name}-{part}]", typed)

    def answer(self, name: str, code: str) -> None:
        self.page.check(f"input[name={name}][value='{code}']")

    @property
    def words(self) -> str:
        return self.page.inner_text("main")

    @property
    def address(self) -> str:
        return self.page.url.removeprefix(self.site)


@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [pytest.param(WIDE, True, id="wide"), pytest.param(PHONE, False, id="phone-without-scripts")],
)
def test_from_the_first_report_to_the_printed_summary(
    house: House,
    site: str,
    new_page: NewPage,
    complaints: list[str],
    viewport: dict[str, int],
    *,
    scripts: bool,
) -> None:
    officer = make_user(house, "officer", NINH_KIEU)
    stranger = make_user(house, "officer", CAI_KHE)
    add_agency(house)
    with house.app.app_context():
        on_list("chair", name="Bà Sáu")
    eye = None if scripts else new_page(viewport)
    walk = Walk(new_page(viewport, scripts=scripts), site, eye)
    walk.sign_in(officer)
    report = _log_a_report(walk)
    case = _open_a_case(walk)
    child = _record_circumstances_and_help(walk, case)
    referral = _draft_a_referral(walk, case)
    _print(walk, case)
    other = Walk(new_page(viewport), site)
    other.sign_in(stranger)
    hidden = (report, case, child, referral, f"{case}/summary.pdf", f"{report}/form-01.pdf")
    for address in hidden:
        assert other.page.request.get(site + address).status == 404, address
    other.go("/reports")
    assert CHILD not in other.words
    # Nothing was blocked by the CSP, nothing failed but the form that was sent empty.
    assert [text for text in complaints if "status of 422" not in text] == []


def _log_a_report(walk: Walk) -> str:
    walk.follow("Tiếp nhận tin báo")
    walk.send("Lưu tin báo – bắt đầu tính 12 giờ")  # nothing typed yet
    assert "Chọn một câu trả lời ở mục “Thông qua”" in walk.page.inner_text(".govuk-error-summary")
    walk.answer("works_here", "no")
    walk.answer("channel", "phone")
    walk.page.fill("[name=received_at-hour]", "7")
    walk.page.fill("[name=received_at-minute]", "30")
    walk.page.fill("[name=child_name]", CHILD)
    walk.page.fill("[name=birth-age]", "8")
    walk.answer("sex", "female")
    walk.page.fill("[name=child_state]", "Có vết bầm ở tay.")
    walk.send("Lưu tin báo – bắt đầu tính 12 giờ")
    _call(walk)
    assert walk.page.inner_text(".app-clock__words") == "Còn 9 giờ"  # 10:00 now, 19:30 the end
    assert walk.page.inner_text(".app-clock__at time") == "23/11/2026 19:30"
    report = walk.address
    walk.go("/")
    assert CHILD in walk.words
    assert "Còn 9 giờ" in walk.words
    walk.go(report)
    return report


def _call(walk: Walk) -> None:
    """Tick two calls on the page that a logged report opens on, then go on to the report."""
    assert walk.page.get_attribute("a[href^='tel:']", "href") == "tel:0100240927"
    for line, answer in (("chair", "no_answer"), ("113", "reached")):
        key = walk.page.locator("input[name=whom]").nth(0 if line == "chair" else 2)
        name = key.get_attribute("value")
        walk.page.locator(f"section[aria-labelledby='{name}'] summary").click()
        walk.answer(f"{name}-answer", answer)
        walk.page.locator(f"section[aria-labelledby='{name}'] button").click()
        walk.look()
        assert "Đã ghi cuộc gọi" in walk.words
    assert "Công an (khẩn cấp): Đã nói chuyện được" in walk.words
    walk.follow("Sang trang tin báo")
    assert "Chủ tịch UBND Bà Sáu: không nghe máy" in walk.words


def _open_a_case(walk: Walk) -> str:
    walk.follow("Mở trường hợp")
    assert walk.page.input_value("[name=full_name]") == CHILD
    walk.send("Lưu và mở trường hợp")
    assert "Còn 9 giờ" in walk.words
    case = walk.address
    walk.follow("Xác định mức độ nguy cơ")
    walk.answer("level", "high")
    walk.page.fill("[name=reason]", "Người gây hại ở chung nhà")
    walk.send("Lưu mức độ nguy cơ")
    assert walk.address == case
    assert "Nguy cơ cao" in walk.words
    return case


def _record_circumstances_and_help(walk: Walk, case: str) -> str:
    walk.follow("Xem trang của trẻ")
    child = walk.address
    walk.go(f"{child}/circumstances/new")
    walk.answer("group_code", "06")
    walk.answer("status", "confirmed")
    walk.day("valid_from", "20/11/2026")
    walk.page.click("#submit")
    walk.look()
    walk.go(f"{child}/assistance/new")
    walk.answer("kind", "psychosocial")
    walk.day("given_on", "23/11/2026")
    walk.page.click("#submit")
    walk.look()
    assert walk.address == child
    walk.go(case)
    assert "Hoàn cảnh đặc biệt" in walk.words
    return child


def _draft_a_referral(walk: Walk, case: str) -> str:
    walk.follow("Lập phiếu chuyển gửi")
    walk.page.get_by_label(f"{AGENCY} – {SERVICE}").check()
    walk.page.fill("[name=reason]", "Mất ngủ sau sự việc")
    walk.page.click("#submit")
    walk.look()
    referral = walk.address
    walk.go(case)
    assert f"{AGENCY} – {SERVICE}" in walk.words
    return referral


def _print(walk: Walk, case: str) -> None:
    link = walk.page.locator("a", has_text="In tóm tắt hồ sơ")
    assert link.get_attribute("href") == f"{case}/summary"
    answer = walk.page.request.get(f"{walk.site}{case}/summary.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
