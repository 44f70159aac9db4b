"""Joining a report to a case that is open: the same child, told of a second time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assessments import carry_level
from caseapp.casework.case_lines import event
from caseapp.casework.notices import settle
from caseapp.casework.proposing import lapse
from caseapp.casework.screening import hand_over, take_report
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.case_states import CASES
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class OpenCase:
    """A case of the report's unit that still runs, with its child."""

    code: str
    child: str
    born: date | None
    birth_precision: str


def list_open_cases(actor: Actor, report_code: str, *, now: datetime) -> list[OpenCase]:
    """Return the running cases of children named as the report names its child, at most 50."""
    with desk.reading(actor, Act.REPORT_SCREEN, now=now) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        rows = door.session.execute(
            select(Case, Child)
            .join(Child, Child.id == Case.child_id)
            .where(
                Case.area_id == report.area_id,
                Case.state != "closed",
                Case.deleted_at.is_(None),
                Child.folded_name == fold(report.child_name),
            )
            .order_by(Case.opened_at.desc())
            .limit(50)
        ).all()
        door.log(f"report:{report.id}", report.area_id, cases=len(rows))
        return [
            OpenCase(
                row.Case.code,
                row.Child.full_name,
                row.Child.date_of_birth,
                row.Child.birth_precision,
            )
            for row in rows
        ]


def join_case(
    actor: Actor, report_code: str, case_code: str, *, now: datetime, post: str = ""
) -> str:
    """Join a report to a running case of the same child in its unit; return the case's code.

    A closing that was proposed lapses: what is told anew has to be looked into first. RuleBroken
    for a case that is closed.
    """
    with desk.writing(actor, Act.REPORT_SCREEN, now=now, post=post) as door:
        report = take_report(door, report_code)
        case = door.find(Case, code=case_code, area_id=report.area_id, deleted_at=None)
        if case.state == "closed":
            raise RuleBroken("The case is closed; reopen it first", field="case_code")
        if case.state == "closing_proposed":
            case.state = CASES.next_state(case.state, "return_closing")
            lapse(door, case, "closing")
        hand_over(door, report, door.session.get_one(Child, case.child_id))
        report.case_id = case.id
        door.session.add(event(door, case, "joined", now, detail=report.code))
        carry_level(door, report, case)
        settle(door, report.code)
        settle(door, case.code)
        door.log(f"case:{case.id}", case.area_id, report=report.id, joined=True)
        door.made = case.code
        return case.code
