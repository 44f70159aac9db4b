"""Reading requests about data: a unit's list with what is due, and one request whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import case as sa_case
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.calendars import calendar_of
from caseapp.casework.consent_reading import told_of
from caseapp.casework.data_askers import asker_name, in_conflict
from caseapp.casework.data_corrections import Change, changes_of
from caseapp.casework.data_requests import child_of
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.one_child import find_child, record_of
from caseapp.casework.staff import name_of
from caseapp.records.children import Child
from caseapp.records.data_requests import DataRequest
from caseapp.records.erasures import ErasedMark
from caseapp.rules.access import Act, Actor
from caseapp.rules.calendar import Calendar
from caseapp.rules.data_requests import RUNNING, due_now, execution_due, last_day, reply_due
from caseapp.rules.values import local_day

MOST: Final = 200


@dataclass(frozen=True)
class RequestLine:
    """A request in the list; `due` is the limit that runs, None once it is over."""

    code: str
    child_name: str
    child_code: str
    unit: str
    kind: str
    state: str
    received_at: datetime
    due: datetime | None
    last_day: date | None
    late: bool


@dataclass(frozen=True)
class RequestView:
    """One request whole; `conflict`: who asks may be the suspect, the supervisor answers.

    `erased`: the file was, and the texts with it; what was asked, when, and the outcome stay.
    """

    line: RequestLine
    unit_id: int
    version: int
    asker: str
    name: str
    channel: str
    with_processor: bool
    words: str
    draft: str
    answer: str
    ground: str
    answered_at: datetime | None
    answered_by: str
    reply_day: date
    execution_day: date
    extended_at: datetime | None
    extension: str
    done: str
    executed_at: datetime | None
    executed_by: str
    entered_by: str
    changes: list[Change]
    conflict: bool
    erased: bool


def list_requests(actor: Actor, *, now: datetime, running: bool = False) -> list[RequestLine]:
    """Return the requests within reach: those that run by their limits, then the others."""
    with desk.reading(actor, Act.DATA_REQUEST_READ, now=now) as door:
        # The oldest that run come first: of many, those that are late must not be the ones cut off.
        runs = DataRequest.state.in_(RUNNING)
        age = sa_case((runs, DataRequest.received_at))
        asked = (
            select(DataRequest)
            .join(Child, Child.id == DataRequest.child_id)  # of whom the reader may open the child
            .order_by(runs.desc(), age, DataRequest.received_at.desc())
        )
        if running:
            asked = asked.where(DataRequest.state.in_(RUNNING))
        rows = door.few(asked.limit(MOST)).scalars().all()
        door.log("data_requests:list", None, rows=len(rows))
        calendar = calendar_of(door)
        lines = [_line(door, row, child_of(door, row), calendar) for row in rows]
    return sorted(lines, key=lambda line: (line.due is None, line.due or line.received_at))


def count_late(actor: Actor, *, now: datetime) -> int:
    """Count the running requests within reach whose limit has passed."""
    return sum(line.late for line in list_requests(actor, now=now, running=True))


def _line(door: desk.Door, row: DataRequest, child: Child, calendar: Calendar) -> RequestLine:
    due = due_now(row.state, reply_due(row.received_at, calendar), _execution(row))
    return RequestLine(
        code=row.code,
        child_name=name_shown(door, child),
        child_code=child.code,
        unit=areas.label(row.area_id),
        kind=row.kind,
        state=row.state,
        received_at=row.received_at,
        due=due,
        last_day=None if due is None else last_day(due),
        late=due is not None and door.now >= due,
    )


def _execution(row: DataRequest) -> datetime:
    return execution_due(
        row.kind,
        row.received_at,
        with_processor=row.with_processor,
        extended=row.extended_at is not None,
    )


def read_request(actor: Actor, code: str, *, now: datetime) -> RequestView:
    """Return one request; Missing beyond reach."""
    with desk.reading(actor, Act.DATA_REQUEST_READ, now=now) as door:
        row = door.find(DataRequest, code=code)
        child = child_of(door, row)
        door.log(f"child:{row.child_id}", row.area_id, data_request=row.id)
        calendar = calendar_of(door)
        key_id = record_of(door, child, row.child_id).key_id
        sealed = {
            name: door.unseal(key_id, f"data_requests.{name}", row.id, getattr(row, name))
            for name in ("words", "draft", "answer", "extension", "done")
        }
        return RequestView(
            line=_line(door, row, child, calendar),
            unit_id=row.area_id,
            version=row.version,
            asker=row.asker,
            name=asker_name(door, child, row),
            channel=row.channel,
            with_processor=row.with_processor,
            ground=row.ground,
            answered_at=row.answered_at,
            answered_by=name_of(door, row.answered_by),
            reply_day=last_day(reply_due(row.received_at, calendar)),
            execution_day=last_day(_execution(row)),
            extended_at=row.extended_at,
            executed_at=row.executed_at,
            executed_by=name_of(door, row.executed_by),
            entered_by=name_of(door, row.entered_by),
            changes=changes_of(door, child, row),
            conflict=in_conflict(door, child, row),
            erased=door.session.get(ErasedMark, child.code) is not None,
            **sealed,
        )


@dataclass(frozen=True)
class AskingView:
    """What the page of a new request knows: the child, its units, who speaks for it today."""

    code: str
    child_name: str
    units: tuple[int, ...]
    speakers: list[tuple[int, str, str]]


def read_asking(actor: Actor, code: str, *, now: datetime) -> AskingView:
    """Return what a new request about a child can be asked with."""
    with desk.reading(actor, Act.DATA_REQUEST_RECORD, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}", None, asking=True)
        told = told_of(door, child)
        people = {each.number: each for each in told.people}
        today = local_day(now)
        speaking = sorted({each.person for each in told.speaking if each.on(today)} & set(people))
        return AskingView(
            child.code,
            name_shown(door, child),
            tuple(unit.area_id for unit in child.units if door.scope.covers(unit.area_id)),
            [(each, people[each].name, people[each].entry.relation) for each in speaking],
        )
