"""The manual's pictures are those of the application: this journey takes them.

CASEAPP_MANUAL_PICTURES=1 puts them into docs/manual/pictures; without it they are taken and
dropped, so that a page that can no longer be reached by its links is noticed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from caseapp.web.manual.book import PAGES, folder
from tests.browser import steps
from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, NewPage
from tests.browser.person import Person, Ward
from tests.browser.releasing import Desk, propose
from tests.browser.sample import served
from tests.factories.house import House
from tests.factories.web import make_user

CHILD = "Lê Thị Bé Ba"
RELEASES = {"statistician-release", "supervisor-release"}


class Album:
    """Takes pictures; put into the manual where they are wanted, else dropped again."""

    def __init__(self, other: Path) -> None:
        kept = os.environ.get("CASEAPP_MANUAL_PICTURES")
        self.into = folder() / "pictures" if kept else other
        self.taken: set[str] = set()

    def shoot(self, person: Person, name: str) -> None:
        """Keep the top of the page as a small picture of few colours."""
        person.page.evaluate("() => window.scrollTo(0, 0)")
        taken = Image.open(io.BytesIO(person.page.screenshot()))
        if taken.width > PHONE["width"]:
            taken = taken.resize((taken.width * 5 // 8, taken.height * 5 // 8))
        taken.convert("RGB").quantize(32).save(self.into / f"{name}.png", optimize=True)
        self.taken.add(name)


@pytest.fixture
def album(tmp_path: Path) -> Album:
    return Album(tmp_path)


def test_pictures_of_a_release(release_desk: Desk, album: Album) -> None:
    propose(release_desk.statistician, release_desk)
    album.shoot(release_desk.statistician, "statistician-release")
    release_desk.supervisor.home()
    release_desk.supervisor.follow("chờ bạn ký")
    album.shoot(release_desk.supervisor, "supervisor-release")
    assert album.taken == RELEASES


def test_pictures_of_a_file(ward: Ward, house: House, new_page: NewPage, album: Album) -> None:
    officer, chair, supervisor = ward.officer, ward.chair, ward.supervisor
    _until_signed(officer, album)
    chair.home()
    album.shoot(chair, "chair-home")
    chair.follow("Quyết định về biện pháp bảo vệ khẩn cấp")
    chair.follow("Ghi quyết định")
    album.shoot(chair, "chair-measures")
    chair.tick("kind", "emergency")
    chair.write(reason="Em không an toàn ở nhà")
    chair.press("Ghi quyết định")
    steps.find_on_home(officer, "Mở trường hợp từ tin báo", CHILD)
    _put_before_the_chair(officer, album)
    officer.follow("Mở trường hợp")
    officer.press("Lưu và mở trường hợp")
    steps.open_case(officer, CHILD)
    album.shoot(officer, "officer-case")
    officer.follow("In tóm tắt hồ sơ")
    album.shoot(officer, "officer-print")
    supervisor.home()
    supervisor.follow("Bàn giám sát")
    album.shoot(supervisor, "supervisor-desk")
    make_user(house, "statistician", username="statistician")
    counts = Person(new_page(), officer.site, ward.days)
    counts.sign_in("statistician")
    counts.follow("Chỉ tiêu", within="nav")
    album.shoot(counts, "statistician-indicators")
    kept = {each.stem for each in (folder() / "pictures").iterdir()}
    assert album.taken | RELEASES == kept


def _put_before_the_chair(officer: Person, album: Album) -> None:
    """Make the paper of the decision, look at where its number goes, and come back."""
    report = officer.page.url
    officer.follow("Lập bản trình ký")
    officer.press("Lập bản trình ký")
    album.shoot(officer, "officer-paper")
    officer.page.goto(report)


def _until_signed(officer: Person, album: Album) -> None:
    """Log the report, record what happened, sign the first assessment."""
    officer.follow("Tiếp nhận tin báo", within="nav")
    officer.tick("works_here", "no")
    officer.tick("channel", "phone")
    officer.moment("received_at", officer.days.now)
    officer.tick("sex", "female")
    officer.write(child_name=CHILD, event_place="Khu vực 5", child_state="Ở nhà một mình")
    officer.press("Lưu tin báo – bắt đầu tính 12 giờ")
    album.shoot(officer, "officer-calls")
    officer.home()
    album.shoot(officer, "officer-home")
    officer.page.go_back()
    officer.follow("Sang trang tin báo")
    steps.record(officer, "neglect", "family", "Hàng xóm thấy nhiều lần")
    said = {"not_asked": "Em đang ngủ", "place": "Nhà em"}
    degrees = steps.all_of(steps.HARM_02, "medium") | steps.all_of(steps.PROTECTION_02, "low")
    steps.assess(officer, "Đánh giá nguy cơ ban đầu (Mẫu 02)", said, degrees)
    steps.sign(officer, "medium", "Em bị bỏ mặc, chưa đến mức khẩn cấp")


def test_the_manual_is_read_on_a_telephone(
    house: House, new_page: NewPage, complaints: list[str]
) -> None:
    with served(house.app) as site:
        page = new_page(PHONE)
        for name in ("", *(f"/{name}" for name in PAGES)):
            page.goto(f"{site}/help{name}")
            assert axe(page) == [], name
            assert sideways(page) <= 0, name
    assert complaints == []
