"""Called out: whom to call about a report, in which order, and how each call was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.call_reading import CallView, calls_of
from caseapp.casework.callees import Line, lines_of
from caseapp.casework.child_people import Uncalled, is_uncalled, rows_of, uncalled
from caseapp.casework.report_reading import clock_of
from caseapp.records.calls import Call
from caseapp.records.children import Child
from caseapp.records.own_reach import hidden_from
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.clocks import Standing
from caseapp.rules.codes.duty import CALL_ANSWERS, NATIONAL_NUMBERS
from caseapp.rules.duty import dialled
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Callee:
    """Somebody to call: `key` names the line in a form, `tel` is what a telephone dials.

    `decides` is who decides instead of the chair; where no list bears a number, both are empty.
    """

    key: str
    role: str
    name: str
    phone: str
    tel: str
    last: CallView | None
    decides: bool = False
    no_call: bool = False
    """The child's file says that nobody calls this number."""


@dataclass(frozen=True)
class CallSheet:
    """Whom to call about a report now, and the calls that were made.

    `others` are those of `other_unit`, where it happened or whither it is on its way.
    """

    code: str
    unit: str
    unit_code: str
    unit_id: int
    child_name: str
    received_at: datetime
    clock: Standing | None
    people: list[Callee]
    other_unit: str
    others: list[Callee]
    chair_kept: bool
    numbers: list[Callee]
    calls: list[CallView]
    uncalled: list[Uncalled] = field(default_factory=list)


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
        lines = lines_of(door, report)
        last = {call.key: call for call in made}
        never = uncalled(rows_of(door, child)) if child else []
        door.log(f"report:{report.id}", report.area_id, calls=len(made))
        return CallSheet(
            code=report.code,
            unit=areas.label(report.area_id),
            unit_code=areas.code_of(report.area_id),
            unit_id=report.area_id,
            child_name=child.full_name if child else report.child_name,
            received_at=report.received_at,
            clock=clock_of(door, report),
            people=[_callee(line, last, never) for line in lines.own],
            other_unit=lines.other_unit,
            others=[_callee(line, last, never) for line in lines.other],
            chair_kept=lines.chair_kept,
            numbers=[_number(code, last) for code in NATIONAL_NUMBERS.codes],
            calls=made,
            uncalled=never,
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
        role, number, person = _called(door, report, entry.key)
        row = Call(
            report_id=report.id,
            area_id=report.area_id,
            entry_id=number,
            user_id=person,
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


def _called(door: desk.Door, report: Report, key: str) -> tuple[str, int | None, int | None]:
    """Return place and entry of a line that this person was shown, or the account without one."""
    kind, _, number = key.partition("-")
    if kind == "number" and number in NATIONAL_NUMBERS:
        return number, None, None
    lines = lines_of(door, report)
    for line in (*lines.own, *lines.other):
        if key == line.key:
            return line.role, line.entry.id if line.entry else None, line.user_id
    raise RuleBroken("Choose a line of the list")


def _callee(line: Line, last: dict[str, CallView], never: list[Uncalled]) -> Callee:
    phone = line.entry.phone if line.entry is not None else ""
    tel = dialled(phone) if phone else ""
    return Callee(
        line.key,
        line.role,
        line.name,
        phone,
        tel,
        last.get(line.key),
        line.decides,
        is_uncalled(phone, never),
    )


def _number(code: str, last: dict[str, CallView]) -> Callee:
    key = f"number-{code}"
    return Callee(key, code, "", code, code, last.get(key))


def is_kept(door: desk.Door, report_id: int, user_id: int) -> bool:
    """Tell whether a report is kept from an account by a mark of conflict, on it or near it."""
    hidden = hidden_from(door.session, Actor(user_id, ""))
    return hidden is not None and report_id in hidden.reports
