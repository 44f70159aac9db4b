"""The first night of a report in a real browser, on a telephone without scripts.

The chair is reached by telephone, and is not; the chair is the suspect, and the only officer is. The
event in another ward, received and not received, is beside this in test_forwarded.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from caseapp.casework.escalation import call_next
from tests.browser.chromium import PHONE, NewPage
from tests.factories.children import actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.naming import make_deputy
from tests.factories.printed_text import texts_of
from tests.factories.web import CAI_KHE, CITY, PASSWORD, make_user

CHILD = "Lâm Thị Sóc Kha"
LOG = "Lưu tin báo – bắt đầu tính 12 giờ"


class Person:
    """Somebody with a telephone; the pages' looks are seen to elsewhere."""

    def __init__(self, page: Page, site: str, username: str) -> None:
        self.page, self.site, self.username = page, site, username
        self.go("/sign-in")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        self.send("Đăng nhập")

    def go(self, address: str, status: int = 200) -> str:
        answer = self.page.goto(self.site + address)
        assert answer is not None
        assert answer.status == status, address
        return self.page.inner_text("main")

    def follow(self, words: str) -> str:
        self.page.locator("main a", has_text=words).first.click()
        return self.page.inner_text("main")

    def send(self, words: str) -> str:
        self.page.locator("button", has_text=words).first.click()
        return self.page.inner_text("main")

    def tick(self, name: str, value: str) -> None:
        self.page.check(f"input[name='{name}'][value='{value}']")

    def log(self, *hide: str, event: str = "") -> str:
        """Log a report on the telephone; return its address. It opens on whom to call."""
        self.go("/reports/new")
        self.tick("works_here", "yes" if hide else "no")
        for username in hide:
            self.tick("keep_from", username)
        self.tick("channel", "phone")
        for part, typed in (("hour", "9"), ("minute", "30")):
            self.page.fill(f"[name=received_at-{part}]", typed)
        if event:
            self.page.fill("[name=event_area]", event)
        self.page.fill("[name=child_name]", CHILD)
        said = self.send(LOG)
        if event and hide:  # asked once more: those of the other unit stand on the list now
            assert "danh sách nay có cả người của đơn vị đó" in said
            said = self.send(LOG)
        assert "Gọi ngay" in said
        address = self.page.url.removeprefix(self.site)
        assert address.endswith("/calls")
        return address.removesuffix("/calls")

    def call(self, line: str, answer: str) -> str:
        """Tick how somebody on the page of calls answered; the hour is that of now."""
        box = self.page.locator("section", has=self.page.locator("h3", has_text=line)).first
        box.locator("summary").click()
        box.locator(f"input[value='{answer}']").check()
        box.locator("button").click()
        return self.page.inner_text("main")

    def decide(self, report: str, kind: str = "emergency") -> str:
        """Decide at this moment."""
        self.go(f"{report}/decision")
        self.tick("kind", kind)
        for part, typed in (("hour", "10"), ("minute", "0")):
            self.page.fill(f"[name=decided_at-{part}]", typed)
        self.page.fill("[name=reason]", "Bé đang ở nhà hàng xóm")
        return self.send("Ghi quyết định")


@pytest.fixture
def enter(site: str, new_page: NewPage) -> object:
    """Sign somebody in on a telephone of their own."""
    return lambda username: Person(new_page(PHONE, scripts=False), site, username)


