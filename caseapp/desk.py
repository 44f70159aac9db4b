"""The one door: asks the policy, opens the rows, writes the log, commits or rolls back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, TypeVar

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from caseapp.records import anchor, audit, marks, reads, replica
from caseapp.records.coded_files import one_with
from caseapp.records.db import WRITE, Place, Row, db, place_of, tell_reach
from caseapp.records.gathering import Gathering
from caseapp.records.keeping import at_moment
from caseapp.records.own_reach import hidden_from, reach_of
from caseapp.records.posts import Post
from caseapp.records.scope import Reach, reaching
from caseapp.records.vault import Vault
from caseapp.rules.access import Act, Actor, Denied, scope_for
from caseapp.rules.outcomes import AlreadyDone, Erased, Held, Missing, Stale, held
from caseapp.rules.scope import Scope
from caseapp.rules.values import local_day

R = TypeVar("R", bound=Row)
Mode = Literal["rows", "figures", "bulk"]
_LARGEST: Final = 2**31 - 1  # of a number that any database keeps; addresses may name larger ones


def vault() -> Vault:
    """Return the keys of the open instance."""
    return place_of(db.engine).vault


@dataclass
class Door(Gathering):
    """What an act may use while the door is open."""

    actor: Actor
    act: Act
    now: datetime
    scope: Scope
    made: str = ""
    trial: bool = False  # True: nothing of the act is kept
    _entries: list[audit.Entry] = field(default_factory=list)

    def log(self, subject: str, area_id: int | None = None, **detail: Any) -> None:  # noqa: ANN401 - JSON
        """Note what was done or read: `kind:id`, its unit, names of fields and counts."""
        self._entries.append(self._entry(subject, "done", area_id, detail))

    def log_denial(self, subject: str) -> None:
        """Note that what was asked for was refused, in an act that itself goes on."""
        self._entries.append(self._entry(subject, "denied", None, {}))

    def _entry(
        self, subject: str, outcome: str, area_id: int | None, detail: dict[str, Any]
    ) -> audit.Entry:
        details = tuple(sorted((*detail.items(), *self.actor.told)))
        return audit.Entry(self.actor.label, self.act, outcome, subject, area_id, details)

    def find(self, model: type[R], **fields: object) -> R:
        """Return the one row within reach that has these values; else Missing, or Erased."""
        askable = all(not isinstance(value, int) or value <= _LARGEST for value in fields.values())
        row, erased = one_with(self.session, model, fields) if askable else (None, None)
        if row is None or erased is not None:
            named = (value for value in fields.values() if value is not None)
            subject = marks.subject_of(model.__tablename__, *named)
            raise Erased(subject, erased) if erased else Missing(subject)
        return row

    def expect_version(self, row: Any, version: int | None, newest: int | None = None) -> None:  # noqa: ANN401 - a versioned row
        """Raise Stale when the row, or its `newest` text, is not what the form was filled from."""
        if version is not None and (row.version if newest is None else newest) != version:
            raise Stale(marks.subject_of(row.__tablename__, getattr(row, "code", row.id)))

    def first_post(self, post: str) -> None:
        """Raise AlreadyDone when a form with this key was taken before; from others never as same.

        `post` is the key, or `key:hash` with a hash of the content.
        """
        token, _, content = post.partition(":")
        done = self.session.get(Post, token)
        if done is not None:
            own = done.user_id == self.actor.posts_as
            raise AlreadyDone(done.made * own, changed=not own or done.content != content)

    def keep_post(self, post: str) -> None:
        """Remember the form's key with what was made, in the same transaction."""
        assert self.actor.posts_as is not None
        token, _, content = post.partition(":")
        self.session.add(
            Post(
                token=token,
                content=content,
                user_id=self.actor.posts_as,
                made=self.made,
                at=self.now,
            )
        )

    def written(self) -> list[audit.Entry]:
        """Return the entries of this act; one at least, that names no subject."""
        return self._entries or [self._entry("", "done", None, {})]


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
    """Open the tables without case content for the house's own books: sessions, units, settings.

    Nothing is logged and no principal is set, so the row filter refuses all else.
    """
    if write and held():
        raise Held
    session, place = _fresh_session()
    if not write:
        with _rolled_back(session):
            yield session
        return
    with place.gate(), _rolled_back(session):
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
def bulk(actor: Actor, act: Act, *, now: datetime, dry_run: bool = False) -> Iterator[Door]:
    """Open every table for set-based writes in one transaction; a dry run keeps nothing."""
    with _write(actor, act, now, "bulk", dry_run=dry_run) as door:
        if hidden_from(door.session, actor) is not None:
            raise Denied(act)  # what is written over all rows would tell of those that are kept
        yield door


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
        with place.gate(), _rolled_back(session):
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
            head = anchor.append(session.connection(), now, door.written())
            anchor.draft(place, head)
            session.commit()
            anchor.keep(place, head)
    except (Missing, Denied, Stale, AlreadyDone) as refusal:
        _log_refusal(door, refusal, about)  # after the gate is free again
        raise


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
