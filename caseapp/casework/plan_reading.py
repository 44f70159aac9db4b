"""Reading the plans of a case: what is in force, what is being written, what was seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assistance_reading import helped_activities
from caseapp.casework.case_lines import key_of_case
from caseapp.casework.kept_reading import numbers_of
from caseapp.casework.papers import content_of, key_of_paper, numbered, papers_of
from caseapp.casework.plan_views import (
    KINDS,
    PLAN,
    Loaded,
    MinutesView,
    PlanView,
    in_force,
    minutes_of,
    plans_of,
)
from caseapp.casework.staff import name_of
from caseapp.casework.visits import Meeting, Sighting, meetings_of, sighting_of
from caseapp.records.agencies import Agency, Service
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.records.referrals import Referral
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.plan_states import OPEN
from caseapp.rules.plans import Plan, from_json
from caseapp.rules.values import local_day
from caseapp.rules.visits import MEETINGS

ASSESSED: Final = "detailed_assessment"
"""The kind of paper from which a plan takes the child's problems and needs: Mẫu 03."""


@dataclass(frozen=True)
class ReferralLine:
    """A referral of the case to which an activity may be tied."""

    code: str
    to: str
    state: str


@dataclass(frozen=True)
class CasePlans:
    """What the plans' pages show of a case; `assessed` tells whether there is a Mẫu 03."""

    code: str
    unit_id: int
    state: str
    level: str
    officer: str
    child_code: str
    child_name: str
    plans: list[PlanView]
    minutes: list[MinutesView]
    meetings: list[Meeting]
    sighting: Sighting | None
    referrals: list[ReferralLine]
    assessed: bool

    @property
    def in_force(self) -> PlanView | None:
        """The plan that is carried out."""
        return in_force(self.plans)

    @property
    def open(self) -> PlanView | None:
        """The plan that is being prepared, or waits for the chair."""
        return next((plan for plan in self.plans if plan.state in OPEN), None)

    def plan(self, number: int) -> PlanView:
        """Return the plan of that number; Missing beyond."""
        if not 1 <= number <= len(self.plans):
            raise Missing(f"papers:{self.code},{number}")
        return self.plans[number - 1]


def read_plans(actor: Actor, code: str, *, now: datetime, act: Act = Act.CASE_READ) -> CasePlans:
    """Return the plans of a case with all that hangs on them."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, plans=True)
        return view_plans(door, case)


def view_plans(door: desk.Door, case: Case) -> CasePlans:
    """Gather the same inside an open door, with as many statements however long the history is."""
    child = door.session.get_one(Child, case.child_id)
    referrals = _referrals_of(door, case)
    papers = papers_of(door, case, *KINDS, ASSESSED)
    loaded = load(door, case, papers, {number: line.code for number, line in referrals.items()})
    plans = plans_of(door, loaded)
    asked = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.kind.in_(MEETINGS))
    meetings = meetings_of(door.session.scalars(asked))
    return CasePlans(
        code=case.code,
        unit_id=case.area_id,
        state=case.state,
        level=case.level,
        officer=name_of(door, case.officer_id),
        child_code=child.code,
        child_name=child.full_name,
        plans=plans,
        minutes=minutes_of(loaded),
        meetings=meetings,
        sighting=_sighting(door, case, plans, meetings),
        referrals=list(referrals.values()),
        assessed=any(paper.kind == ASSESSED for paper in papers),
    )


def _sighting(
    door: desk.Door, case: Case, plans: list[PlanView], meetings: list[Meeting]
) -> Sighting | None:
    plan = in_force(plans)
    if plan is None or plan.decided_at is None or case.state == "closed":
        return None
    return sighting_of(case.level, plan.decided_at, meetings, local_day(door.now))


def load(door: desk.Door, case: Case, papers: list[Paper], referrals: dict[int, str]) -> Loaded:
    """Load the texts of these papers, the activities of the case, the names: a few statements."""
    numbers = sorted(paper.id for paper in papers)
    texts = select(PaperText).where(PaperText.paper_id.in_(numbers)).order_by(PaperText.version)
    newest: dict[int, PaperText] = {}
    writers: dict[int, frozenset[int | None]] = {}
    for row in door.session.scalars(texts) if numbers else ():
        newest[row.paper_id] = row
        writers[row.paper_id] = writers.get(row.paper_id, frozenset()) | {row.entered_by}
    key_id = key_of_case(door, case)
    asked = select(PlanActivity).where(PlanActivity.case_id == case.id)
    activities = list(door.session.scalars(asked.order_by(PlanActivity.position)))
    return Loaded(
        key_id=key_id,
        names=_names(door, papers, activities),
        papers=papers,
        contents={
            number: json.loads(
                door.unseal(key_id, "paper_texts.content", row.id, row.content) or "{}"
            )
            for number, row in newest.items()
        },
        activities=activities,
        versions={number: row.version for number, row in newest.items()},
        writers=writers,
        referrals=referrals,
        helped=helped_activities(door, [row.id for row in activities if row.state == "done"]),
        numbers=numbers_of(door, [paper for paper in papers if paper.kind == PLAN]),
    )


def _names(door: desk.Door, papers: list[Paper], activities: list[PlanActivity]) -> dict[int, str]:
    people = {row.settled_by for row in activities}
    for paper in papers:
        people |= {paper.entered_by, paper.submitted_by, paper.decided_by}
    known = sorted(each for each in people if each is not None)
    asked = select(User.id, User.full_name).where(User.id.in_(known))
    return {row.id: row.full_name for row in door.session.execute(asked)}


def _referrals_of(door: desk.Door, case: Case) -> dict[int, ReferralLine]:
    rows = door.session.execute(
        select(Referral.id, Referral.code, Referral.state, Agency.name, Service.name)
        .join(Agency, Agency.id == Referral.agency_id)
        .join(Service, Service.id == Referral.service_id)
        .where(Referral.case_id == case.id)
        .order_by(Referral.id)
    )
    return {row[0]: ReferralLine(row[1], f"{row[3]} – {row[4]}", row[2]) for row in rows}


def proposed_plan(actor: Actor, code: str, *, now: datetime) -> Plan:
    """Return what a new plan begins with: a proposal for the officer to edit.

    Problems and needs come from the newest Mẫu 03, a line for each need. A plan that was given up
    is taken over whole, so that nothing that was typed is lost.
    """
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, plans=True)
        plans = papers_of(door, case, PLAN)
        if plans and plans[-1].state == "withdrawn":
            return from_json(content_of(door, plans[-1]))
        assessed = papers_of(door, case, ASSESSED)
        said = content_of(door, assessed[-1]) if assessed else {}
        needs = [line.strip("-–•. \t") for line in str(said.get("needs", "")).splitlines()]
        return Plan(str(said.get("problems", "")), tuple(need for need in needs if need))


def read_version(actor: Actor, code: str, number: int, version: int, *, now: datetime) -> Plan:
    """Return what a plan said in one of its versions; Missing for one that there never was."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        paper = numbered(door, case, number, PLAN)
        row = door.find(PaperText, paper_id=paper.id, version=version)
        door.log(f"case:{case.id}", case.area_id, plan=paper.id, version=version)
        key_id = key_of_paper(door, paper)
        said = door.unseal(key_id, "paper_texts.content", row.id, row.content)
        return from_json(json.loads(said or "{}"))
