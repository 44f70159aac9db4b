"""Requests about a child's data as acts write them: taken down, prepared, answered, carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.consent_reading import told_of
from caseapp.casework.data_askers import NAME, in_conflict
from caseapp.casework.data_corrections import keep_before, keep_changes
from caseapp.casework.file_restrictions import restrict
from caseapp.casework.one_child import find_child, find_row, record_of, root_of
from caseapp.records import marks
from caseapp.records.children import Child
from caseapp.records.data_requests import DataRequest
from caseapp.records.people import ChildPerson
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.codes.personal_data import (
    DATA_ASKERS,
    DATA_CHANNELS,
    DATA_REFUSALS,
    DATA_REQUEST_KINDS,
)
from caseapp.rules.data_requests import (
    DATA_REQUESTS,
    RUNNING,
    check_extension,
    execution_due,
)
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

_LONGEST: Final = 10_000


@dataclass(frozen=True)
class NewRequest:
    """A request as it was taken down; `person` is one of the child's people, 0 for none.

    `name` is who asks with an authority of their own.
    """

    kind: str
    asker: str
    channel: str
    received_at: datetime
    words: str
    person: int = 0
    name: str = ""
    with_processor: bool = False


def record_request(
    actor: Actor, code: str, new: NewRequest, *, now: datetime, post: str = ""
) -> str:
    """Take a request about a child down; return its mark.

    RuleBroken for what the lists do not know, and for a representative who is none on that day. Who
    is suspected is taken down as well: the answer is then the supervisor's.
    """
    _check(new, now)
    with desk.writing(actor, Act.DATA_REQUEST_RECORD, now=now, post=post) as door:
        child = find_child(door, code)
        if new.asker == "representative":
            _insist_representative(door, child, new)
        row = DataRequest(
            code=marks.new_mark(marks.REQUEST, local_day(now).year),
            child_id=child.id,
            area_id=_unit(door, child),
            kind=new.kind,
            asker=new.asker,
            person_id=new.person if new.asker == "representative" else None,
            channel=new.channel,
            received_at=new.received_at,
            with_processor=new.with_processor,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        key = door.key_of(child)
        door.session.flush()
        row.words = door.seal(key, "data_requests.words", row.id, new.words.strip())
        if new.asker == "other":
            row.name = door.seal(key, NAME, row.id, new.name.strip())
        _log(door, row, recorded=True)
        return row.code


def _check(new: NewRequest, now: datetime) -> None:
    if new.kind not in DATA_REQUEST_KINDS:
        raise RuleBroken("Choose what is asked", field="kind")
    if new.asker not in DATA_ASKERS:
        raise RuleBroken("Choose who asks", field="asker")
    if new.channel not in DATA_CHANNELS:
        raise RuleBroken("Choose how it was asked", field="channel")
    if new.received_at > now:
        raise RuleBroken("The moment cannot lie in the future", field="received_at")
    if not new.words.strip():
        raise RuleBroken("Say what is asked, in the words of who asks", field="words")
    if new.asker == "other" and not new.name.strip():
        raise RuleBroken("Say who asks, and on what authority", field="name")


def _insist_representative(door: desk.Door, child: Child, new: NewRequest) -> None:
    day = local_day(new.received_at)
    if not any(
        each.person == new.person and each.on(day) for each in told_of(door, child).speaking
    ):
        raise RuleBroken("This person did not speak for the child on that day", field="person")
    find_row(door, ChildPerson, child, new.person)


def _unit(door: desk.Door, child: Child) -> int:
    """Return the unit that answers: the first of the child's that the officer reaches."""
    return min(unit.area_id for unit in child.units if door.scope.covers(unit.area_id))


def prepare_answer(
    actor: Actor, code: str, draft: str, *, version: int | None, now: datetime, post: str = ""
) -> None:
    """Put a drafted answer before whoever answers."""
    _insist_words(draft, "answer")
    with desk.writing(actor, Act.DATA_REQUEST_RECORD, now=now, post=post) as door:
        row = door.find(DataRequest, code=code)
        door.expect_version(row, version)
        row.state = DATA_REQUESTS.next_state(row.state, "prepare")
        _seal(door, row, "draft", draft)
        _log(door, row, move="prepare")


@dataclass(frozen=True)
class Answer:
    """The answer: `move` is accept, refuse or return; `ground` is a code of the refusals."""

    move: str
    text: str
    ground: str = ""


