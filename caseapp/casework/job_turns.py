"""The worker's side of jobs: one worker takes each, tells that it lives, and says how it ended.

All of it goes through the house's own books: a job's row holds no case content, and what a job
does is done, and logged, through the desk by the rights of who asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.jobs import AGAIN
from caseapp.casework.sessions import grants_of
from caseapp.records.jobs import Job, place_of_result
from caseapp.records.users import User
from caseapp.rules.access import Actor, Denied, scope_for
from caseapp.rules.job_states import (
    DONE,
    ENDED,
    FAILED,
    GIVEN_UP,
    KEPT,
    LAPSE,
    LISTED,
    MOST_TRIES,
    RUNNING,
    WAITING,
)
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Turn:
    """A job that a worker has taken."""

    number: int
    user_id: int
    kind: str
    arguments: Mapping[str, str]


@dataclass(frozen=True)
class Progress:
    """How far a job is: the word of its step, its number, of how many."""

    step: str = ""
    number: int = 0
    of: int = 0


def take(
    worker: str, *, clock: datetime, now: datetime, gone: Callable[[str], bool]
) -> Turn | None:
    """Take the oldest job that waits, or that a dead worker dropped; None when there is none.

    Inside the writers' gate, so that each job has one worker. One that was dropped for the second
    time is given up. `clock` is the machine's own; `gone` tells whether a worker's process ended.
    """
    with desk.ledger() as session:
        if not any(_free(row, clock, gone) for row in _open_ones(session)):
            return None
    with desk.ledger(write=True) as session:
        for row in _open_ones(session):
            if not _free(row, clock, gone):
                continue
            if row.tries >= MOST_TRIES:
                _end(row, GIVEN_UP, now, "twice")
                session.flush()
                continue
            row.state, row.tries, row.worker = RUNNING, row.tries + 1, worker
            row.beat_at, row.started_at = clock, now
            row.step, row.number, row.of = "", 0, 0
            session.flush()
            return Turn(row.id, row.user_id, row.kind, json.loads(row.arguments))
    return None


def _open_ones(session: Session) -> list[Job]:
    """Return the jobs that wait or run, the oldest first; few at any time."""
    return list(
        session.scalars(select(Job).where(Job.state.in_((WAITING, RUNNING))).order_by(Job.id))
    )


def _free(row: Job, clock: datetime, gone: Callable[[str], bool]) -> bool:
    lapsed = row.beat_at is None or clock - row.beat_at > LAPSE
    return row.state == WAITING or lapsed or gone(row.worker)


def asker(user_id: int) -> Actor:
    """Return who asked, with the roles of now; a disabled account has none left."""
    with desk.ledger() as session:
        return _as_of_now(session, user_id)


def _as_of_now(session: Session, user_id: int) -> Actor:
    asked = select(User.full_name, User.disabled_at).where(User.id == user_id)
    name, disabled_at = session.execute(asked).tuples().one()
    grants = grants_of(session, user_id) if disabled_at is None else ()
    return Actor(user_id, name, grants)


def insist_may_still(door: desk.Door) -> None:
    """Raise Denied where who asked may not do the act any more, or not in all of these units.

    The roles are read once more in the door's own transaction: a job runs for minutes, in which an
    account can be closed or lose a role. The machine's operator has no account that could.
    """
    if door.actor.user_id is None:
        return
    allowed = scope_for(
        _as_of_now(door.session, door.actor.user_id), door.act, local_day(door.now)
    ).units
    if allowed is not None and (door.scope.units is None or not door.scope.units <= allowed):
        raise Denied(door.act)


def beat(turn: Turn, worker: str, progress: Progress, *, clock: datetime) -> bool:
    """Say that the worker lives and how far it is; False when the job is not its own any more."""
    with desk.ledger(write=True) as session:
        changed = session.execute(
            update(Job)
            .where(*_held(turn, worker))
            .values(beat_at=clock, step=progress.step[:40], number=progress.number, of=progress.of)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE counts its rows


def _held(turn: Turn, worker: str) -> tuple[ColumnElement[bool], ...]:
    return Job.id == turn.number, Job.state == RUNNING, Job.worker == worker


def finish(turn: Turn, worker: str, result: bytes, *, now: datetime) -> bool:
    """Keep what the job made, sealed; False, and nothing is kept, when another worker has it."""
    return _ended(turn, worker, DONE, now, result=result)


def fail(turn: Turn, worker: str, fault: str, *, now: datetime) -> bool:
    """Say by a fixed word why the job was not done."""
    return _ended(turn, worker, FAILED, now, fault=fault)


def _ended(
    turn: Turn, worker: str, state: str, now: datetime, *, fault: str = "", result: bytes = b""
) -> bool:
    with desk.ledger(write=True) as session:
        row = session.scalars(select(Job).where(*_held(turn, worker))).first()
        if row is None:
            return False
        _end(row, state, now, fault)
        if state == DONE:
            row.result = desk.vault().seal_file(place_of_result(row.id), result)
            row.number = row.of
        session.flush()
        return True


def _end(row: Job, state: str, now: datetime, fault: str) -> None:
    row.state, row.fault, row.ended_at, row.worker, row.beat_at = state, fault, now, "", None


def give_back(turn: Turn, worker: str) -> None:
    """Let the job wait again: its worker was told to end. That is no crash and counts as none."""
    with desk.ledger(write=True) as session:
        row = session.scalars(select(Job).where(*_held(turn, worker))).first()
        if row is not None:
            row.state, row.tries, row.worker = WAITING, row.tries - 1, ""
            row.beat_at = row.started_at = None
            row.step, row.number, row.of = "", 0, 0
            session.flush()


def sweep(*, now: datetime) -> int:
    """Erase what was made or handed in once its time is over, and jobs that ended long ago.

    Return how many results that were.
    """
    over = and_(
        Job.result.is_not(None),
        or_(Job.ended_at <= now - KEPT, Job.fetched_at <= now - AGAIN),
    )
    old = and_(Job.state.in_(ENDED), Job.ended_at <= now - LISTED)
    unused = and_(Job.input.is_not(None), Job.state.in_(ENDED), Job.ended_at <= now - KEPT)
    with desk.ledger() as session:
        due = or_(over, old, unused)
        if session.scalars(select(Job.id).where(due).limit(1)).first() is None:
            return 0
    with desk.ledger(write=True) as session:
        session.execute(update(Job).where(unused).values(input=None))
        erased = session.execute(update(Job).where(over).values(result=None))
        session.execute(delete(Job).where(old))
        return int(erased.rowcount)  # type: ignore[attr-defined]  # an UPDATE counts its rows
