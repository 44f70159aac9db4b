"""What waits for somebody today: the home page "Việc cần làm", one list for each duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, func, select

from caseapp import desk
from caseapp.casework import areas, transfer_reading
from caseapp.casework.account_reading import list_waiting
from caseapp.casework.forwarding_reading import list_waiting_reports
from caseapp.casework.held_referrals import TO_SEND, UNANSWERED, list_held
from caseapp.casework.inbox import list_sent
from caseapp.casework.kept_waiting import TO_SIGN
from caseapp.casework.plan_tasks import SUBMITTED, UNREVISED, behind
from caseapp.casework.proposal_reading import list_to_decide
from caseapp.casework.review_rounds import list_rounds
from caseapp.casework.separation_desk import SeparationTask, list_tasks
from caseapp.casework.targets import targets_of
from caseapp.casework.tasks import Task, help_to_confirm
from caseapp.casework.waiting_decisions import ON_DECISIONS, is_decided
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child
from caseapp.records.lone_reports import LoneReport
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.clocks import CLOCKS, FARTHEST, SEPARATION, standing
from caseapp.rules.values import local_day

MOST: Final = 20
_LISTED_WITH: Final = {"clock": "clock", "activity": "behind", "visit": "behind"}
"""Kinds of task that are drawn from one list, by the first word."""


@dataclass(frozen=True)
class Desk:
    """A person's tasks: reports on their way, running clocks, the rest; `more`: it was cut."""

    tasks: list[Task]
    more: bool


def gather(actor: Actor, *, now: datetime) -> Desk:
    """Return what waits for this person, each list at most 20 long, the most urgent first."""
    with desk.together():
        tasks = _gathered(actor, now)
    tasks.sort(key=lambda task: task.clock is None)  # running clocks first, else as they came
    tasks = list(_once(tasks))
    lists = Counter(_LISTED_WITH.get(task.kind.partition("_")[0], task.kind) for task in tasks)
    return Desk(tasks, any(number >= MOST for number in lists.values()))


def _gathered(actor: Actor, now: datetime) -> list[Task]:
    """Ask each list that this person may read."""
    day = local_day(now)
    tasks = _separations(actor, now)
    for right, kind in _IN_PASSING:
        if may(actor, right, day):
            tasks += _passing(actor, right, kind, now)
    if may(actor, Act.REPORT_LIST, day):
        tasks += _clocks(actor, _duty(actor, day), now)
    for right, act, asked, kind in _LISTS:
        if may(actor, right, day):
            tasks += _rows(actor, act, asked, kind, now)
    tasks += _proposals(actor, now)
    for right, gathered in _OTHERS:
        if may(actor, right, day):
            tasks += gathered(actor, now)
    return tasks


def _separations(actor: Actor, now: datetime) -> list[Task]:
    """What separations ask of this person, for a child is kept from home; then transfers."""
    asked: list[SeparationTask | transfer_reading.TransferTask] = list(list_tasks(actor, now=now))
    asked += transfer_reading.list_tasks(actor, now=now)
    return [
        Task(each.kind, each.code, each.about, each.unit, each.clock, each.since) for each in asked
    ]


def _once(tasks: list[Task]) -> Iterator[Task]:
    """Yield the tasks but for a submitted plan whose limit asks for the same decision."""
    timed = {task.code for task in tasks if task.kind == "clock_plan_approval"}
    for task in tasks:
        if task.kind != "decide_plan" or task.code not in timed:
            yield task


def _to_reply(actor: Actor, now: datetime) -> list[Task]:
    """Referrals that wait for this person's agency: for its answer, or to note what was added."""
    kinds = [(each, "reply" if each.owes else "note_added") for each in list_sent(actor, now=now)]
    return [
        Task(
            kind,
            each.code,
            each.child_name or each.code,
            each.unit,
            each.owed if each.owes else each.to_note,
            each.since,
        )
        for each, kind in kinds
        if each.owes or each.added
    ][:MOST]