def answer_request(
    actor: Actor, code: str, answer: Answer, *, version: int | None, now: datetime, post: str = ""
) -> None:
    """Answer a request: accepted, refused with a ground, or returned to the officer.

    RuleBroken for the chair where who asks may be the suspect: the supervisor answers then. What
    is accepted as a restriction stands on the file from this moment.
    """
    if answer.move not in {"accept", "refuse", "return"}:
        raise RuleBroken("Choose the answer", field="move")
    if answer.move == "refuse" and answer.ground not in DATA_REFUSALS:
        raise RuleBroken("Choose the ground of the refusal", field="ground")
    _insist_words(answer.text, "answer")
    with desk.writing(actor, Act.DATA_REQUEST_ANSWER, now=now, post=post) as door:
        row = door.find(DataRequest, code=code)
        door.expect_version(row, version)
        child = child_of(door, row)
        _insist_decider(door, child, row)
        row.state = DATA_REQUESTS.next_state(row.state, answer.move)
        _seal(door, row, "draft" if answer.move == "return" else "answer", answer.text)
        if answer.move != "return":
            row.answered_at, row.answered_by = now, actor.user_id
            row.ground = answer.ground if answer.move == "refuse" else ""
        if answer.move == "accept" and row.kind == "restriction":
            restrict(door, child, row.area_id, answer.text, request=row.id)
        if answer.move == "accept" and row.kind == "correction":
            keep_before(door, child, row)
        _log(door, row, move=answer.move)


def may_answer(actor: Actor, unit: int, *, conflict: bool, now: datetime) -> bool:
    """Tell whether this person answers: who supervises the unit alone, in a conflict."""
    act = Act.SUPERVISION_READ if conflict else Act.DATA_REQUEST_ANSWER
    return may(actor, act, local_day(now), unit)


def _insist_decider(door: desk.Door, child: Child, row: DataRequest) -> None:
    conflict = in_conflict(door, child, row)
    if not may_answer(door.actor, row.area_id, conflict=conflict, now=door.now):
        raise RuleBroken("Who asks may be the suspect: the supervisor answers this request")


def extend_request(
    actor: Actor, code: str, reason: str, *, version: int | None, now: datetime, post: str = ""
) -> None:
    """Extend the limit of execution, once and with its reason."""
    _insist_words(reason, "reason")
    with desk.writing(actor, Act.DATA_REQUEST_ANSWER, now=now, post=post) as door:
        row = door.find(DataRequest, code=code)
        door.expect_version(row, version)
        if row.state not in RUNNING:
            raise RuleBroken("This request is over")
        _insist_decider(door, child_of(door, row), row)
        extended = row.extended_at is not None
        due = execution_due(row.kind, row.received_at, with_processor=row.with_processor)
        check_extension(row.kind, extended=extended, due=due, now=now)
        row.extended_at = now
        _seal(door, row, "extension", reason)
        _log(door, row, extended=True)


def execute_request(
    actor: Actor, code: str, done: str, *, version: int | None, now: datetime, post: str = ""
) -> None:
    """Say what was done, which closes the request.

    Of a correction the fields that differ since its acceptance are kept with it; RuleBroken when
    none does.
    """
    _insist_words(done, "done")
    with desk.writing(actor, Act.DATA_REQUEST_RECORD, now=now, post=post) as door:
        row = door.find(DataRequest, code=code)
        door.expect_version(row, version)
        row.state = DATA_REQUESTS.next_state(row.state, "execute")
        if row.kind == "correction":
            keep_changes(door, child_of(door, row), row)
        row.executed_at, row.executed_by = now, actor.user_id
        _seal(door, row, "done", done)
        _log(door, row, move="execute")


def child_of(door: desk.Door, row: DataRequest) -> Child:
    """Return the child that a request is about, as it counts now; Missing beyond reach."""
    child = door.session.get(Child, row.child_id)
    if child is None:
        raise Missing(f"data_requests:{row.id}")
    return root_of(door, child)


def _insist_words(text: str, field: str) -> None:
    if not text.strip():
        raise RuleBroken("Say it in words", field=field)
    if len(text) > _LONGEST:
        raise RuleBroken("This text is too long", field=field)


def _seal(door: desk.Door, row: DataRequest, name: str, text: str) -> None:
    key = door.key_of(record_of(door, child_of(door, row), row.child_id))
    setattr(row, name, door.seal(key, f"data_requests.{name}", row.id, text.strip()))


def _log(door: desk.Door, row: DataRequest, **detail: str | int | bool) -> None:
    door.session.flush()
    door.log(f"child:{row.child_id}", row.area_id, data_request=row.id, kind=row.kind, **detail)
    door.made = row.code
