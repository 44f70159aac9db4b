"""A release in a real browser: prepared and proposed, signed by another, read by a visitor."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.chromium import WIDE
from tests.browser.person import Person
from tests.browser.releasing import Desk, propose, usable

SCROLLS = "element => element.scrollWidth > element.clientWidth + 1"
FIXED = "element => Math.round(element.getBoundingClientRect().left)"


def test_from_the_frozen_figures_to_a_visitor_s_telephone(release_desk: Desk) -> None:
    desk, visitor = release_desk, release_desk.visitor
    assert "Chưa công bố số liệu nào" in visitor.inner_text("main")
    propose(desk.statistician, desk)
    sign(desk.supervisor)
    visitor.reload()
    visitor.get_by_role("link", name="Trẻ em bị ảnh hưởng bởi thiên tai").click()
    assert "CB-2026-001" in visitor.inner_text("main")
    assert visitor.context.cookies() == []
    desk.bare.goto(visitor.url)
    assert desk.bare.inner_text("main") == visitor.inner_text("main")
    usable(visitor)
    read_tables(visitor)
    visitor.set_viewport_size(WIDE)
    usable(visitor)
    with visitor.expect_download() as fetched:
        visitor.get_by_role("link", name="Toàn bộ các ô (CSV)").click()
    assert fetched.value.suggested_filename == "CB-2026-001-published.csv"


def sign(supervisor: Person) -> None:
    """Find on the home page what waits, look at what all would see, and sign it."""
    supervisor.home()
    supervisor.follow("chờ bạn ký")
    supervisor.sees("Số liệu năm", "Những gì mọi người sẽ thấy", "không thu hồi được")
    usable(supervisor.page)
    supervisor.press("Ký và công bố")
    supervisor.sees("Bản công bố CB-2026-001", "bây giờ ai cũng đọc được")
    usable(supervisor.page)


def read_tables(visitor: Page) -> None:
    """A wide table moves sideways by itself, the names of its rows in sight; the page stays."""
    wide = [
        each for each in visitor.locator(".app-release__scroll").all() if each.evaluate(SCROLLS)
    ]
    assert wide
    name = wide[0].locator("tbody th[scope=row]").first
    before = name.evaluate(FIXED)
    wide[0].evaluate("element => { element.scrollLeft = 200; }")
    assert name.evaluate(FIXED) == before
    visitor.emulate_media(media="print")
    assert visitor.locator("#files").is_hidden()
    assert visitor.locator(".app-release__paper").is_visible()
    heads = visitor.locator("thead").first.evaluate("head => getComputedStyle(head).display")
    assert heads == "table-header-group"
    visitor.emulate_media(media="screen")
