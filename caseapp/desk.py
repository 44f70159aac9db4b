"""The one door: asks the policy, opens the rows, writes the log, commits or rolls back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from caseapp.records import anchor, audit, marks, read_book, reads, replica, snapshots
from caseapp.records.db import WRITE, Place, db, place_of, tell_reach
from caseapp.records.doors import Door as Door  # noqa: PLC0414 - the desk's, for all who act
from caseapp.records.doors import Overtaken as Overtaken  # noqa: PLC0414 - as above
from caseapp.records.keeping import at_moment
from caseapp.records.own_reach import hidden_from, reach_of
from caseapp.records.scope import Reach, reaching
from caseapp.records.vault import Vault
from caseapp.rules.access import Act, Actor, Denied, scope_for
from caseapp.rules.outcomes import AlreadyDone, Held, Missing, Stale, held
from caseapp.rules.scope import Scope
from caseapp.rules.values import local_day

Mode = Literal["rows", "figures", "bulk"]


def vault() -> Vault:
    """Return the keys of the open instance."""
    return place_of(db.engine).vault


def _allowed(actor: Actor, act: Act, now: datetime, about: str = "") -> Scope:
    try:
        return scope_for(actor, act, local_day(now))
    except Denied:
        note_denial(actor, act, now=now, about=about)
        raise


def require(actor: Actor, act: Act, *, now: datetime, about: str = "") -> None:
    """Raise Denied, written down with what it was `about`, when no unit allows the act."""
    _allowed(actor, act, now, about)


def note_denial(actor: Actor, act: Act, *, now: datetime, about: str = "") -> None:
    """Write down that an act was refused before any door was opened."""
    reads.write_down([audit.Entry(actor.label, act, "denied", about, detail=actor.told)], now)


def _fresh_session() -> tuple[Session, Place]:
    """Return the thread's session with nothing of an earlier act in it."""
    session = db.session()
    session.rollback()
    session.expunge_all()
    return session, place_of(db.engine)


@contextmanager
def together() -> Iterator[None]:
    """Write down at the end, in one go, what is read inside; it is shown afterwards."""
    with reads.together():
        yield


@contextmanager
def reading(actor: Actor, act: Act, *, now: datetime) -> Iterator[Door]:
    """Open the rows that the actor may read for this act; the read is logged before it shows."""
    with _read(actor, act, now, "rows") as door:
        yield door


@contextmanager
def figures(actor: Actor, act: Act, *, now: datetime) -> Iterator[Door]:
    """Open all rows for counting: selects only; the caller hands out counts, never rows."""
    with replica.counting(act), _read(actor, act, now, "figures") as door:
        yield door


@contextmanager
def copying(actor: Actor, act: Act, *, now: datetime) -> Iterator[Door]:
    """Open all rows within the actor's whole territory for an export, by Core selects.

    What is kept from the actor by a mark of conflict the selects themselves leave out.
    """
    with _read(actor, act, now, "figures") as door:
        insist_on_all(door)
        yield door


def insist_on_all(door: Door) -> None:
    """Raise Denied unless the person may open every unit."""
    if door.scope.units is not None:
        raise Denied(door.act)


def tally(actor: Actor, act: Act, asked: Select[Any], *, now: datetime) -> int:
    """Count a select's rows within reach: a number alone comes out, so it is no read to log."""
    scope = scope_for(actor, act, local_day(now))
    door = Door(*_fresh_session(), actor, act, now, scope)
    with _rolled_back(door.session), _open(door, "rows"):
        counted = asked.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
        return int(door.session.scalar(counted) or 0)


@contextmanager
def ledger(*, write: bool = False) -> Iterator[Session]:
    """Open the tables without case content for the house's own books: sessions, jobs, messages.

    Nothing is logged and no principal is set, so the row filter refuses all else. Nothing that an
    import compares is written here, so one that is being prepared goes on (tests/test_desk.py).
    """
    if write and held():
        raise Held
    session, place = _fresh_session()
    if not write:
        with _rolled_back(session):
            yield session
        return
    with place.gate(aside=True), _rolled_back(session):
        session.connection(execution_options={WRITE: True})
        yield session
        session.commit()


@contextmanager
def _open(door: Door, mode: Mode) -> Iterator[Door]:
    """Let through the scope's units, less what is kept from this person."""
    scope = door.scope
    own = reach_of(door.session, door.actor, scope.units, door.act, door.now, scope.lent)
    with reaching(own if mode == "rows" else Reach(None, mode)):
        tell_reach(door.session.connection())
        yield door


