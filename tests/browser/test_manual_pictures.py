"""The manual's pictures are those of the application: this journey takes them.

CASEAPP_MANUAL_PICTURES=1 puts them into docs/manual/pictures; without it they are taken and
dropped, so that a page that can no longer be reached by its links is noticed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image

from caseapp.web.manual.book import PAGES, folder
from tests.browser import steps
from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, NewPage
from tests.browser.person import Person, Ward
from tests.browser.sample import served
from tests.factories.house import House
from tests.factories.web import make_user

CHILD = "Lê Thị Bé Ba"


def shoot(person: Person, into: Path, name: str) -> None:
    """Keep the top of the page as a small picture of few colours."""
    person.page.evaluate("() => window.scrollTo(0, 0)")
    taken = Image.open(io.BytesIO(person.page.screenshot()))
    if taken.width > PHONE["width"]:
        taken = taken.resize((taken.width * 5 // 8, taken.height * 5 // 8))
    taken.convert("RGB").quantize(32).save(into / f"{name}.png", optimize=True)


def test_the_pictures(ward: Ward, house: House, new_page: NewPage, tmp_path: Path) -> None:
    kept = os.environ.get("CASEAPP_MANUAL_PICTURES")
    into = folder() / "pictures" if kept else tmp_path / "pictures"
    into.mkdir(exist_ok=True)
    officer, chair, supervisor = ward.officer, ward.chair, ward.supervisor
    _until_signed(officer, into)
    chair.home()
    shoot(chair, into, "chair-home")
    chair.follow("Quyết định về biện pháp bảo vệ khẩn cấp")
    chair.follow("Ghi quyết định")
    shoot(chair, into, "chair-measures")
    chair.tick("kind", "none")
    chair.write(reason="Không phải tình huống khẩn cấp")
    chair.press("Ghi quyết định")
    steps.find_on_home(officer, "Mở trường hợp từ tin báo", CHILD)
    officer.follow("Mở trường hợp")
    officer.press("Lưu và mở trường hợp")
    shoot(officer, into, "officer-case")
    supervisor.home()
    supervisor.follow("Bàn giám sát")
    shoot(supervisor, into, "supervisor-desk")
    make_user(house, "statistician", username="statistician")
    counts = Person(new_page(), officer.site, ward.days)
    counts.sign_in("statistician")
    counts.follow("Chỉ tiêu", within="nav")
    shoot(counts, into, "statistician-indicators")
    taken = {each.name for each in into.iterdir()}
    assert taken == {each.name for each in (folder() / "pictures").iterdir()}


def _until_signed(officer: Person, into: Path) -> None:
    """Log the report, record what happened, sign the first assessment."""
    officer.follow("Tiếp nhận tin báo", within="nav")
    officer.tick("works_here", "no")
    officer.tick("channel", "phone")
    officer.moment("received_at", officer.days.now)
    officer.tick("sex", "female")
    officer.write(child_name=CHILD, event_place="Khu vực 5", child_state="Ở nhà một mình")
    officer.press("Lưu tin báo – bắt đầu tính 12 giờ")
    shoot(officer, into, "officer-calls")
    officer.home()
    shoot(officer, into, "officer-home")
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