def _passing(actor: Actor, act: Act, kind: str, now: datetime) -> list[Task]:
    """Reports that wait to be taken over, or for the supervisor's word on who takes them."""
    return [
        Task(kind, each.code, each.from_unit, each.to_unit, clock, each.sent_at)
        for each, clock in list_waiting_reports(actor, act, now=now)[:MOST]
    ]


def _behind(actor: Actor, now: datetime) -> list[Task]:
    """What plans asked for by now: activities, seeing the child; then new rounds of plans."""
    rounds = list_rounds(actor, now=now, most=MOST)
    return [
        Task(kind, row.code, row.about, areas.label(row.area_id), None, since)
        for kind, row, since in [
            *behind(actor, now=now, most=MOST),
            *((kind, row, row.since) for kind, row in rounds),
        ]
    ]


def _holds(actor: Actor, now: datetime) -> list[Task]:
    """Referrals that are held until another basis is named for them, or they end."""
    return [Task("hold", *each) for each in list_held(actor, now=now, most=MOST)]


def _proposals(actor: Actor, now: datetime) -> list[Task]:
    """Proposals for which this person's word is awaited, one line for each report or case."""
    return [
        Task(f"decide_{each.about}", each.code, each.name, each.unit, None, each.proposed_at)
        for each in list_to_decide(actor, now=now)[:MOST]
    ]


def _changes(actor: Actor, now: datetime) -> list[Task]:
    """Changes of accounts for which this person is the second one."""
    waiting = [change for change in list_waiting(actor, now=now) if change.to_decide]
    return [
        Task("change", str(each.number), each.full_name, each.unit, None, each.asked_at)
        for each in waiting[:MOST]
    ]


def _duty(actor: Actor, day: date) -> str:
    """What a running clock asks of this person: decide, bring it to the chair, or watch."""
    if may(actor, Act.MEASURE_DECIDE, day):
        return "decide"
    return "bring" if may(actor, Act.CASE_EDIT, day) else "watch"


def _clocks(actor: Actor, kind: str, now: datetime) -> list[Task]:
    """Reports whose 12 hours run or have run out without a decision, the most urgent first."""
    with desk.reading(actor, Act.REPORT_LIST, now=now) as door:
        rows = door.few(_RUNNING).all()
        door.log("reports:running", None, rows=len(rows))
        own = targets_of(door, [(row.area_id, row.received_at) for row in rows])
    return [
        Task(
            "sign_clock" if row.decided else kind,
            row.code,
            row.about,
            areas.label(row.area_id),
            standing(row.due_at, now),
            row.received_at,
            own_target,
        )
        for row, own_target in zip(rows, own, strict=True)
    ]


def _case_clocks(actor: Actor, now: datetime) -> list[Task]:
    """Limits of cases that run out soon or have run out; to who only watches, the latter alone."""
    acts = may(actor, Act.CASE_EDIT, local_day(now)) or may(actor, Act.CASE_CLOSE, local_day(now))
    watches = may(actor, Act.CLOCK_CHANGE, local_day(now))
    until = now + FARTHEST if acts and not watches else now
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        rows = door.few(_LIMITS, until=until).all()
        door.log("cases:clocks", None, rows=len(rows))
    stands = [standing(row.due_at, now, soon=CLOCKS[row.clock].soon) for row in rows]
    return [
        Task(
            f"clock_{row.clock}", row.code, row.about, areas.label(row.area_id), how, row.started_at
        )
        for row, how in zip(rows, stands, strict=True)
        if how.kind in {"soon", "late"}
    ]


def _rows(actor: Actor, act: Act, statement: Select[Any], kind: str, now: datetime) -> list[Task]:
    with desk.reading(actor, act, now=now) as door:
        rows = door.few(statement).all()
        door.log(f"tasks:{kind}", None, rows=len(rows))
    return [
        Task(kind, row.code, row.about, areas.label(row.area_id), None, row.since) for row in rows
    ]


