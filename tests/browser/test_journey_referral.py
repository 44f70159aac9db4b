"""Referrals in a real browser: declined by telephone, answered by a link, answered in an inbox."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from caseapp.casework.agencies import add_offer
from caseapp.casework.agency_members import tie_member
from caseapp.casework.disclosures import Choice
from caseapp.rules.access import Actor
from tests.browser.axe import sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.person import Days, Person
from tests.browser.sample import served
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.referrals import draft, open_a_case, take
from tests.factories.web import CITY, make_user, sign_in

CHILD, BORN = "Đỗ Thị Hòa", "05/09/2015"
REASON = "Mất ngủ sau sự việc"
SHARED = Choice(("name", "sex"), "duty", "Trẻ cần được trợ giúp ngay")
AGENCIES = {
    "Trung tâm Trợ giúp pháp lý": "02923 111 001",
    "Bệnh viện Nhi": "02923 111 002",
    "Trung tâm Công tác xã hội": "02923 111 003",
}
BY_PHONE, BY_LINK, BY_ACCOUNT = AGENCIES
SERVICES = dict(zip(AGENCIES, ("Tư vấn pháp luật", "Khám bệnh", "Tư vấn tâm lý"), strict=True))
NOT_VALID = "Đường dẫn này không có giá trị Hãy hỏi phường, xã đã đưa đường dẫn này cho quý vị."

SENT = """
() => {
  const form = document.querySelector("main form");
  return Object.fromEntries(new FormData(form, form.querySelector("button")));
}
"""
"""What the form of a page sends when its button is pressed."""


@dataclass
class Desk:
    """Who sends referrals and who answers them with an account, each at a browser of their own."""

    house: House
    officer: Person
    supervisor: Person
    agency: Person
    new_page: NewPage
    case: str
    senders: tuple[Actor, Actor]

    @property
    def site(self) -> str:
        return self.officer.site


@pytest.fixture
def desk(house: House, new_page: NewPage, complaints: list[str]) -> Iterator[Desk]:
    names = [make_user(house, *who) for who in (("officer",), ("supervisor", CITY), ("agency",))]
    officer, supervisor = (actor_of(house, name) for name in names[:2])
    with house.app.app_context():
        for agency, phone in AGENCIES.items():
            add_offer(SYSTEM, agency=agency, service=SERVICES[agency], phone=phone, now=NOW)
        tie_member(supervisor, len(AGENCIES), names[2], now=NOW)
    case = open_a_case(house, officer)
    known = [sign_in(house, name) for name in names]
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(house.app) as site:
        people = [Person(new_page(WIDE), site, Days(house)) for _ in names]
        for person, browser in zip(people, known, strict=True):
            person.come_in(browser)
        yield Desk(house, *people, new_page, case, (officer, supervisor))
    assert [each for each in complaints if "404" not in each and "422" not in each] == []


def test_declined_by_telephone_sent_anew_by_link_and_answered_in_an_inbox(desk: Desk) -> None:
    officer, supervisor = desk.officer, desk.supervisor
    officer.follow("Trường hợp", within="nav")
    officer.follow(CHILD)
    officer.follow("Lập phiếu chuyển gửi")
    _draft(officer, BY_PHONE)
    _send(supervisor)
    _decline_by_telephone(supervisor)
    _open(officer, BY_PHONE)
    officer.sees("Bị từ chối", "Bà Lan, phó giám đốc; Qua điện thoại; 02923 111 001", "Hết chỗ")
    officer.follow("Lập phiếu chuyển gửi mới cho trường hợp này")
    take(desk.house, desk.senders[1], _draft(officer, BY_LINK), "send")
    link, secret = _make_the_link(officer)
    _answer_by_link(desk, link, secret)
    _open(officer, BY_LINK)
    officer.sees("Đã hoàn thành", "Cô Ba, điều dưỡng trưởng; Qua đường dẫn trả lời", "Em đã khỏe")
    last = draft(desk.house, desk.senders[0], desk.case, len(AGENCIES), SHARED)
    take(desk.house, desk.senders[1], last, "send")
    _answer_in_the_inbox(desk.agency, last)
    _open(officer, BY_ACCOUNT)
    officer.sees("Đã hoàn thành", "Qua tài khoản của cơ quan", "Em ngủ được rồi")
    # Each way is counted apart: accepted by the agencies themselves, declined by telephone.
    supervisor.follow("Chuyển gửi", within="nav")
    table = supervisor.page.locator("table").last.locator("tbody").inner_text()
    for counted in ("Qua tài khoản của cơ quan 1 0", "trả lời 1 0", "Qua điện thoại 0 1"):
        assert counted in " ".join(table.split())


def _open(person: Person, agency: str) -> None:
    person.follow("Chuyển gửi", within="nav")
    person.follow(CHILD, within=f"main tr:has-text('{agency}')")


def _draft(officer: Person, agency: str) -> str:
    """Draft a referral and choose what is shared, without the birth; return its code."""
    officer.page.get_by_label(SERVICES[agency]).check()
    officer.write(reason=REASON)
    officer.press("Lưu và chọn nội dung chia sẻ")
    officer.box("shared").and_(officer.page.locator("[value=birth]")).uncheck()
    officer.tick("basis", "duty")
    officer.write(basis_reason="Trẻ cần được trợ giúp ngay")
    officer.press("Lưu nội dung chia sẻ")
    return officer.page.url.rpartition("/")[2]


def _send(supervisor: Person) -> None:
    """The supervisor sees what goes out, and nothing goes out before."""
    supervisor.home()
    supervisor.follow("Gửi phiếu chuyển gửi")
    supervisor.sees(BY_PHONE, REASON)
    supervisor.follow("Gửi phiếu chuyển gửi")
    supervisor.misses(BORN)
    supervisor.press("Ghi nhận")
    supervisor.sees("Đã gửi")


def _decline_by_telephone(supervisor: Person) -> None:
    supervisor.follow("Cơ quan từ chối")
    supervisor.tick("way", "phone")
    supervisor.write(answered_by="Bà Lan", post="phó giám đốc", called=AGENCIES[BY_PHONE])
    supervisor.write(comment="Hết chỗ, hãy chuyển nơi khác")
    supervisor.press("Ghi nhận")


def _make_the_link(officer: Person) -> tuple[str, str]:
    """Return the link's address and the number that is read out; both are shown this once."""
    _open(officer, BY_LINK)
    officer.follow("Đường dẫn và phiếu trả lời")
    officer.press("Tạo đường dẫn")
    officer.sees(AGENCIES[BY_LINK])
    assert officer.page.locator("main svg").is_visible()  # what a telephone scans
    said = officer.said()
    link, secret = re.search(r"http\S+/answer/(\S+)", said), re.search(r"\b\d{3} \d{3}\b", said)
    assert link
    assert secret
    return link[1], secret[0]


