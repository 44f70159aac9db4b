"""The two who make a release, and the steps from the frozen figures to a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from caseapp.exchange.working import Worker
from tests.browser.axe import axe, sideways
from tests.browser.person import Person
from tests.factories.house import House


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


def usable(page: Page) -> None:
    assert axe(page) == []
    assert sideways(page) <= 0


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
