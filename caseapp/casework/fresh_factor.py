"""A fresh code of the second factor, asked again before an act that must be nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework import second_factor
from caseapp.casework.limits import Caller, marks_of, must_wait, note_failure
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Fresh:
    """What is asked of the person: the code, where it comes from, the machine's own clock.

    `demanded` says that this instance asks everybody for a second factor.
    """

    code: str
    caller: Caller
    clock: datetime
    demanded: bool = False


def asks_factor(actor: Actor, *, demanded: bool) -> bool:
    """Tell whether the person is asked: always where it is demanded, else whoever has a factor."""
    if demanded or actor.user_id is None:
        return demanded
    with desk.ledger() as session:
        return session.get_one(User, actor.user_id).totp_sealed is not None


def prove(actor: Actor, fresh: Fresh, *, now: datetime) -> None:
    """Take the code, once, counted like a sign-in; RuleBroken at `factor` when it does not fit."""
    if not asks_factor(actor, demanded=fresh.demanded):
        return
    with desk.writing(actor, Act.OWN_ACCOUNT, now=now) as door:
        user = door.session.get_one(User, actor.user_id)
        marks = marks_of(door.session, fresh.caller, user.username, user.id)
        waiting = must_wait(door.session, marks, fresh.clock)
        has = user.totp_sealed is not None
        good = (
            has
            and not waiting
            and second_factor.accept(door.session, user, fresh.code, fresh.clock)
        )
        if good:
            door.log(f"user:{user.id}", None, fresh_factor=True)
        else:
            door.log_denial(f"user:{user.id}")
        if has and not good and not waiting:
            note_failure(door.session, marks, fresh.clock)
    if not has:
        raise RuleBroken("Set up the second factor first", field="factor")
    if waiting:
        raise RuleBroken("Too many failed tries. Wait 15 minutes, then try again", field="factor")
    if not good:
        raise RuleBroken(
            "The code does not fit; enter the one that the app shows now", field="factor"
        )