@contextmanager
def _read(actor: Actor, act: Act, now: datetime, mode: Mode) -> Iterator[Door]:
    scope = _allowed(actor, act, now)
    session, place = _fresh_session()
    door = Door(session, place, actor, act, now, scope)
    try:
        with _rolled_back(session), _open(door, mode):
            yield door
    except (Missing, Denied) as refusal:
        _log_refusal(door, refusal)
        raise
    reads.write_down(door.written(), now)


@contextmanager
def writing(
    actor: Actor, act: Act, *, now: datetime, post: str = "", about: str = "", mode: Mode = "rows"
) -> Iterator[Door]:
    """Open the rows that the actor may write, or to keep `figures` of all; stored whole or not.

    `post` is the form's one-time key: a second post raises AlreadyDone. A refusal names `about`.
    """
    with _write(actor, act, now, mode, post=post, about=about) as door:
        yield door


@contextmanager
def bulk(
    actor: Actor, act: Act, *, now: datetime, dry_run: bool = False, prepared: Door | None = None
) -> Iterator[Door]:
    """Open every table for set-based writes in one transaction; a dry run keeps nothing.

    With what was `prepared` it is written at once, log and all; Overtaken when another act was
    let in since.
    """
    with _write(actor, act, now, "bulk", dry_run=dry_run) as door:
        _refuse_marked(door)
        if prepared is not None:
            door.take_over(prepared)
        yield door


@contextmanager
def preparing(actor: Actor, act: Act, *, now: datetime) -> Iterator[Door]:
    """Open every table as it stands now to get ready what `bulk` then writes; nobody waits for it.

    What is put down to be written waits in the door. With SQLite alone: see `can_prepare`.
    """
    if held():
        raise Held(act)
    scope = _allowed(actor, act, now)
    session, place = _fresh_session()
    door = Door(session, place, actor, act, now, scope)
    try:
        still = snapshots.standing_still(session, place)
        with _rolled_back(session), still as door.last_write, _open(door, "bulk"):
            insist_on_all(door)
            _refuse_marked(door)
            door.waiting = []
            yield door
    except Denied as refusal:
        _log_refusal(door, refusal)
        raise


def can_prepare() -> bool:
    """Tell whether acts of other machines cannot come between, unseen by this one."""
    return not place_of(db.engine).url


def _refuse_marked(door: Door) -> None:
    if hidden_from(door.session, door.actor) is not None:
        raise Denied(door.act)  # what is written over all rows would tell of those that are kept


@contextmanager
def _write(
    actor: Actor, act: Act, now: datetime, mode: Mode, *, post: str = "", about: str = "",
    dry_run: bool = False,
) -> Iterator[Door]:  # fmt: skip
    if held():
        raise Held(act)
    scope = _allowed(actor, act, now, about)
    session, place = _fresh_session()
    door = Door(session, place, actor, act, now, scope)
    at_moment(session, now, actor.user_id)
    try:
        with _turn(place, mode) as door.last_write, _rolled_back(session):
            session.connection(execution_options={WRITE: True})
            with _open(door, mode):
                if mode != "rows":
                    insist_on_all(door)
                if post:
                    door.first_post(post)
                yield door
                if dry_run or door.trial:
                    return
                if post:
                    door.keep_post(post)
                session.flush()
            head = anchor.append(session.connection(), [(now, door.written())])
            anchor.draft(place, head)
            session.commit()
            anchor.keep(place, head)
    except (Missing, Denied, Stale, AlreadyDone) as refusal:
        _log_refusal(door, refusal, about)  # after the gate is free again
        raise


@contextmanager
def _turn(place: Place, mode: Mode) -> Iterator[bytes]:
    """Wait for the gate and have it; pages go on beside an act that takes long.

    Yields the mark of the act before, with what was read by then in the log.
    """
    if mode != "bulk":
        with place.gate() as mark:
            reads.settle_if_possible(db.engine)
            yield mark
        return
    with read_book.laid_out(place), place.gate() as mark, reads.settling(db.engine):
        yield mark


def _log_refusal(door: Door, refusal: Exception, about: str = "") -> None:
    """Write down what an act asked for in vain, once it is over: of what it read nothing shows."""
    if isinstance(refusal, AlreadyDone):
        about = marks.subject_of("posts", refusal.made)
    elif not isinstance(refusal, Denied):
        about = str(refusal)[:60]
    note_denial(door.actor, door.act, now=door.now, about=about)


@contextmanager
def _rolled_back(session: Session) -> Iterator[None]:
    """End whatever is open when the block ends; after a commit that is nothing."""
    try:
        yield
    finally:
        session.rollback()
        session.expunge_all()
