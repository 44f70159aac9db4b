"""The chair decides on a plan: approved or returned, never one's own, never an old version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.outcomes import Stale
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plans import draft_plan, move_plan, save_plan
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import CaseEvent
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PlanActivity
from caseapp.rules.access import Actor, Denied, Grant, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.naming import TODAY, make_chair, make_deputy
from tests.factories.plans import a_plan, an_activity, approved, plans_in, submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR, kept

LATER = NOW + timedelta(hours=2)
APPROVE = Verdict("approve", LATER, "Đồng ý", LATER, "27/QĐ-UBND", "Giao cán bộ phường")
RETURN = Verdict("return", LATER, "Bổ sung nguồn lực")


def test_an_approved_plan_is_to_be_carried_out(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    number = submitted(house, officer, case, a_plan(an_activity(), an_activity("Đi học lại", 20)))
    with house.app.app_context():
        decide_plan(CHAIR, case, number, APPROVE, version=1, now=LATER)
    view = plans_in(house, officer, case).in_force
    assert view is not None
    assert (view.words, view.decision_number, view.assignment) == (
        "Đồng ý", "27/QĐ-UBND", "Giao cán bộ phường",
    )  # fmt: skip
    assert [(each.number, each.said.what, each.level, each.state) for each in view.activities] == [
        (1, "Tư vấn tâm lý hằng tuần", "intervention", "planned"),
        (2, "Đi học lại", "intervention", "planned"),
    ]
    (sealed, *_) = kept(house, select(PlanActivity.content))
    assert "Tư vấn".encode() not in sealed[0]
    stops = select(CaseClock.clock, CaseClock.stopped_at).order_by(CaseClock.id)
    assert kept(house, stops) == [("plan_submission", NOW), ("plan_approval", LATER)]
    lines = select(CaseEvent.kind, CaseEvent.happened_at, CaseEvent.signed_at)
    assert ("plan_approve", LATER, LATER) in kept(house, lines)
    told = select(Notice.kind, Notice.user_id).where(Notice.ended_at.is_(None))
    assert kept(house, told.where(Notice.kind.like("plan%"))) == [
        ("plan_approved", officer.user_id)
    ]


def test_a_returned_plan_is_mended_and_submitted_again(house: House) -> None:
    case = open_a_case(house, OFFICER)
    number = submitted(house, OFFICER, case)
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="is to be changed"):
            decide_plan(CHAIR, case, number, Verdict("return", LATER), version=1, now=LATER)
        decide_plan(CHAIR, case, number, RETURN, version=1, now=LATER)
        save_plan(OFFICER, case, number, a_plan(), version=1, now=LATER)
        move_plan(OFFICER, case, number, move="submit", version=2, now=LATER)
    view = plans_in(house, OFFICER, case).plans[0]
    assert (view.state, view.words) == ("submitted", "Bổ sung nguồn lực")


def test_a_new_plan_takes_the_place_of_the_one_in_force(house: House) -> None:
    case = open_a_case(house, OFFICER)
    approved(house, OFFICER, CHAIR, case)
    approved(house, OFFICER, CHAIR, case)
    found = plans_in(house, OFFICER, case)
    assert [plan.state for plan in found.plans] == ["replaced", "approved"]
    assert found.in_force is found.plans[1]
    assert not found.plans[0].activities[0].moves
    follows = select(Paper.id, Paper.follows_id).where(Paper.kind == "plan").order_by(Paper.id)
    (first, _), (_, followed) = kept(house, follows)
    assert followed == first


def test_a_decision_on_an_old_version_is_refused(house: House) -> None:
    case = open_a_case(house, OFFICER)
    number = submitted(house, OFFICER, case)
    with house.app.app_context():
        move_plan(OFFICER, case, number, move="take_back", version=1, now=NOW)
        save_plan(OFFICER, case, number, a_plan(an_activity("Khác")), version=1, now=NOW)
        move_plan(OFFICER, case, number, move="submit", version=2, now=NOW)
        with pytest.raises(Stale):
            decide_plan(CHAIR, case, number, APPROVE, version=1, now=LATER)
    assert plans_in(house, OFFICER, case).plans[0].state == "submitted"


@pytest.mark.parametrize(
    ("at", "field"),
    [(timedelta(minutes=-1), "decided_at"), (timedelta(hours=3), "decided_at")],
    ids=["before it was submitted", "in the future"],
)
def test_when_it_cannot_have_been_decided(house: House, at: timedelta, field: str) -> None:
    case = open_a_case(house, OFFICER)
    number = submitted(house, OFFICER, case)
    with house.app.app_context(), pytest.raises(RuleBroken) as refused:
        decide_plan(CHAIR, case, number, Verdict("approve", NOW + at), version=1, now=LATER)
    assert refused.value.field == field


def test_nobody_decides_on_a_plan_of_their_own(house: House) -> None:
    """An officer who is deputy as well: not on what they wrote, whoever submitted it."""
    chair = make_chair(house)
    deputy = make_deputy(house, chair)
    both = Actor(
        deputy.user_id, deputy.name,
        (*deputy.grants, Grant(Role.OFFICER, frozenset({31135}), TODAY, None)),
    )  # fmt: skip
    case = open_a_case(house, OFFICER)
    colleague = officer_of(house)
    with house.app.app_context():
        draft_plan(both, case, a_plan(), now=NOW)
        move_plan(colleague, case, 1, move="submit", version=1, now=NOW)
        for verdict in (APPROVE, RETURN):
            with pytest.raises(RuleBroken, match="Another person"):
                decide_plan(both, case, 1, verdict, version=1, now=LATER)
        decide_plan(chair, case, 1, RETURN, version=1, now=LATER)
        save_plan(colleague, case, 1, a_plan(), version=1, now=LATER)
        move_plan(both, case, 1, move="submit", version=2, now=LATER)
        with pytest.raises(RuleBroken, match="Another person"):
            decide_plan(both, case, 1, APPROVE, version=2, now=LATER)


def test_a_deputy_decides_on_anothers_plan_and_signs_for_the_chair(house: House) -> None:
    deputy = make_deputy(house, make_chair(house))
    case = open_a_case(house, OFFICER)
    approved(house, OFFICER, deputy, case, at=LATER)
    view = plans_in(house, OFFICER, case).in_force
    assert view is not None
    assert view.decided_by.startswith("KT. CHỦ TỊCH")
    ((naming,),) = kept(house, select(Paper.naming_id).where(Paper.kind == "approval"))
    assert naming is not None


def test_officers_and_supervisors_do_not_decide(house: House) -> None:
    case = open_a_case(house, OFFICER)
    number = submitted(house, OFFICER, case)
    with house.app.app_context():
        for actor in (OFFICER, SUPERVISOR):
            with pytest.raises(Denied):
                decide_plan(actor, case, number, APPROVE, version=1, now=LATER)
