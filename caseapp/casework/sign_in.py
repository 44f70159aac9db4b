"""Signing in: the password, then the steps still owed, each tried a limited number of times."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import callback, second_factor
from caseapp.casework.limits import (
    WRONG_CODES,
    Caller,
    Marks,
    Refused,
    TooManyTries,
    hashed,
    know_browser,
    marks_of,
    must_wait,
    note_failure,
)
from caseapp.casework.new_passwords import hash_of_new, known_of
from caseapp.casework.second_factor import Offer
from caseapp.casework.sessions import live, roles_on, stage_of
from caseapp.records import marks, passwords
from caseapp.records.users import SignIn, User
from caseapp.rules.access import NOBODY, Act, Actor
from caseapp.rules.stages import Demands, Stage, has_lapsed
from caseapp.rules.values import local_day


class Over(Exception):
    """The sign-in under way has ended: it must begin anew."""


class Lapsed(Refused):
    """The password is right, was chosen by somebody else, and was not changed in time."""


@dataclass(frozen=True)
class Entry:
    """Where a sign-in stands: the session's token, the step owed, the token of the browser.

    `browser_token` is empty until the sign-in is complete; `codes` are shown once.
    """

    token: str
    stage: Stage | None
    browser_token: str = ""
    codes: tuple[str, ...] = ()


def folded(username: str) -> str:
    """Return a sign-in name as it is kept."""
    return username.strip().casefold()


def named(session: Session, username: str) -> User | None:
    """Return the account of a sign-in name as it was typed."""
    return session.scalars(select(User).where(User.username == folded(username))).first()


def sign_in(
    username: str, password: str, *, caller: Caller, clock: datetime, demands: Demands | None = None
) -> Entry:
    """Check a password and open a session; `clock` is the machine's own.

    Raises Refused alike for every wrong answer, Lapsed for a right one that came too late, and
    TooManyTries when this caller must wait.
    """
    user_id, good = check_password(username, password, caller, clock)
    token = secrets.token_urlsafe(32)
    entry, late = None, False
    with desk.writing(NOBODY, Act.SIGN_IN, now=clock) as door:
        marks = marks_of(door.session, caller, folded(username), user_id)
        waiting = must_wait(door.session, marks, clock)
        if good and not waiting:
            late = _too_late(door.session.get_one(User, user_id), clock, demands)
        if good and not waiting and not late:
            entry = _begin(door, user_id, token, caller, demands)
        else:
            if not waiting and not good:
                note_failure(door.session, marks, clock)
            door.log_denial(f"user:{user_id}")
    if entry is None:
        raise Lapsed if late else TooManyTries if waiting else Refused
    return entry


def _too_late(user: User, clock: datetime, demands: Demands | None) -> bool:
    """Tell whether an account's password was chosen by somebody else and not changed in time."""
    return has_lapsed(
        must_change=user.must_change_password, set_at=user.password_set_at, now=clock,
        demands=demands or Demands(),
    )  # fmt: skip


def _begin(
    door: desk.Door, user_id: int, token: str, caller: Caller, demands: Demands | None
) -> Entry:
    """Open a session for an account whose password was right."""
    row = SignIn(
        token_hash=hashed(token), user_id=user_id, browser=caller.browser[:40],
        created_at=door.now, seen_at=door.now, strong=False, wrong_codes=0,
    )  # fmt: skip
    door.session.add(row)
    return _advance(door, row, door.session.get_one(User, user_id), token, caller, demands)


def check_password(
    username: str, password: str, caller: Caller, clock: datetime
) -> tuple[int, bool]:
    """Return the account's id, 0 for an unknown name, and whether the password opens it.

    Who must wait anyway is not looked at. The slow hash is done outside every transaction: it
    must not hold the write gate.
    """
    with desk.ledger() as session:
        user = named(session, username)
        known = (user.id, user.password_hash, user.disabled_at) if user else (0, None, None)
        marks = marks_of(session, caller, folded(username), known[0])
        waiting = must_wait(session, marks, clock)
    if waiting:
        return known[0], False
    return known[0], passwords.fits(known[1], password) and known[2] is None


def _advance(
    door: desk.Door,
    row: SignIn,
    user: User,
    token: str,
    caller: Caller,
    demands: Demands | None,
) -> Entry:
    """Set the step that a session owes next; a complete one gets a new token."""
    row.stage = ""
    roles = roles_on(door.session, user.id, local_day(door.now))
    stage = stage_of(row, user, roles, demands or Demands())
    if stage is not None:
        row.stage = stage
        door.log(f"user:{user.id}", None, owed=str(stage))
        return Entry(token, stage)
    fresh = secrets.token_urlsafe(32)
    row.token_hash = hashed(fresh)
    row.created_at = row.seen_at = door.now
    new = secrets.token_urlsafe(32)
    known_by = know_browser(door.session, user.id, caller.browser_token, new, door.now)
    door.log(f"user:{user.id}", None, strong=row.strong)
    return Entry(fresh, None, known_by)


