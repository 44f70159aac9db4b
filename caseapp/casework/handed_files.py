"""Files that are handed in for a job: sealed while they wait, opened by it alone, erased after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from caseapp import desk
from caseapp.casework.jobs import JobView, read_own
from caseapp.records.jobs import Job, place_of_input, place_of_result
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.job_states import DONE, IMPORT, IMPORT_CHECK, KEPT, OPEN
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

FILE: Final = "file"
"""The argument that names the job whose row holds the file."""
KINDS: Final = (IMPORT_CHECK, IMPORT)

_LARGEST: Final = 2**31 - 1


class Gone(Exception):
    """The file that a job needs is not kept any more."""


def hand_in(
    actor: Actor, arguments: Mapping[str, str], content: bytes, *, now: datetime, post: str = ""
) -> str:
    """Keep a file and ask for it to be tried; return the job's number. `arguments` are codes.

    RuleBroken while another file of the person's is being tried or taken in.
    """
    with desk.writing(actor, Act.IMPORT_FILE, now=now, post=post) as door:
        job = _asked(door, IMPORT_CHECK, arguments)
        job.arguments = json.dumps({**arguments, FILE: str(job.id)}, sort_keys=True)
        job.input = door.place.vault.seal_file(place_of_input(job.id), content)
        door.log(f"job:{job.id}", None, asked=IMPORT_CHECK, bytes=len(content))
        door.made = str(job.id)
        return door.made


def take_in(actor: Actor, number: int, *, now: datetime, post: str = "") -> str:
    """Ask for a file that was tried to be taken in; return the new job's number.

    RuleBroken for one that was not tried to the end or is not kept any more.
    """
    with desk.writing(actor, Act.IMPORT_FILE, now=now, post=post) as door:
        tried = door.find(Job, id=number, user_id=actor.user_id, kind=IMPORT_CHECK)
        if tried.state != DONE or tried.input is None or _lapsed(tried, now):
            raise RuleBroken("The file is not kept any more: choose it once more")
        job = _asked(door, IMPORT, json.loads(tried.arguments))
        tried.told_at = tried.told_at or now
        door.log(f"job:{job.id}", None, asked=IMPORT, of=tried.id)
        door.made = str(job.id)
        return door.made


def _asked(door: desk.Door, kind: str, arguments: Mapping[str, str]) -> Job:
    actor = door.actor
    if actor.user_id is None:
        raise Denied(door.act)
    under_way = select(Job.id).where(
        Job.user_id == actor.user_id, Job.kind.in_(KINDS), Job.state.in_(OPEN)
    )
    if door.session.scalars(under_way).first() is not None:
        raise RuleBroken("The one that you asked for before is not ready yet: wait for it")
    job = Job(
        user_id=actor.user_id,
        kind=kind,
        arguments=json.dumps(dict(arguments), sort_keys=True),
        asked_at=door.now,
    )
    door.session.add(job)
    door.session.flush()
    return job


def _lapsed(job: Job, now: datetime) -> bool:
    return job.ended_at is None or now >= job.ended_at + KEPT


def open_handed(number: int) -> bytes:
    """Open a file for the job that works on it; Gone when it is not kept any more."""
    with desk.ledger() as session:
        sealed = session.scalar(select(Job.input).where(Job.id == number))
    if sealed is None:
        raise Gone
    return desk.vault().open_file(place_of_input(number), sealed)


def insist_kept(door: desk.Door, number: int) -> None:
    """Raise Gone unless the file is still kept: asked in the transaction that writes from it.

    An erasure between the opening and the writing takes the file away (docs/decisions/0037).
    """
    kept = select(Job.id).where(Job.id == number, Job.input.is_not(None))
    if door.session.scalars(kept).first() is None:
        raise Gone


def erase_handed(number: int) -> None:
    """Erase a file that has served."""
    with desk.ledger(write=True) as session:
        session.execute(update(Job).where(Job.id == number).values(input=None))


def drop(actor: Actor, number: int, *, now: datetime) -> None:
    """Erase one's own file and what was found in it, before its time."""
    with desk.writing(actor, Act.IMPORT_FILE, now=now) as door:
        job = door.find(Job, id=number, user_id=actor.user_id, kind=IMPORT_CHECK)
        if job.state in OPEN:
            raise RuleBroken("The one that you asked for before is not ready yet: wait for it")
        job.input = job.result = None
        job.told_at = job.told_at or now
        door.log(f"job:{job.id}", None, dropped=True)


def is_kept(actor: Actor, number: int, *, now: datetime) -> bool:
    """Tell whether one's own file that was tried can still be taken in."""
    kept = select(Job).where(
        Job.id == number, Job.user_id == actor.user_id, Job.input.is_not(None), Job.state == DONE
    )
    with desk.ledger() as session:
        job = session.scalars(kept).first()
        return job is not None and not _lapsed(job, now)


def read_import(actor: Actor, number: int, *, now: datetime) -> tuple[JobView, bytes | None]:
    """Return one's own import, tried or made, and what it found; the read is logged.

    None while it is not over, and once that is not kept any more. Missing for other jobs.
    """
    view = read_own(actor, number, now=now)
    if view.kind not in KINDS or number > _LARGEST:
        raise Missing(f"jobs:{number}")
    if view.kept_until is None:
        return view, None
    with desk.reading(actor, Act.IMPORT_FILE, now=now) as door:
        job = door.find(Job, id=number, user_id=actor.user_id)
        door.log(f"job:{job.id}", None, read=job.kind)
        if job.result is None:
            return view, None
        return view, door.place.vault.open_file(place_of_result(job.id), job.result)