def _answer_by_link(desk: Desk, token: str, secret: str) -> None:
    """Whoever has the slip stands at a telephone without scripts, and has no account."""
    outside = Person(desk.new_page(PHONE, scripts=False), desk.site, desk.officer.days)
    page, link = outside.page, f"{desk.site}/answer/{token}"
    page.goto(link)
    outside.misses(CHILD, REASON, "GT-26")
    _usable(page)
    outside.write(secret=secret.replace(" ", ""))
    outside.press("Tiếp tục")
    outside.sees("111", CHILD, REASON)
    outside.misses(BORN)  # the officer has unticked it
    _usable(page)
    late = outside.page.context.new_page()
    late.goto(link)
    late.fill("[name=secret]", secret)
    late.click("main button")
    _fill(page, "accept", "Mời đến sáng thứ Ba")
    sent = page.evaluate(SENT)
    outside.press("Gửi trả lời")
    outside.sees("Đã ghi nhận câu trả lời", "Đã nhận lời")
    # The telephone sends it a second time: it is one answer, and shown as such.
    again = page.request.post(f"{link}/replies", form=sent)
    assert (again.status, again.text().count("Mời đến sáng thứ Ba")) == (200, 1)
    # A colleague opened it before that: who comes second sees what the first did.
    _fill(late, "decline", "Hết chỗ rồi")
    _press(late)
    assert "Cô Ba, điều dưỡng trưởng" in late.inner_text("main")
    assert late.input_value("[name=words]") == "Hết chỗ rồi"
    for move in ("start", "complete"):
        _reply(outside, move, "Em đã khỏe")
    outside.sees("Đã ghi nhận câu trả lời")
    outside.misses(CHILD)
    for address in (link, f"{desk.site}/answer/{token[:-1]}x"):
        page.goto(address)
        assert outside.said() == NOT_VALID


def _usable(page: Page) -> None:
    assert sideways(page) <= 0
    assert page.viewport_size == PHONE


def _fill(page: Page, move: str, words: str) -> None:
    page.fill("[name=name]", "Cô Ba")
    page.fill("[name=role]", "điều dưỡng trưởng")
    page.check(f"[name=move][value={move}]")
    page.fill("[name=words]", words)


def _press(page: Page) -> None:
    page.locator("main button").filter(has_text="Gửi trả lời").click()
    page.wait_for_load_state()


def _reply(outside: Person, move: str, words: str) -> None:
    _fill(outside.page, move, words)
    outside.press("Gửi trả lời")


def _answer_in_the_inbox(agency: Person, code: str) -> None:
    """An agency with an account is told, answers each step, and is shown nothing afterwards."""
    agency.home()
    agency.follow("Trả lời phiếu chuyển gửi")
    agency.sees(CHILD, REASON)
    agency.misses(BORN)
    read = agency.page.url
    for step, words in (
        ("Đã nhận được", ""),
        ("Đồng ý tiếp nhận", "Mời đến thứ Tư"),
        ("Đã bắt đầu hỗ trợ", ""),
        ("Đã hoàn thành hỗ trợ", "Em ngủ được rồi"),
    ):
        agency.follow("Phiếu chuyển gửi đến", within="nav")
        agency.follow(CHILD)
        agency.follow(step)
        agency.write(comment=words)
        agency.press("Gửi trả lời")
    agency.misses(CHILD, code)
    assert agency.page.request.get(read).status == 404
