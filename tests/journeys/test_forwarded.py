"""A report of another ward in a real browser: forwarded and received; not received, and assigned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from caseapp.casework.clock_rounds import watch_clocks
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, make_user
from tests.journeys.test_officer import Walk

CHILD = "Sơn Thị Sa Ly"
LATER = NOW + timedelta(hours=2, minutes=1)


def log_and_forward(walk: Walk) -> str:
    walk.go("/reports/new")
    walk.answer("works_here", "no")
    walk.answer("channel", "phone")
    walk.page.fill("[name=received_at-hour]", "9")
    walk.page.fill("[name=received_at-minute]", "30")
    walk.page.fill("[name=event_area]", "Phường Cái Khế")
    walk.page.fill("[name=child_name]", CHILD)
    walk.send("Lưu tin báo – bắt đầu tính 12 giờ")
    walk.go(walk.address.removesuffix("/calls"))  # it opens on whom to call
    assert "Vụ việc xảy ra ở nơi khác: Phường Cái Khế" in walk.words
    report = walk.address
    walk.follow("Chuyển đến nơi xảy ra vụ việc")
    assert walk.page.input_value("#unit") == "Phường Cái Khế"
    walk.page.fill("[name=contact]", "Chị Bảy, trực đêm, 0292 3820 000")
    walk.send("Chuyển tin báo")
    assert walk.address == report
    assert "Chờ nơi nhận tiếp nhận" in walk.words
    return report


def assign(walk: Walk, house: House) -> None:
    walk.sign_in(make_user(house, "supervisor", CITY))
    walk.go("/")
    walk.follow("Phân công đơn vị tiếp nhận tin báo")
    walk.page.fill("#unit", "cai khe")
    walk.page.fill("[name=reason]", "Đã gọi cả hai phường")
    walk.send("Phân công tin báo")


def test_received_by_the_other_ward_or_assigned_by_the_supervisor(
    house: House, site: str, new_page: NewPage, complaints: list[str]
) -> None:
    names = [make_user(house, "officer"), make_user(house, "officer", CAI_KHE)]
    # Plain fields: the type-ahead has its own journey.
    sender, receiver = (
        Walk(new_page(size, scripts=False), site, new_page(size)) for size in (WIDE, PHONE)
    )
    for walk, name in zip((sender, receiver), names, strict=True):
        walk.sign_in(name)
    first = log_and_forward(sender)
    code = first.removeprefix("/reports/")

    receiver.go("/")
    receiver.follow("Tiếp nhận hoặc từ chối tin báo nơi khác chuyển đến")
    assert "Chị Bảy, trực đêm, 0292 3820 000" in receiver.words
    assert CHILD not in receiver.words
    assert receiver.page.request.get(site + first).status == 404
    receiver.send("Tiếp nhận tin báo")
    assert receiver.address == first
    assert CHILD in receiver.words
    assert receiver.page.inner_text(".app-clock__words") == "Còn 11 giờ"  # from 9:30 on
    sender.go(f"/forwarded/sent/{code}")
    assert "Phường Cái Khế đã tiếp nhận" in sender.words
    assert CHILD in sender.words
    assert sender.page.request.get(site + first).status == 404

    second = log_and_forward(sender)
    later = replace(house.settings, fixed_now=LATER)
    house.app.extensions["caseapp.settings"] = later
    with house.app.app_context():
        watch_clocks(now=LATER)
    assign(Walk(new_page(PHONE, scripts=False), site, new_page(PHONE)), house)
    receiver.go(second)
    assert receiver.page.inner_text(".app-clock__words") == "Còn 9 giờ"
    assert complaints == []
