"""No copy that is handed out tells what is kept, though an officer wrote it into every reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from caseapp.casework.care import NewCare, decide_care, hand_over, prepare_care
from caseapp.casework.care_endings import NewEnding, prepare_ending
from caseapp.casework.care_prints import gather_care, gather_closing
from caseapp.casework.cases import move_case
from caseapp.casework.decision_prints import gather_emergency, gather_order
from caseapp.casework.decisions import decide_measure
from caseapp.casework.form07 import gather_form07
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plan_prints import gather_plan
from caseapp.casework.plans import draft_plan, move_plan
from caseapp.casework.reports import log_report
from caseapp.casework.safety import record_safety
from caseapp.casework.screening import open_case
from caseapp.casework.separation_orders import NewOrder, decide_order, prepare_order
from caseapp.casework.separations import Verdict as Ruling
from caseapp.rules.copies import Copy
from caseapp.rules.plans import Activity, Goal, Plan
from caseapp.rules.served import LEFT_OUT
from caseapp.web.decision_paper import decision_html
from caseapp.web.plan_paper import approval_html, plan_html
from caseapp.web.printing import render_pdf
from caseapp.web.separation_paper import form07_html
from tests.factories.assessments import CLOSE, DETAILED, REVIEW, WORDS, assess
from tests.factories.care import CARER, HOME, registered, verdict
from tests.factories.children import a_child, actor_of
from tests.factories.house import NOW, House, Template, opened
from tests.factories.measures import (
    ADDRESS,
    DAY,
    HOST,
    TODAY,
    Desk,
    a_separation,
    decide,
    prepare,
)
from tests.factories.printed_text import words_of
from tests.factories.reports import HOUR, told
from tests.factories.web import NINH_KIEU, make_user

REPORTER, PHONE, SAFE = "Lâm Thị Báo Tin", "0904 666 321", "Trạm xá Kín Đáo"
KEPT = (ADDRESS, HOST, REPORTER, PHONE, SAFE, CARER, HOME, WORDS)
LATER = NOW + timedelta(hours=2)
STORY = f"Đã hỏi {'; '.join(KEPT)}; hết."
Drawn = Callable[[Copy], str]


def _desk(house: House) -> Desk:
    officer = actor_of(house, make_user(house, "officer"))
    chair = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        answers = told(NOW - HOUR, reporter_name=REPORTER, reporter_phone=PHONE)
        report = log_report(officer, answers, now=NOW)
        record_safety(officer, report, happened_at=None, place=SAFE, taken_by="", now=NOW)
        case = open_case(officer, report, a_child(NINH_KIEU), now=NOW)
    desk = Desk(case, report, officer, chair, chair)
    services = {"home_service": STORY, "food_service": STORY, "food_giver": HOST}
    assess(house, report, by=officer, **services)
    return desk


def _decisions(house: House, desk: Desk) -> None:
    with house.app.app_context():
        decide_measure(
            desk.chair, desk.report, kind="emergency", decided_at=NOW, reason=STORY,
            signed_at=None, now=NOW,
        )  # fmt: skip
    prepare(house, desk, a_separation(why=STORY, duties=STORY, carried_out_by=STORY))
    decide(house, desk.chair, desk.case)
    orders = (
        NewOrder("extension", STORY, last_day=TODAY + 10 * DAY),
        NewOrder("court_request", STORY, body="court", body_name="Tòa án khu vực 1"),
        NewOrder("lifting", STORY, assessed_on=TODAY),
    )
    agreed = Ruling("decide", LATER, "Đồng ý", LATER)
    with house.app.app_context():
        for number, order in enumerate(orders, 1):
            prepare_order(desk.officer, desk.case, 1, order, now=LATER)
            decide_order(desk.chair, desk.case, number, agreed, now=LATER)


def _plan(house: House, desk: Desk) -> None:
    row = Activity(STORY, "care", TODAY, TODAY + 9 * DAY, STORY[:200], STORY[:200], STORY[:200])
    kept = Activity("Ở nơi bí mật", "shelter", TODAY, TODAY + 9 * DAY, "Cán bộ")
    goal = Goal(STORY[:200], TODAY + 30 * DAY, (row, kept))
    plan = Plan(STORY, (STORY[:200],), (goal,), STORY)
    assess(house, desk.case, DETAILED, by=desk.officer)
    with house.app.app_context():
        draft_plan(desk.officer, desk.case, plan, now=NOW)
        move_plan(desk.officer, desk.case, 1, move="submit", version=1, now=NOW)
        said = Verdict("approve", NOW, "Đồng ý", number="", assignment=STORY)
        decide_plan(desk.chair, desk.case, 1, said, version=1, now=NOW)


def _care(house: House, desk: Desk) -> None:
    registered(house, desk)
    officer, case = desk.officer, desk.case
    with house.app.app_context():
        prepare_care(officer, case, NewCare(1, STORY, TODAY), now=LATER)
        decide_care(desk.chair, case, 1, verdict("decide", LATER), now=LATER)
        hand_over(officer, case, 1, at=LATER, how="Có mặt", now=LATER)
        prepare_ending(officer, case, 1, NewEnding("end", TODAY, STORY), now=LATER)


PAPERS = (
    "emergency", "07", "04", "05", "extension", "court_request", "lifting", "care", "care_end",
)  # fmt: skip


def _gathered(desk: Desk, paper: str, copy: Copy) -> tuple[Any, Callable[..., str]]:
    actor, case, more = desk.officer, desk.case, {"now": LATER + DAY, "copy": copy}
    if paper == "emergency":
        return gather_emergency(actor, desk.report, 1, **more), decision_html
    if paper == "07":
        return gather_form07(actor, case, 1, **more), form07_html
    if paper in {"04", "05"}:
        draw = plan_html if paper == "04" else approval_html
        return gather_plan(actor, case, 1, paper=paper, **more), draw
    if paper.startswith("care"):
        return gather_care(actor, case, paper, 1, **more), decision_html
    number = ("extension", "court_request", "lifting").index(paper) + 1
    return gather_order(actor, case, number, **more), decision_html


@pytest.fixture(scope="module")
def whole(
    template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, Desk]]:
    with opened(template, tmp_path_factory.mktemp("served") / "instance") as house:
        desk = _desk(house)
        _decisions(house, desk)
        _plan(house, desk)
        _care(house, desk)
        yield house, desk


def _said(house: House, desk: Desk, paper: str, copy: Copy) -> str:
    with house.app.app_context():
        found, draw = _gathered(desk, paper, copy)
        content = render_pdf(draw(found, now=LATER + DAY, demo=False))
    return words_of(content)


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_that_is_kept_is_handed_out(whole: tuple[House, Desk], paper: str) -> None:
    served, filed = (_said(*whole, paper, copy) for copy in (Copy.SERVED, Copy.FILE))
    assert [word for word in KEPT if word in served] == []
    assert "Ở nơi bí mật" not in served
    assert any(word in filed for word in KEPT)
    assert LEFT_OUT not in filed


def test_the_closing_of_a_case_is_handed_out_without_its_reason(house: House) -> None:
    desk = _desk(house)
    assess(house, desk.case, REVIEW, by=desk.officer, conclusion=CLOSE)
    with house.app.app_context():
        move_case(desk.officer, desk.case, move="propose_closing", reason=STORY, now=LATER)
        for copy, told_of in ((Copy.SERVED, False), (Copy.FILE, True)):
            found = gather_closing(desk.officer, desk.case, now=LATER, copy=copy)
            html = decision_html(found, now=LATER, demo=False)
            assert (REPORTER in html) is told_of
