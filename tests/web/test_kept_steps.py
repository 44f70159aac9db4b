"""What pages of a decision offer of its paper: to who may put it, and the papers of this one alone."""

from __future__ import annotations

import pytest

from caseapp.casework.decisions import decide_measure
from caseapp.casework.kept_reading import kept_in_case
from caseapp.casework.separations import Verdict, decide_separation
from caseapp.web.kept_steps import kept_of
from tests.factories.house import NOW, House
from tests.factories.kept_papers import put
from tests.factories.measures import a_desk, decide, prepare
from tests.factories.plans import approved
from tests.factories.web import make_user, sign_in, text_of

OFFER = "/kept-papers/"


def test_a_decision_lists_its_own_papers(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    approved(house, desk.officer, desk.chair, desk.case)
    plan = put(house, desk.officer, desk.case, "plan")
    parted = put(house, desk.officer, desk.case)
    with house.app.app_context():
        views = kept_in_case(desk.officer, desk.case, now=NOW)
    assert [each.code for each in kept_of(views, "plan", 1)] == [plan]
    assert [each.code for each in kept_of(views, "separation", 1)] == [parted]
    assert kept_of(views, "plan", 2) == []


@pytest.mark.parametrize(
    ("role", "offered"), [("officer", True), ("chair", True), ("supervisor", False)]
)
def test_it_is_offered_to_who_may_put_it(house: House, role: str, *, offered: bool) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    browser = sign_in(
        house, make_user(house, role, "92" if role == "supervisor" else "31135", "ai")
    )
    page = f"/cases/{desk.case}/separations/1"
    assert OFFER not in browser.get(page).text  # nobody has decided yet
    decide(house, desk.chair, desk.case)
    link = f"/cases/{desk.case}/kept-papers/separation/1"
    assert (link in browser.get(page).text) == offered


def test_what_is_decided_and_not_signed_says_so_before_its_paper_is_made(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    browser = sign_in(house, make_user(house, "officer", "31135", "ai"))
    waits = "Đã duyệt, chờ ký"
    with house.app.app_context():
        said = {"kind": "emergency", "decided_at": NOW, "reason": "Đủ lý do", "signed_at": None}
        decide_measure(desk.chair, desk.report, **said, now=NOW)  # type: ignore[arg-type]
        page = f"/cases/{desk.case}/separations/1"
        assert waits not in browser.get(page).text
        decide_separation(desk.chair, desk.case, 1, Verdict("decide", NOW, "Đồng ý"), now=NOW)
    for address in (f"/reports/{desk.report}", page):
        assert waits in text_of(browser, address)
