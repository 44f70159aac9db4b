"""Steps that every child's journey has: found from the page that a person is on, by its links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.browser.person import Person

DAY = timedelta(days=1)
HARM_02 = ("harm_degree", "harm_again")
HARM_03 = ("harm_degree", "harm_access", "harm_growth", "harm_care", "harm_alone")
HARM_06 = ("harm_degree", "harm_access", "harm_care")
PROTECTION_02 = ("protect_self", "protect_others")
PROTECTION_03 = (
    "protect_self", "protect_knows", "protect_bond", "protect_asks", "protect_watched",
)  # fmt: skip
PROTECTION_06 = ("protect_self", "protect_knows", "protect_watched")
STATES = ("state_body", "state_mind", "state_understanding", "state_feelings")


def all_of(names: tuple[str, ...], degree: str) -> dict[str, str]:
    return dict.fromkeys(names, degree)


def open_case(person: Person, child: str) -> None:
    """Find the case in the list of cases."""
    person.follow("Trường hợp", within="nav")
    person.follow(child)


def find_on_home(person: Person, task: str, child: str) -> None:
    """Go to what waits for the person: the line must name the child."""
    person.home()
    line = person.page.locator("main tr").filter(has_text=task)
    assert child in line.first.inner_text(), person.said()
    person.follow(task)


def report(officer: Person, child: str, place: str, **more: str) -> None:
    """Log a report on Mẫu 01 from what somebody tells by telephone, two hours after it rang."""
    officer.follow("Tiếp nhận tin báo", within="nav")
    officer.tick("works_here", "no")
    officer.tick("channel", "phone")
    officer.moment("received_at", officer.days.now - timedelta(hours=2))
    officer.tick("sex", "female")
    officer.write(child_name=child, event_place=place, **more)
    officer.press("Lưu tin báo – bắt đầu tính 12 giờ")
    officer.sees("Còn 10 giờ", "Gọi 111")
    officer.follow("Sang trang tin báo")


def record(officer: Person, kind: str, setting: str, ground: str) -> None:
    """Record what happened, from the page of the report."""
    officer.follow("Ghi vụ việc đã xảy ra")
    officer.tick("certainty", "suspected")
    officer.tick("abuse_types", kind)
    officer.tick("settings", setting)
    officer.write(ground=ground)
    officer.press("Ghi vụ việc")


def assess(officer: Person, link: str, said: Mapping[str, str], degrees: Mapping[str, str]) -> None:
    """Write an assessment, and go to the page on which its level is set and it is signed off."""
    officer.follow(link)
    officer.write(**said)
    if "asked_by" in said:
        officer.moment("asked_at", officer.days.now)
    for name, degree in degrees.items():
        officer.tick(name, degree)
    officer.press("Lưu và tính tổng số")
    officer.follow("Xác định mức độ nguy cơ và ký")


def sign(officer: Person, level: str, conclusion: str, why: str = "") -> None:
    """Set the level and sign off; why, when the rows count to another one."""
    officer.tick("level", level)
    officer.write(conclusion=conclusion)
    if why:
        officer.write(level_reason=why)
    officer.press("Ký xác nhận")


def write_plan(officer: Person, situation: str, what: str, measure: str, days: int) -> None:
    """Write Mẫu 04 with one activity, from the page of the case, up to its submission."""
    today = officer.days.today
    officer.follow("Kế hoạch và thực hiện")
    officer.follow("Lập kế hoạch")
    officer.write(situation=situation, need_1="An toàn", goal_1="Em được an toàn")
    officer.date("goal_due_1", today + days * DAY)
    officer.write(what_1_1=what, responsible_1_1="Trạm y tế phường")
    officer.choose("measure_1_1", measure)
    officer.date("starts_on_1_1", today)
    officer.date("due_on_1_1", today + days * DAY)
    submit(officer)


def submit(officer: Person) -> None:
    """Submit the plan whose draft is open."""
    officer.press("Lưu và trình")
    officer.press("Trình Chủ tịch phê duyệt")
    officer.sees("Đã trình kế hoạch; Chủ tịch quyết định")


def decide(chair: Person, move: str, words: str, **more: str) -> None:
    """Decide on the page that asks for it."""
    chair.tick("move", move)
    chair.write(words=words, **more)
    chair.press("Ghi quyết định")
    chair.sees("Đã ghi quyết định")


def do_activity(officer: Person, child: str, what: str) -> None:
    """Record that an activity of the plan is done, and that the child was seen on a visit."""
    open_case(officer, child)
    officer.follow("Kế hoạch và thực hiện")
    officer.follow("Kế hoạch số")
    officer.follow("Ghi kết quả")
    officer.tick("move", "do")
    officer.date("done_on", officer.days.today)
    officer.write(words=what)
    officer.press("Lưu")
    open_case(officer, child)
    officer.follow("Thêm ghi chú, lần liên hệ hoặc lần thăm")
    officer.tick("kind", "visit")
    officer.tick("sight", "seen")
    officer.write(text="Em vui, ăn ngủ được")
    officer.press("Lưu")
    officer.sees("Đã xong 1/1 hoạt động")


def propose_closing(officer: Person, child: str) -> None:
    """Review the child's state on Mẫu 06 and, as it is stable, propose closing."""
    open_case(officer, child)
    stable = all_of(HARM_06, "low") | all_of(PROTECTION_06, "high")
    said = {"child_words": "Con hết sợ rồi", "asked_by": "Cô Lan", "place": "Nhà bà ngoại"}
    assess(officer, "Rà soát, đánh giá tình trạng của trẻ em (Mẫu 06)", said, stable)
    officer.tick("risk_left", "none")
    officer.tick("proposal", "close")
    for state in STATES:
        officer.tick(state, "stable")
    sign(officer, "low", "Em đã ổn định")
    officer.back()
    officer.sees("Hãy đề nghị Chủ tịch kết thúc trường hợp")
    officer.follow("Đề nghị kết thúc")
    officer.sees("Con hết sợ rồi")
    ask_to_close(officer)


def ask_to_close(officer: Person) -> None:
    officer.write(reason="Không còn nguy cơ; thể chất, tinh thần ổn định")
    officer.press("Đề nghị kết thúc")
    officer.sees("Đã đề nghị kết thúc; chờ Chủ tịch quyết định")


def close(chair: Person, child: str) -> None:
    """Decide on the closing that waits on the chair's home page."""
    find_on_home(chair, "Quyết định về đề nghị", child)
    chair.follow("Quyết định việc kết thúc")
    chair.tick("move", "close")
    chair.write(reason="Đồng ý kết thúc")
    chair.press("Ghi quyết định")
    chair.sees("Đã kết thúc")
