"""Plans as officers write and chairs decide on them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseapp.casework.minutes import write_minutes
from caseapp.casework.offers import offers_for
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plan_reading import CasePlans, read_plans
from caseapp.casework.plans import draft_plan, move_plan
from caseapp.casework.referrals import draft_referral
from caseapp.rules.access import Actor
from caseapp.rules.plans import Activity, Goal, Plan
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.web import NINH_KIEU

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def an_activity(what: str = "Tư vấn tâm lý hằng tuần", days: int = 10, **more: object) -> Activity:
    known: dict[str, object] = {
        "measure": "care",
        "starts_on": TODAY,
        "due_on": TODAY + days * DAY,
        "responsible": "Cán bộ phường",
        "cooperates": "Trung tâm Công tác xã hội",
        "resources": "Ngân sách phường",
    }
    return Activity(what, **{**known, **more})  # type: ignore[arg-type]  # fields by name


def a_plan(*activities: Activity) -> Plan:
    goal = Goal("Trẻ an toàn tại nhà", TODAY + 30 * DAY, activities or (an_activity(),))
    return Plan("Trẻ sợ hãi, ngủ không yên", ("Được an toàn", "Được tư vấn"), (goal,), "Cán bộ lo")


def submitted(house: House, officer: Actor, case: str, plan: Plan | None = None) -> int:
    """Draft and submit a plan; return its number."""
    with house.app.app_context():
        number = int(draft_plan(officer, case, plan or a_plan(), now=NOW))
        move_plan(officer, case, number, move="submit", version=1, now=NOW)
        return number


def approved(
    house: House, officer: Actor, chair: Actor, case: str, plan: Plan | None = None,
    at: datetime = NOW,
) -> int:  # fmt: skip
    """Have a plan approved, its decision in words of the chair; return its number."""
    number = submitted(house, officer, case, plan)
    with house.app.app_context():
        verdict = Verdict("approve", at, "Đồng ý", number="27/QĐ-UBND", assignment="Giao cán bộ")
        decide_plan(chair, case, number, verdict, version=1, now=max(at, NOW))
    return number


def plans_in(house: House, actor: Actor, case: str, now: datetime = NOW) -> CasePlans:
    with house.app.app_context():
        return read_plans(actor, case, now=now)


def plans_under_way(house: House, actor: Actor) -> None:
    """Plans of new cases in states that ask for something: written, submitted, carried out."""
    minutes = {"met_at": NOW, "chaired_by": "Chủ tịch", "present": "Công an", "agreed": "Lập"}
    with house.app.app_context():
        written = open_a_case(house, actor)
        draft_plan(actor, written, a_plan(), now=NOW)
        write_minutes(actor, written, minutes, now=NOW)
    submitted(house, actor, open_a_case(house, actor))
    carried_out = open_a_case(house, actor)
    approved(house, actor, actor, carried_out)
    with house.app.app_context():
        service = offers_for(int(NINH_KIEU), now=NOW)[0].number
        draft_referral(actor, carried_out, service_id=service, reason="Tư vấn", now=NOW)
