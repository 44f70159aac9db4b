"""Carrying a plan out: what is done, dropped or overdue, and what a referral does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.carrying_out import Outcome, settle_activity, tie_referral
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.outcomes import Stale
from caseapp.casework.plan_views import ActivityView
from caseapp.records.papers import PlanActivity
from caseapp.rules.values import RuleBroken
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.plans import DAY, TODAY, a_plan, an_activity, approved, plans_in
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR, kept

LATER = NOW + 3 * DAY
DONE = Outcome("do", "Trẻ ngủ được", TODAY + DAY)


@pytest.fixture
def case(house: House) -> str:
    """A case whose plan in force has two activities, due after 10 days and after 20."""
    made = open_a_case(house, OFFICER)
    plan = a_plan(an_activity(), an_activity("Đi học lại", 20))
    approved(house, OFFICER, CHAIR, made, plan)
    return made


def settle(house: House, case: str, outcome: Outcome, version: int | None = None) -> None:
    read = activity(house, case).version if version is None else version
    with house.app.app_context():
        settle_activity(OFFICER, case, 1, 1, outcome, version=read, now=LATER)


def activity(house: House, case: str, number: int = 1) -> ActivityView:
    plan = plans_in(house, OFFICER, case, now=LATER).in_force
    assert plan is not None
    return plan.activities[number - 1]


def test_an_activity_is_done_and_by_mistake_once_more(house: House, case: str) -> None:
    settle(house, case, DONE)
    view = activity(house, case)
    assert (view.state, view.done_on, view.result) == ("done", TODAY + DAY, "Trẻ ngủ được")
    assert view.moves == ("resume",)
    settle(house, case, Outcome("resume", "Ghi nhầm hoạt động"))
    view = activity(house, case)
    assert (view.state, view.done_on, view.settled_at) == ("planned", None, None)


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome("do", "", TODAY), "words"),
        (Outcome("drop", " "), "words"),
        (Outcome("do", "Xong"), "done_on"),
        (Outcome("do", "Xong", TODAY + 4 * DAY), "done_on"),
        (Outcome("do", "Xong", TODAY - DAY), "done_on"),
        (Outcome("", "Xong", TODAY), "move"),
    ],
    ids=["no result", "no reason", "no day", "in the future", "before the approval", "no step"],
)
def test_what_is_refused(house: House, case: str, outcome: Outcome, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        settle(house, case, outcome)
    assert refused.value.field == field
    assert activity(house, case).state == "planned"


def test_two_who_settle_the_same_activity(house: House, case: str) -> None:
    read = activity(house, case).version
    settle(house, case, Outcome("drop", "Gia đình chuyển đi"), read)
    with pytest.raises(Stale):
        settle(house, case, DONE, read)


def test_a_plan_that_was_replaced_is_not_carried_out(house: House, case: str) -> None:
    read = activity(house, case).version
    approved(house, OFFICER, CHAIR, case)
    with pytest.raises(RuleBroken, match="not carried out"):
        settle(house, case, DONE, read)


def test_a_completed_referral_marks_its_activity_done(house: House, case: str) -> None:
    code = draft(house, OFFICER, case, add_agency(house))
    with house.app.app_context():
        tie_referral(OFFICER, case, 1, 1, code, now=NOW)
    take(house, SUPERVISOR, code, "send", "accept", "start")
    assert activity(house, case).state == "planned"
    take(house, SUPERVISOR, code, "complete")
    view = activity(house, case)
    assert (view.state, view.done_on, view.referral) == ("done", TODAY, code)
    assert activity(house, case, 2).state == "planned"


def test_one_that_the_agency_completes_itself_is_found_on_the_round(
    house: House, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = draft(house, OFFICER, case, add_agency(house))
    with house.app.app_context():
        tie_referral(OFFICER, case, 1, 2, code, now=NOW)
    take(house, SUPERVISOR, code, "send", "accept", "start")
    monkeypatch.setattr("caseapp.casework.referrals.finish_referred", lambda *_: 0)
    take(house, SUPERVISOR, code, "complete")  # as an agency does it, which reaches no plan
    assert activity(house, case, 2).state == "planned"
    with house.app.app_context():
        watch_clocks(now=LATER)
    assert activity(house, case, 2).state == "done"


def test_only_a_referral_of_the_case_carries_an_activity_out(house: House, case: str) -> None:
    officer = officer_of(house)
    other = draft(house, officer, open_a_case(house, officer), add_agency(house))
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="of this case"):
            tie_referral(OFFICER, case, 1, 1, other, now=NOW)
        tie_referral(OFFICER, case, 1, 1, "", now=NOW)
    assert kept(house, select(PlanActivity.referral_id)) == [(None,), (None,)]


@pytest.mark.parametrize(("after", "overdue"), [(10, False), (11, True)])
def test_an_activity_is_overdue_from_the_day_after_its_last(
    house: House, case: str, after: int, *, overdue: bool
) -> None:
    plan = plans_in(house, OFFICER, case, now=NOW + after * DAY + timedelta(hours=1)).in_force
    assert plan is not None
    assert [each.overdue for each in plan.activities] == [overdue, False]
