"""Cases that begin without a report: opened directly, or a running paper file taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_lines import note_down
from caseapp.casework.child_days import insist_born
from caseapp.casework.children import attach
from caseapp.casework.homes import home_unit
from caseapp.casework.incidents import make_report
from caseapp.casework.one_child import find_child, in_one
from caseapp.casework.reports import start
from caseapp.records import marks
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reach import take_in
from caseapp.records.reports import Incident
from caseapp.rules.access import Act, Actor
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.codes.cases import RISK_LEVELS
from caseapp.rules.taking_over import FIRST_REPORT, STAGES, check_stages, ended_before_use
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import LOCAL, RuleBroken, is_child, local_day


@dataclass(frozen=True)
class PaperFile:
    """A running paper file: its number, the day it was opened, and the days of its stages.

    `days` has a day for each stage of rules.taking_over.STAGES that it has behind it; `received_at`
    is the moment at which its report came, when it began with one; `told` says where it stands.
    """

    number: str
    opened_on: date
    level: str = ""
    told: str = ""
    received_at: datetime | None = None
    days: Mapping[str, date | None] = field(default_factory=dict)


def open_directly(
    actor: Actor, child_code: str, *, reason: str, now: datetime, post: str = ""
) -> str:
    """Open a case for a child without a report, with the reason; return its code."""
    if not reason.strip():
        raise RuleBroken("Say why a case is opened for this child", field="reason")
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        child = _child(door, child_code)
        case = _new_case(door, child, now, entry="direct")
        note_down(door, case, "opened", now, reason, detail="direct")
        door.log(f"case:{case.id}", case.area_id, child=child.id, entry="direct")
        door.made = case.code
        return case.code


def take_over(
    actor: Actor, child_code: str, paper: PaperFile, *, now: datetime, post: str = ""
) -> str:
    """Take over a running paper file with its real dates; return the case's code.

    What its stages left is a line of the timeline each. A report that it began with is made with
    its real moment: its 12 hours run only if they had not ended before today.
    """
    today = local_day(now)
    _check(paper, today, now)
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        child = _child(door, child_code)
        if child.date_of_birth is not None and paper.opened_on < child.date_of_birth:
            raise RuleBroken(
                "The file cannot have been opened before the child was born", field="opened_on"
            )
        for stage, day in _days(paper).items():
            if day is not None:
                insist_born(child, day, "received_at" if stage == "received" else f"{stage}_on")
        case = _new_case(door, child, _at(paper.opened_on), entry="paper")
        _insist_on_new_number(door, case, paper.number)
        case.paper_number, case.taken_over_on = paper.number.strip(), today
        case.level = paper.level
        _stages(door, case, paper)
        if paper.received_at is not None:
            _report(door, case, paper.received_at)
        note_down(door, case, "taken_over", now, paper.told, detail=case.paper_number)
        door.log(f"case:{case.id}", case.area_id, child=child.id, entry="paper")
        door.made = case.code
        return case.code


def _check(paper: PaperFile, today: date, now: datetime) -> None:
    if not paper.number.strip():
        raise RuleBroken("Enter the number of the paper file", field="number")
    if paper.level and paper.level not in RISK_LEVELS:
        raise RuleBroken("Choose a level of risk", field="level")
    received = paper.received_at
    if received is not None and received > now:
        raise RuleBroken("The moment cannot lie in the future", field="received_at")
    if received is not None and local_day(received) < FIRST_REPORT:
        raise RuleBroken(
            "Before %(day)s there was no Mẫu 01: leave this empty, and tell it below",
            field="received_at",
            params={"day": f"{FIRST_REPORT:%d/%m/%Y}"},
        )
    check_stages(paper.opened_on, _days(paper), today)


def _days(paper: PaperFile) -> dict[str, date | None]:
    """Return the days of all stages, the receipt among them."""
    received = paper.received_at
    return dict(paper.days) | {"received": local_day(received) if received else None}


def _child(door: desk.Door, code: str) -> Child:
    child = find_child(door, code.strip().upper())
    if not is_child(child.date_of_birth, local_day(door.now)):
        raise RuleBroken("This person is 16 or older: no case is opened any more", field="child")
    return child


def _new_case(door: desk.Door, child: Child, opened_at: datetime, *, entry: str) -> Case:
    """Make a case of the person's own unit, the child's own before all others."""
    unit = _unit(door, child)
    running = select(Case.code).where(
        in_one(door, Case.child_id, child),
        Case.area_id == unit,
        Case.state != "closed",
        Case.deleted_at.is_(None),
    )
    if (known := door.session.scalar(running)) is not None:
        raise RuleBroken(
            "Case %(code)s of this child is running here already",
            field="child",
            params={"code": known},
        )
    attach(door, child, unit)
    case = Case(
        code=marks.new_mark(marks.CASE, local_day(door.now).year),
        area_id=unit,
        child_id=child.id,
        officer_id=door.actor.user_id,
        opened_at=opened_at,
        entry=entry,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(case)
    door.session.flush()
    take_in("cases", case.id)
    return case


def _unit(door: desk.Door, child: Child) -> int:
    """Return the unit that answers for the case: where the child lives, if that is one's own."""
    home = home_unit(door, child.id)
    lives_in = [home] if home is not None else []
    opened_by = sorted(unit.area_id for unit in child.units)
    for unit in [*lives_in, *opened_by]:
        if unit != CITY_ID and door.scope.covers(unit):
            return unit
    raise RuleBroken("A case is opened by the ward or commune that may open the child")


def _insist_on_new_number(door: desk.Door, case: Case, number: str) -> None:
    same = select(Case.code).where(
        Case.area_id == case.area_id,
        Case.paper_number == number.strip(),
        Case.deleted_at.is_(None),
    )
    if (known := door.session.scalar(same)) is not None:
        raise RuleBroken(
            "The paper file of this number is case %(code)s already",
            field="number",
            params={"code": known},
        )


def _stages(door: desk.Door, case: Case, paper: PaperFile) -> None:
    for stage in STAGES:
        day = paper.days.get(stage)
        if day is not None:
            note_down(door, case, f"paper_{stage}", _at(day), "")
    if paper.level:
        judged = paper.days.get("assessed") or paper.opened_on
        note_down(door, case, "level", _at(judged), "", detail=paper.level)


def _report(door: desk.Door, case: Case, received_at: datetime) -> None:
    """Make the report that the paper file began with; a clock of the past is not started."""
    past = ended_before_use(due(EMERGENCY, received_at), case.taken_over_on)
    report = make_report(door, case, received_at, before_use=past)
    if not past:
        start(door, report)
        return
    door.session.add(
        Incident(
            report_id=report.id,
            area_id=report.area_id,
            certainty="suspected",
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