@dataclass
class _Step:
    """A step of a sign-in under way, with the door open."""

    door: desk.Door
    row: SignIn
    user: User
    marks: Marks


@contextmanager
def _step(
    token: str, stage: Stage, caller: Caller, clock: datetime, demands: Demands | None
) -> Iterator[_Step]:
    """Open the session that owes this step; Over when none does, also when it owes another."""
    with desk.writing(NOBODY, Act.SIGN_IN, now=clock) as door:
        found = live(door.session, token, clock)
        if found is None:
            raise Over
        row, user = found
        roles = roles_on(door.session, user.id, local_day(clock))
        if stage_of(row, user, roles, demands or Demands()) != stage:
            raise Over
        yield _Step(door, row, user, marks_of(door.session, caller, user.username, user.id))


def enter_code(
    token: str, code: str, *, caller: Caller, clock: datetime, demands: Demands | None = None
) -> Entry:
    """Take the code that the second step asks for: of the app, on paper, or read out by call-back.

    Raises Refused for a wrong one, Over with the fifth, TooManyTries when the caller must wait.
    """
    with _step(token, Stage.CODE, caller, clock, demands) as step:
        waiting = must_wait(step.door.session, step.marks, clock)
        if not waiting and second_factor.accept(step.door.session, step.user, code, clock):
            step.row.strong = True
            return _advance(step.door, step.row, step.user, token, caller, demands)
        if not waiting and callback.accept(step.door.session, step.user, step.row, code, clock):
            return _advance(step.door, step.row, step.user, token, caller, demands)
        over = _wrong_code(step, clock, waiting=waiting)
    raise Over if over else TooManyTries if waiting else Refused


def _wrong_code(step: _Step, clock: datetime, *, waiting: bool) -> bool:
    """Count a wrong code; return whether it ended the sign-in."""
    step.door.log_denial(f"user:{step.user.id}")
    if waiting:
        return False
    note_failure(step.door.session, step.marks, clock)
    step.row.wrong_codes += 1
    if step.row.wrong_codes < WRONG_CODES:
        return False
    step.row.ended_at = clock
    return True


def offer(token: str, *, clock: datetime) -> Offer:
    """Return the secret that this session offers; nothing is kept until a code confirms it."""
    with desk.ledger() as session:
        found = live(session, token, clock)
        if found is None:
            raise Over
        return second_factor.offer(session, found[1], found[0].id)


def set_up(
    token: str, code: str, *, caller: Caller, clock: datetime, demands: Demands | None = None
) -> Entry:
    """Keep the offered second factor once a code of it fits; the entry brings ten paper codes.

    Raises Refused for a wrong code: it is of a secret that nobody else has, so none is counted.
    """
    entry = None
    codes: tuple[str, ...] = ()
    with _step(token, Stage.SECOND_FACTOR, caller, clock, demands) as step:
        session = step.door.session
        secret = second_factor.offer(session, step.user, step.row.id).secret
        fits = second_factor.matching_step(secret, second_factor.plain(code), clock, None)
        if fits is None:
            step.door.log_denial(f"user:{step.user.id}")
        else:
            codes = second_factor.keep_secret(session, step.user, secret, fits)
            step.row.strong = True
            step.door.log(f"user:{step.user.id}", None, second_factor="set up")
            entry = _advance(step.door, step.row, step.user, token, caller, demands)
    if entry is None:
        raise Refused
    return replace(entry, codes=codes)


def change_first_password(
    token: str, new: str, *, caller: Caller, clock: datetime, demands: Demands | None = None
) -> Entry:
    """Put an own password in the place of one that somebody else knows.

    Raises RuleBroken when it is too short, easily guessed or the same again.
    """
    with desk.ledger() as session:
        found = live(session, token, clock)
        before = found[1].password_hash if found else None
        about = known_of(found[1] if found else None)
    new_hash = hash_of_new(new, before, about=about)
    with _step(token, Stage.PASSWORD, caller, clock, demands) as step:
        step.user.password_hash, step.user.password_set_at = new_hash, clock
        step.user.must_change_password = False
        step.door.log(f"user:{step.user.id}", None, password="changed")  # noqa: S106 - a word
        return _advance(step.door, step.row, step.user, token, caller, demands)


def require(
    actor: Actor, act: Act, *, now: datetime, asked: tuple[str, object] | None = None
) -> None:
    """Raise Denied, written in the log, when the actor may not do the act in any unit.

    `asked` is the kind and mark of what it was wanted for, when the address names one.
    """
    desk.require(actor, act, now=now, about=marks.subject_of(*asked) if asked else "")


def note_denial(
    actor: Actor, act: Act, *, now: datetime, asked: tuple[str, object] | None = None
) -> None:
    """Write in the log that an act was refused in the unit of what was asked for."""
    desk.note_denial(actor, act, now=now, about=marks.subject_of(*asked) if asked else "")