_RUNNING: Final = (
    select(
        Report.code,
        func.coalesce(Child.full_name, Report.child_name).label("about"),
        Report.area_id,
        Deadline.due_at,
        Report.received_at,
        is_decided().label("decided"),
    )
    .join(Deadline, Deadline.report_id == Report.id)
    .outerjoin(Child, Child.id == Report.child_id)
    .where(Deadline.stopped_at.is_(None), Report.deleted_at.is_(None))
    .order_by(Deadline.due_at)
    .limit(MOST)
)
_LIMITS: Final = (
    select(
        Case.code,
        Child.full_name.label("about"),
        Case.area_id,
        CaseClock.clock,
        CaseClock.due_at,
        CaseClock.started_at,
    )
    .join(Case, Case.id == CaseClock.case_id)
    .join(Child, Child.id == Case.child_id)
    .where(
        CaseClock.clock != SEPARATION.name,  # listed by what it asks for
        CaseClock.stopped_at.is_(None),
        CaseClock.paused_at.is_(None),
        CaseClock.before_use.is_(False),
        CaseClock.due_at <= bindparam("until"),
        Case.deleted_at.is_(None),
    )
    .order_by(CaseClock.due_at)
    .limit(MOST)
)
_UNSCREENED: Final = (
    select(
        Report.code,
        Report.child_name.label("about"),
        Report.area_id,
        Report.received_at.label("since"),
    )
    .where(Report.state == "received", Report.deleted_at.is_(None), Report.imported.is_(False))
    .order_by(Report.received_at)
)
_TO_REVIEW: Final = (
    select(
        Report.code,
        func.coalesce(Child.full_name, Report.child_name).label("about"),
        Report.area_id,
        LoneReport.entered_at.label("since"),
    )
    .join(LoneReport, LoneReport.report_id == Report.id)
    .outerjoin(Child, Child.id == Report.child_id)
    .where(LoneReport.reviewed_at.is_(None), Report.deleted_at.is_(None))
    .order_by(LoneReport.id)
)
_CASES: Final = (
    select(Case.code, Child.full_name.label("about"), Case.area_id, Case.opened_at.label("since"))
    .join(Child, Child.id == Case.child_id)
    .where(Case.deleted_at.is_(None))
    .order_by(Case.opened_at)
)
_UNJUDGED: Final = _CASES.where(Case.state == "open", Case.level == "")
_IN_PASSING: Final = (
    (Act.REPORT_RECEIVE, "receive"),
    (Act.REPORT_ASSIGN_UNIT, "assign_unit"),
)
"""Who is asked about reports on their way, and what it is called."""
_OTHERS: Final = (
    (Act.REFERRAL_DRAFT, _holds),
    (Act.CASE_LIST, _case_clocks),
    (Act.REFERRAL_INBOX, _to_reply),
    (Act.ACCOUNT_DECIDE, _changes),
    (Act.CASE_LIST, _behind),
    (Act.ASSISTANCE_RECORD, help_to_confirm),
)
"""Tasks that other modules list, by the right to do them."""
_ASKED: Final = (
    *((right, Act.REPORT_LIST, asked, kind) for right, asked, kind in ON_DECISIONS),
    (Act.CASE_EDIT, Act.REPORT_LIST, _UNSCREENED, "screen"),
    (Act.CASE_EDIT, Act.CASE_LIST, _UNJUDGED, "judge"),
    (Act.PLAN_DECIDE, Act.CASE_LIST, SUBMITTED, "decide_plan"),
    (Act.CASE_EDIT, Act.CASE_LIST, UNREVISED, "revise_plan"),
    (Act.PAPER_COMPLETE, Act.CASE_LIST, TO_SIGN, "sign_paper"),
    (Act.REFERRAL_SEND, Act.REFERRAL_READ, TO_SEND, "send"),
    (Act.REFERRAL_SEND, Act.REFERRAL_READ, UNANSWERED, "answer"),
    (Act.LONE_REVIEW, Act.LONE_REVIEW, _TO_REVIEW, "review"),
)
_LISTS: Final = tuple((right, act, asked.limit(MOST), kind) for right, act, asked, kind in _ASKED)
"""Whose task it is, by the right to do it; the act of the read, what is asked, the kind."""