def test_the_chair_is_reached_by_telephone(house: House, enter: type[Person]) -> None:
    officer_name, chair_name = (make_user(house, role) for role in ("officer", "chair"))
    with house.app.app_context():
        on_list("chair", name="Bà Sáu", username=chair_name)
    officer = enter(officer_name)
    report = officer.log()
    assert officer.page.get_attribute("a[href^='tel:']", "href") == "tel:0100240927"
    assert "Đã nói chuyện được" in officer.call("Bà Sáu", "reached")
    officer.follow("Ghi nhận quyết định qua điện thoại")
    for name, value in (("decided_by", chair_name), ("way", "telephone"), ("kind", "emergency")):
        officer.tick(name, value)
    for part, typed in (("hour", "9"), ("minute", "50")):
        officer.page.fill(f"[name=decided_at-{part}]", typed)
    officer.page.fill("[name=witness]", "Chị Lài, trực ban")
    officer.page.fill("[name=reason]", "Bé bị đánh, đang ở nhà hàng xóm")
    said = officer.send("Ghi quyết định")
    assert "chờ xác nhận" in said
    assert "Đã xong đúng hạn" in said
    chair = enter(chair_name)
    chair.follow("Xác nhận quyết định do người khác ghi nhận")
    chair.follow("Xác nhận")
    chair.tick("answer", "yes")
    assert "đã xác nhận" in chair.send("Gửi")
    assert "chờ xác nhận" not in officer.go(report)


def test_the_chair_is_not_reached_and_a_deputy_decides(house: House, enter: type[Person]) -> None:
    officer_name, chair_name = (make_user(house, role) for role in ("officer", "chair"))
    make_deputy(house, actor_of(house, chair_name))
    with house.app.app_context():
        on_list("chair", name="Bà Sáu", username=chair_name)
        on_list("deputy", name="Anh Tám", username="pho")
    officer = enter(officer_name)
    report = officer.log()
    assert "Không nghe máy" in officer.call("Bà Sáu", "no_answer")
    later = NOW + timedelta(minutes=31)
    house.app.extensions["caseapp.settings"] = replace(house.settings, fixed_now=later)
    with house.app.app_context():
        assert call_next(now=later) >= 1
    deputy = enter("pho")
    words = deputy.go("/")
    assert "Đến lượt bạn" in words, words
    assert report.rpartition("/")[2] in words
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: Người dùng pho" in deputy.decide(report)
    assert "Đã xong đúng hạn" in officer.go(report)
    officer.follow("Mở trường hợp")
    officer.send("Lưu và mở trường hợp")
    case = officer.page.url
    printed = officer.page.request.get(f"{case}/summary.pdf").body()
    text = " ".join(texts_of(printed))
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: Người dùng pho" in " ".join(text.split())


def test_the_chair_is_the_suspect(house: House, enter: type[Person]) -> None:
    officer_name, suspect_name = (make_user(house, role) for role in ("officer", "chair"))
    other_name = make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        on_list("chair", name="Ông Tư", username=suspect_name)
    officer, suspect = enter(officer_name), enter(suspect_name)
    report = officer.log(suspect_name, event="cai khe")
    words = officer.page.inner_text("main")
    assert "Ông Tư" not in words
    assert f"Quyết định thay Chủ tịch – Người dùng {other_name}" in words
    assert "Đã ghi cuộc gọi" in officer.call("Quyết định thay Chủ tịch", "reached")
    code = report.rpartition("/")[2]
    for address in ("/", "/reports", "/cases", "/children"):
        words = suspect.go(address)
        assert code not in words
        assert CHILD not in words
    suspect.go(report, status=404)
    other = enter(other_name)
    assert code in other.go("/")
    other.decide(report)
    assert "Đã xong đúng hạn" in officer.go(report)
    suspect.go(report, status=404)


def test_the_only_officer_is_the_suspect(house: House, enter: type[Person]) -> None:
    suspect_name, chair_name = (make_user(house, role) for role in ("officer", "chair"))
    named_name, boss_name = (
        make_user(house, "officer", CAI_KHE),
        make_user(house, "supervisor", CITY),
    )
    chair, suspect = enter(chair_name), enter(suspect_name)
    report = chair.log(suspect_name)
    assert "Một người" in chair.go(report)
    code = report.rpartition("/")[2]
    boss = enter(boss_name)
    assert code in boss.go("/")
    boss.go(f"{report}/stand-ins")
    boss.page.select_option("[name=person]", f"officer:{named_name}")
    assert "chờ đối chiếu" in boss.send("Cử người này làm thay")
    named = enter(named_name)
    assert code in named.go("/")
    assert CHILD in named.go(report)
    for address in ("/", "/reports"):
        assert code not in suspect.go(address)
    suspect.go(report, status=404)
