"""Called out: whom to call about a report, in which order, and how each call was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.call_reading import CallView, calls_of
from caseapp.casework.duty import entries_in_force
from caseapp.casework.marked import kept_from
from caseapp.casework.messages import ring
from caseapp.casework.report_reading import clock_of
from caseapp.casework.staff import holding
from caseapp.records.calls import Call
from caseapp.records.children import Child
from caseapp.records.duty import DutyEntry
from caseapp.records.own_reach import hidden_from
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.clocks import Standing
from caseapp.rules.codes.duty import CALL_ANSWERS, NATIONAL_NUMBERS
from caseapp.rules.duty import dialled
from caseapp.rules.matching import fold
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Callee:
    """Somebody to call: `key` names the line in a form, `tel` is what a telephone dials."""

    key: str
    role: str
    name: str
    phone: str
    tel: str
    last: CallView | None


@dataclass(frozen=True)
class CallSheet:
    """Whom to call about a report now, and the calls that were made."""

    code: str
    unit: str
    unit_code: str
    unit_id: int
    child_name: str
    received_at: datetime
    clock: Standing | None
    people: list[Callee]
    numbers: list[Callee]
    calls: list[CallView]


@dataclass(frozen=True)
class CallEntry:
    """A call as it is ticked: `key` of the line; without a moment it was made just now."""

    key: str
    called_at: datetime | None
    answer: str
    note: str


def read_calls(actor: Actor, code: str, *, now: datetime) -> CallSheet:
    """Return whom to call about a report, less the reader and those it is kept from."""
    with desk.reading(actor, Act.CALL_RECORD, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        child = door.session.get(Child, report.child_id) if report.child_id else None
        made = calls_of(door, report)
        people, numbers = _callees(door, report, made)
        door.log(f"report:{report.id}", report.area_id, calls=len(made))
        return CallSheet(
            code=report.code,
            unit=areas.label(report.area_id),
            unit_code=areas.code_of(report.area_id),
            unit_id=report.area_id,
            child_name=child.full_name if child else report.child_name,
            received_at=report.received_at,
            clock=clock_of(door, report),
            people=people,
            numbers=numbers,
            calls=made,
        )


def record_call(
    actor: Actor, code: str, entry: CallEntry, *, now: datetime, post: str = ""
) -> None:
    """Tick a call: whom, when, how it was answered; a note is sealed with the report.

    RuleBroken for a moment that lies ahead or before the report came in.
    """
    called_at = entry.called_at or now
    with desk.writing(actor, Act.CALL_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=code, deleted_at=None)
        _possible(report, entry, called_at, now)
        role, number = _called(door, report, entry.key)
        row = Call(
            report_id=report.id,
            area_id=report.area_id,
            entry_id=number,
            role=role,
            called_at=called_at,
            answer=entry.answer,
            entered_at=now,
            entered_by=actor.user_id,
        )
        key_id = door.key_of(report)
        door.session.add(row)
        door.session.flush()
        if entry.note.strip():
            row.note = door.seal(key_id, "calls.note", row.id, entry.note.strip())
        door.log(f"report:{report.id}", report.area_id, call=row.id, answer=row.answer)
        door.made = report.code


def _possible(report: Report, entry: CallEntry, called_at: datetime, now: datetime) -> None:
    if entry.answer not in CALL_ANSWERS:
        raise RuleBroken("Choose how the call was answered", field="answer")
    if called_at > now:
        raise RuleBroken("The call cannot lie in the future", field="called_at")
    if called_at < report.received_at:
        raise RuleBroken("The call cannot lie before the report came in", field="called_at")
    if entry.answer == "other_number" and not entry.note.strip():
        raise RuleBroken("Write down the other number", field="note")


def _called(door: desk.Door, report: Report, key: str) -> tuple[str, int | None]:
    """Return place and entry of a line that this person was shown."""
    kind, _, number = key.partition("-")
    if kind == "number" and number in NATIONAL_NUMBERS:
        return number, None
    for row in _to_call(door, report):
        if key == f"entry-{row.id}":
            return row.role, row.id
    raise RuleBroken("Choose a line of the list")


def _callees(
    door: desk.Door, report: Report, made: list[CallView]
) -> tuple[list[Callee], list[Callee]]:
    last: dict[str, CallView] = {}
    for call in made:
        last[call.key] = call
    people = []
    for row in _to_call(door, report):
        key = f"entry-{row.id}"
        people.append(Callee(key, row.role, row.name, row.phone, dialled(row.phone), last.get(key)))
    numbers = []
    for code in NATIONAL_NUMBERS.codes:
        key = f"number-{code}"
        numbers.append(Callee(key, code, "", code, code, last.get(key)))
    return people, numbers


def _to_call(door: desk.Door, report: Report) -> list[DutyEntry]:
    """Return who stands on the lists of the unit and the city, less those who must not know."""
    kept = _kept(door, report)
    names = {fold(user.full_name) for user in kept}
    barred = {user.id for user in kept} | {door.actor.user_id}
    return [
        row
        for row in entries_in_force(door.session, (report.area_id, CITY_ID), door.now)
        if not (row.user_id in barred if row.user_id else fold(row.name) in names)
    ]


def _kept(door: desk.Door, report: Report) -> list[User]:
    """Return the accounts from which the report is kept, whatever their marks hang on."""
    child = door.session.get(Child, report.child_id) if report.child_id else None
    kept = kept_from(door, report) | (kept_from(door, child) if child else set())
    return [door.session.get_one(User, number) for number in sorted(kept)]


def is_kept(door: desk.Door, report_id: int, user_id: int) -> bool:
    """Tell whether a report is kept from an account by a mark of conflict, on it or near it."""
    hidden = hidden_from(door.session, Actor(user_id, ""))
    return hidden is not None and report_id in hidden.reports


def ring_chair(door: desk.Door, report: Report) -> None:
    """Ask for the one text to the unit's chairs, less those from whom the report is kept."""
    chairs = {user.id for user, _ in holding(door, [Role.CHAIR], [report.area_id])}
    able = [user for user in sorted(chairs) if not is_kept(door, report.id, user)]
    ring(door, able, [report.area_id])
