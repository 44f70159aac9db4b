"""An officer who leaves, with something of every kind, beside what is not theirs to give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from caseapp import desk
from caseapp.casework.assessments import start_assessment
from caseapp.casework.children import NewChild
from caseapp.casework.handing_on import Handing, hand_on
from caseapp.casework.kept_forms import Typed, save
from caseapp.casework.notices import Subject, tell
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.rules.access import Act, Actor
from caseapp.rules.assessment_states import DETAILED
from tests.factories.assessments import answers
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, Template, opened
from tests.factories.plans import submitted
from tests.factories.referrals import add_agency, draft
from tests.factories.reports import log_one, told
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def act_of(path: str) -> Act | None:
    """Tell by which act a page's form is sent, as the web tells it by its routes."""
    if path.startswith("/reports/new"):
        return Act.REPORT_LOG
    if path.startswith("/cases/"):
        return Act.CASE_EDIT
    return {"/account/password": Act.OWN_ACCOUNT, "/agencies/new": Act.AGENCY_MANAGE}.get(path)


@dataclass(frozen=True)
class Leaving:
    """canbo of ward Ninh Kiều leaves; moi can take the work on, ban has a case of their own."""

    house: House
    canbo: Actor
    moi: Actor
    ban: Actor
    chair: Actor
    supervisor: Actor
    case: str
    second: str
    report: str
    referral: str
    of_ban: str
    elsewhere: str

    def give(self, to: str = "moi", *, by: Actor | None = None, **more: object) -> str:
        """Hand all of it over."""
        handing = Handing(to, act_of, **more)  # type: ignore[arg-type]  # its fields by name
        with self.house.app.app_context():
            return hand_on(by or self.supervisor, "canbo", NINH_KIEU, handing, now=NOW)

    def type(self, by: Actor, path: str, token: str, **fields: str) -> None:
        """Type a draft an hour before."""
        typed = Typed(token * 24, path, "Trang", list(fields.items()))
        with self.house.app.app_context():
            save(by, typed, clock=NOW - timedelta(hours=1))


def prepare(template: Template, folder: Path) -> tuple[Template, Leaving]:
    """Make an instance with all of this once, for others to be copied from."""
    with opened(template, folder) as house:
        return replace(template, folder=folder), a_leaving(house)


def _case(house: House, by: Actor, area_code: str, name: str) -> str:
    child = NewChild(
        full_name=name, sex="male", born=NOW.date().replace(year=2016), birth_precision="day",
        area_code=area_code, resident_from=NOW.date(), distinct=True,
    )  # fmt: skip
    with house.app.app_context():
        values = told(event_area=area_code, child_name=name)
        return open_case(by, log_report(by, values, now=NOW), child, now=NOW)


def a_leaving(house: House) -> Leaving:
    """Make the people and what each of them has."""
    canbo, moi, ban = (
        actor_of(house, make_user(house, "officer", username=name))
        for name in ("canbo", "moi", "ban")
    )
    chair = actor_of(house, make_user(house, "chair"))
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    there = actor_of(house, make_user(house, "officer", CAI_KHE))
    case = _case(house, canbo, NINH_KIEU, "Đỗ An")
    story = Leaving(
        house=house, canbo=canbo, moi=moi, ban=ban, chair=chair, supervisor=supervisor, case=case,
        second=_case(house, canbo, NINH_KIEU, "Lê Bình"),
        report=log_one(house, by=canbo),
        referral=draft(house, canbo, case, add_agency(house)),
        of_ban=_case(house, ban, NINH_KIEU, "Võ Cường"),
        elsewhere=_case(house, there, CAI_KHE, "Hồ Dũng"),
    )  # fmt: skip
    number = submitted(house, canbo, case)
    with house.app.app_context():
        verdict = Verdict("return", NOW, "Thiếu mục tiêu")
        decide_plan(chair, case, number, verdict, version=1, now=NOW)
        start_assessment(canbo, DETAILED, story.of_ban, answers(DETAILED), now=NOW)
        with desk.writing(chair, Act.PLAN_DECIDE, now=NOW) as door:
            about = Subject(story.of_ban, int(NINH_KIEU))
            tell(door, "plan_returned", about, to=canbo.user_id or 0)
    story.type(canbo, "/reports/new", "n", child_name="Bé Bi", event_area=f"kept:{NINH_KIEU}")
    story.type(canbo, f"/cases/{case}/notes/new", "c", text="Bà ngoại kể rằng")
    story.type(canbo, f"/cases/{story.elsewhere}/notes/new", "o", text="Của phường khác")
    story.type(canbo, "/account/password", "a", again="x")
    story.type(canbo, "/agencies/new", "g", name="Trung tâm")
    return story
