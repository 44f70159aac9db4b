"""Jobs as their owner sees them: asked for, followed, fetched; another's are as none at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.tokens import meant, token_of
from caseapp.records.jobs import Job, place_of_result
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.job_states import (
    DONE,
    ENDED,
    EXPORT,
    KEPT,
    LISTED,
    OPEN,
    PRINTS,
    RUNNING,
    WAITING,
)
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

AGAIN: Final = timedelta(minutes=15)
"""A fetched file is kept so long: a line may break in the middle of it."""

_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True)
class JobView:
    """A job as its owner sees it; `percent` of its steps are done."""

    number: int
    kind: str
    arguments: Mapping[str, str]
    state: str
    asked_at: datetime
    ended_at: datetime | None
    step: str
    done: int
    of: int
    fault: str
    kept_until: datetime | None
    told: bool

    @property
    def token(self) -> str:
        """Return what stands for the job in an address."""
        return token_of("job", self.number)

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in OPEN


def ask(
    actor: Actor,
    act: Act,
    kind: str,
    arguments: Mapping[str, str],
    *,
    now: datetime,
    post: str = "",
    unit: int = 0,
) -> str:
    """Ask for a job; return its number. `arguments` are codes, never names.

    It is over the whole city, or over one `unit`: Denied for whoever may not do the act there.
    RuleBroken while one of theirs is under way.
    """
    with desk.writing(actor, act, now=now, post=post) as door:
        _insist(door, unit)
        if actor.user_id is None:
            raise Denied(act)
        under_way = select(Job.id).where(
            Job.user_id == actor.user_id, Job.kind == kind, Job.state.in_(OPEN)
        )
        if door.session.scalars(under_way).first() is not None:
            raise RuleBroken("The one that you asked for before is not ready yet: wait for it")
        job = Job(
            user_id=actor.user_id,
            kind=kind,
            arguments=json.dumps(dict(arguments), sort_keys=True),
            asked_at=now,
        )
        door.session.add(job)
        door.session.flush()
        why = {"reason": arguments["reason"]} if "reason" in arguments else {}
        door.log(f"job:{job.id}", unit or None, asked=kind, **why)
        door.made = str(job.id)
        return door.made


def _insist(door: desk.Door, unit: int) -> None:
    """Raise Denied unless the act may be done over the whole city, or over the unit."""
    if not unit:
        desk.insist_on_all(door)
    elif not door.scope.covers(unit):
        raise Denied(door.act)


def forget_exports(session: Session, user_id: int) -> None:
    """Erase the files that a person's jobs have made, as after a day, and begin the others anew."""
    _forget(session, Job.user_id == user_id)


def forget_registers(session: Session) -> None:
    """Erase everybody's exports of the registers, and begin those anew that run.

    Each is sealed whole, so any may hold the child whose file may leave no more; it can be asked
    for once more.
    """
    _forget(session, Job.kind == EXPORT)


def forget_prints(session: Session, unit: int) -> None:
    """Erase the batches of prints of a unit that handed a file over, and begin those anew that run.

    A batch may hold the file's papers, which its people open no more.
    """
    of_unit = Job.arguments.contains(f'"unit": "{unit}"', autoescape=True)
    _forget(session, and_(Job.kind == PRINTS, of_unit))


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    made = update(Job).where(which)
    session.execute(
        made.where(or_(Job.result.is_not(None), Job.input.is_not(None))).values(
            result=None, input=None
        )
    )
    session.execute(
        made.where(Job.state == RUNNING).values(state=WAITING, worker="", beat_at=None, tries=0)
    )


def require_whole(actor: Actor, act: Act, *, now: datetime) -> None:
    """Raise Denied, written down, unless the actor may do the act over the whole city."""
    with desk.reading(actor, act, now=now) as door:
        desk.insist_on_all(door)
        door.log("exports:page")


def own_number(actor: Actor, token: str) -> int:
    """Return the number of one's own job that a token stands for, 0 when there is none."""
    own = select(Job.id).where(Job.user_id == actor.user_id).order_by(Job.id.desc())
    with desk.ledger() as session:
        return meant("job", token, session.scalars(own))


def read_own(actor: Actor, number: int, *, now: datetime) -> JobView:
    """Return one's own job; Missing, written down, for another's and for one that never was."""
    with desk.ledger() as session:
        own = select(Job).where(Job.id == min(number, _LARGEST), Job.user_id == actor.user_id)
        row = session.scalars(own).first()
        if row is not None and row.id == number:
            return _view(row, now)
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        door.find(Job, id=number, user_id=actor.user_id)
    raise Missing(f"jobs:{number}")


def list_own(actor: Actor, kind: str, *, now: datetime) -> list[JobView]:
    """Return one's own jobs of a kind, the newest first."""
    asked = (
        select(Job)
        .where(Job.user_id == actor.user_id, Job.kind == kind, Job.asked_at > now - LISTED)
        .order_by(Job.id.desc())
        .limit(20)
    )
    with desk.ledger() as session:
        return [_view(row, now) for row in session.scalars(asked)]


def list_untold(actor: Actor, *, now: datetime) -> list[JobView]:
    """Return one's own jobs that ended and were not taken note of, the newest first."""
    asked = (
        select(Job)
        .where(Job.user_id == actor.user_id, Job.state.in_(ENDED), Job.told_at.is_(None))
        .order_by(Job.id.desc())
        .limit(20)
    )
    with desk.ledger() as session:
        return [_view(row, now) for row in session.scalars(asked)]


def count_untold(actor: Actor) -> int:
    """Return how many of one's own jobs ended and were not taken note of."""
    asked = select(func.count(Job.id)).where(
        Job.user_id == actor.user_id, Job.state.in_(ENDED), Job.told_at.is_(None)
    )
    with desk.ledger() as session:
        return session.scalar(asked) or 0


def end_known(actor: Actor, number: int, *, now: datetime) -> None:
    """Take note of how one's own job ended; again, or before it has, changes nothing."""
    with desk.writing(actor, Act.HOME_READ, now=now) as door:
        job = door.find(Job, id=number, user_id=actor.user_id)
        if job.state in ENDED:
            job.told_at = job.told_at or now
        door.log(f"job:{job.id}", None, known=True)


def fetch(actor: Actor, act: Act, number: int, *, now: datetime) -> bytes:
    """Hand out the file that one's own job made: an act of its own, by the rights of now.

    It goes a quarter of an hour after it was first fetched, and after a day in any case.
    """
    with desk.writing(actor, act, now=now) as door:
        job = door.find(Job, id=number, user_id=actor.user_id)
        _insist(door, int(json.loads(job.arguments).get("unit", 0)))
        until = _kept_until(job)
        if job.result is None or until is None or now >= until:
            raise RuleBroken("The file is not kept any more; ask for a new one")
        content = door.place.vault.open_file(place_of_result(job.id), job.result)
        job.fetched_at, job.told_at = job.fetched_at or now, job.told_at or now
        door.log(f"job:{job.id}", None, fetched=job.kind, bytes=len(content))
        return content


def _kept_until(job: Job) -> datetime | None:
    if job.state != DONE or job.ended_at is None:
        return None
    until = job.ended_at + KEPT
    return until if job.fetched_at is None else min(until, job.fetched_at + AGAIN)


def _view(row: Job, now: datetime) -> JobView:
    until = _kept_until(row)
    return JobView(
        number=row.id,
        kind=row.kind,
        arguments=json.loads(row.arguments),
        state=row.state,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        step=row.step,
        done=row.number,
        of=row.of,
        fault=row.fault,
        kept_until=until if until is not None and now < until else None,
        told=row.told_at is not None,
    )
