"""A release in a real browser: prepared and proposed, signed by another, read by a visitor."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from caseapp.exchange.working import Worker
from caseapp.web import job_page
from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.person import Days, Person
from tests.browser.sample import served
from tests.factories.house import House
from tests.factories.released import an_office, frozen, hit_children
from tests.factories.web import sign_in

SCROLLS = "element => element.scrollWidth > element.clientWidth + 1"
FIXED = "element => Math.round(element.getBoundingClientRect().left)"


@dataclass
class Desk:
    """Who counts, who signs, and a visitor without an account on a telephone.

    `bare`: a visitor whose browser runs no script; nothing of axe can look on there.
    """

    house: House
    statistician: Person
    supervisor: Person
    visitor: Page
    bare: Page

    def work(self) -> None:
        """Let the worker take up what was asked for."""
        with self.house.app.app_context():
            assert Worker(
                self.house.app.app_context, self.house.settings.now, beats=0.01
            ).work_once()


@pytest.fixture
def desk(
    house: House, new_page: NewPage, complaints: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    # The page of the job shall not load itself again while it is looked at.
    monkeypatch.setattr(job_page, "EVERY", 3600)
    an_office(house)
    with house.app.app_context():
        hit_children()
        frozen()
    known = [sign_in(house, name) for name in ("thongke", "giamsat")]
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(house.app) as site:
        people = [Person(new_page(viewport), site, Days(house)) for viewport in (WIDE, PHONE)]
        for person, browser in zip(people, known, strict=True):
            person.come_in(browser)
        visitors = [new_page(PHONE, scripts=scripts) for scripts in (True, False)]
        for page in visitors:
            page.goto(f"{site}/publications")
        yield Desk(house, *people, *visitors)
    assert complaints == []


def usable(page: Page) -> None:
    assert axe(page) == []
    assert sideways(page) <= 0


def test_from_the_frozen_figures_to_a_visitor_s_telephone(desk: Desk) -> None:
    visitor = desk.visitor
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


def propose(statistician: Person, desk: Desk) -> None:
    """Go from the frozen figures to a preparation, and propose what came of it."""
    statistician.follow("Chỉ tiêu", within="nav")
    statistician.follow("Số liệu đã chốt")
    statistician.follow("01/01/2025")
    statistician.follow("Chuẩn bị bản công bố từ số liệu này")
    usable(statistician.page)
    statistician.tick("layout", "relief-clusters")
    statistician.press("Chuẩn bị bản công bố")
    statistician.sees("Đang chờ đến lượt", "Bạn có thể rời trang này")
    usable(statistician.page)
    desk.work()
    statistician.follow("Xem lại ngay")
    statistician.sees("Bao nhiêu ô sẽ được bảo mật", "Kiểu bảng này")
    usable(statistician.page)
    statistician.write(note="Số liệu năm")
    statistician.press("Đề nghị công bố bản này")
    statistician.sees("một người khác sẽ ký", "Rút đề nghị")
    usable(statistician.page)


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
