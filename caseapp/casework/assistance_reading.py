"""Reading the help that one child was given, and what of its plans help may carry out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.one_child import find_child, record_of, records_of, rows_of
from caseapp.casework.staff import name_of
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.cases import Case
from caseapp.records.children import Assistance, Child
from caseapp.records.papers import PlanActivity
from caseapp.rules.access import Act, Actor
from caseapp.rules.assistance import HelpDays, ask_again_on, is_due
from caseapp.rules.units import territory
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Withdrawal:
    """Why a help counts no more, since when, and who said so."""

    why: str
    at: datetime
    by: str


@dataclass(frozen=True)
class AssistanceView:
    """Help that the child was given; `asked_on` is when it is asked anew whether it still runs.

    `case` is the case whose plan it carries out, `batch` the unit and number of the list with
    which it was entered: both empty where the reader does not reach them.
    """

    kind: str
    given_on: date
    given_until: date | None
    open_ended: bool
    provider: str
    note: str
    entered_at: datetime
    entered_by: str
    id: int = 0
    value: int | None = None
    in_kind: str = ""
    said_on: date | None = None
    asked_on: date | None = None
    due: bool = False
    goes_on: bool = False
    activity: int | None = None
    case: str = ""
    batch: tuple[str, int] | None = None
    withdrawn: Withdrawal | None = None


def said_on(row: Assistance) -> date:
    """Return when it was last said that a help runs."""
    return row.confirmed_on or row.given_on


def help_of(door: desk.Door, child: Child) -> list[AssistanceView]:
    """Return all that a child was given, what was withdrawn too, the newest first."""
    rows = rows_of(door, Assistance.child_id, child)
    rows.sort(key=attrgetter("given_on"), reverse=True)
    cases, batches = _cases(door, rows), _batches(door, rows)
    return [_view(door, child, row, cases, batches) for row in rows]


def _view(
    door: desk.Door,
    child: Child,
    row: Assistance,
    cases: dict[int, str],
    batches: dict[int, tuple[str, int]],
) -> AssistanceView:
    key_id, today = record_of(door, child, row.child_id).key_id, local_day(door.now)
    days = HelpDays(row.given_on, row.given_until, row.open_ended)
    return AssistanceView(
        row.kind,
        row.given_on,
        row.given_until,
        row.open_ended,
        row.provider,
        door.unseal(key_id, "assistance.note", row.id, row.note),
        row.entered_at,
        name_of(door, row.entered_by),
        id=row.id,
        value=row.value,
        in_kind=door.unseal(key_id, "assistance.in_kind", row.id, row.in_kind),
        said_on=said_on(row) if row.open_ended else None,
        asked_on=ask_again_on(said_on(row)) if row.open_ended else None,
        due=row.open_ended and is_due(said_on(row), today),
        goes_on=days.runs_on(today),
        activity=row.activity_id,
        case=cases.get(row.activity_id or 0, ""),
        batch=batches.get(row.batch_id or 0),
        withdrawn=_withdrawal(door, row, key_id),
    )


def _withdrawal(door: desk.Door, row: Assistance, key_id: int | None) -> Withdrawal | None:
    if row.deleted_at is None:
        return None
    why = door.unseal(key_id, "assistance.why_deleted", row.id, row.why_deleted)
    return Withdrawal(why, row.deleted_at, name_of(door, row.deleted_by))


def _cases(door: desk.Door, rows: list[Assistance]) -> dict[int, str]:
    """Return the case of each activity that the rows carry out, as far as they are in reach."""
    wanted = {row.activity_id for row in rows if row.activity_id}
    found = _at_hand(door, wanted)
    if found is not None:
        return found
    asked = (
        select(PlanActivity.id, Case.code)
        .join(Case, Case.id == PlanActivity.case_id)
        .where(PlanActivity.id.in_(sorted(wanted)), Case.deleted_at.is_(None))
    )
    return {row.id: row.code for row in door.session.execute(asked)}


def _at_hand(door: desk.Door, wanted: set[int]) -> dict[int, str] | None:
    """Return the same where the activities and their cases were fetched, as a case's page does."""
    activities = {row.id: row.case_id for row in door.at_hand(PlanActivity) if row.id in wanted}
    cases = {row.id: row for row in door.at_hand(Case)}
    unread = {number for number in wanted if not door.knows(PlanActivity.id, number)}
    if not unread <= activities.keys() or not set(activities.values()) <= cases.keys():
        return None
    living = {number: row.code for number, row in cases.items() if row.deleted_at is None}
    return {number: living[case] for number, case in activities.items() if case in living}


def _batches(door: desk.Door, rows: list[Assistance]) -> dict[int, tuple[str, int]]:
    """Return unit and number of each list with which the rows were entered, if in reach."""
    wanted = sorted({row.batch_id for row in rows if row.batch_id})
    if not wanted:
        return {}
    units = territory().units
    if all(door.knows(AssistanceBatch.id, number) for number in wanted):
        found = [row for number in wanted for row in door.rows(AssistanceBatch.id, number)]
    else:
        asked = select(AssistanceBatch).where(AssistanceBatch.id.in_(wanted))
        found = list(door.session.scalars(asked))
    return {row.id: (units[row.area_id].code, row.id) for row in found}


@dataclass(frozen=True)
class ActivityLine:
    """An activity of a plan that a help may carry out."""

    id: int
    case: str
    measure: str
    due_on: date | None
    done_on: date | None


def activities_of_child(actor: Actor, code: str, *, now: datetime) -> list[ActivityLine]:
    """Return the activities of the plans in force of a child's cases, those done first."""
    with desk.reading(actor, Act.ASSISTANCE_RECORD, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}", None, activities=True)
        records = sorted(record.id for record in records_of(door, child))
        asked = (
            select(PlanActivity, Case.code)
            .join(Case, Case.id == PlanActivity.case_id)
            .where(Case.child_id.in_(records), Case.deleted_at.is_(None))
            .where(PlanActivity.state != "dropped")
            .order_by(PlanActivity.state, PlanActivity.id.desc())
        )
        return [
            ActivityLine(row.id, case, row.measure, row.due_on, row.done_on)
            for row, case in door.session.execute(asked).tuples()
        ]


def helped_activities(door: desk.Door, activities: list[int]) -> frozenset[int]:
    """Return those of some activities that a standing help carries out."""
    if not activities:
        return frozenset()
    asked = select(Assistance.activity_id).where(
        Assistance.activity_id.in_(activities), Assistance.deleted_at.is_(None)
    )
    return frozenset(number for number in door.session.scalars(asked) if number is not None)


def has_help(door: desk.Door, child: Child, kind: str, since: date) -> bool:
    """Tell whether a standing help of a kind meets the days from one on."""
    days = HelpDays(since, None, running=True)
    return any(
        row.kind == kind
        and row.deleted_at is None
        and HelpDays(row.given_on, row.given_until, row.open_ended).meets(days)
        for row in rows_of(door, Assistance.child_id, child)
    )
