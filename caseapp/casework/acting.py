"""Acting for a user at the machine's terminal: their password and code, counted like a sign-in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from caseapp import desk
from caseapp.casework import second_factor
from caseapp.casework.limits import Caller, marks_of, must_wait, note_failure
from caseapp.casework.notices import Subject, holders, tell
from caseapp.casework.sessions import entrusted_to, grants_of, roles_on
from caseapp.casework.sign_in import check_password, folded, named
from caseapp.records.users import User
from caseapp.rules.access import NOBODY, Act, Actor, Role
from caseapp.rules.giving import needs_second_factor
from caseapp.rules.stages import Demands
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Proof:
    """What a command asks of the user it acts for; `clock` is the machine's own."""

    password: str
    code: str
    clock: datetime
    demands: Demands


def actor_named(username: str, proof: Proof | None, *, operator: str = "") -> Actor:
    """Return the actor of an account for a command; a proof is checked when one is given.

    `operator` is who sits at the machine, and stands in the log beside the account. Raises
    RuleBroken alike for an unknown name, a closed account, and a wrong password or code.
    """
    caller = Caller("", terminal=True)
    good = proof is None or check_password(username, proof.password, caller, proof.clock)[1]
    if proof is not None:
        good = _prove(username, proof, caller, good=good)
    with desk.ledger() as session:
        user = named(session, username)
        if user is None or user.disabled_at is not None or not good:
            raise RuleBroken(
                f"'{username}' cannot act here: unknown, closed, or wrong password or code"
            )
        actor = Actor(
            user.id,
            user.full_name,
            grants_of(session, user.id),
            entrusted=entrusted_to(session, user.id),
        )
        return replace(actor, operated_by=operator[:20])


def home_of(actor: Actor, day: date) -> int:
    """Return the unit in which an account is told of itself: its own, or the city."""
    held = [grant for grant in actor.grants if grant.holds(day)]
    whole = not held or any(grant.units is None for grant in held)
    return CITY_ID if whole else min(min(grant.units or ()) for grant in held)


def tell_of(actor: Actor, command: str, *, now: datetime) -> None:
    """Tell the account's owner, and the supervisors of its unit, that a command acts in its name.

    Before it does: what cannot be told is not done (contracts §2).
    """
    assert actor.user_id is not None
    unit = home_of(actor, local_day(now))
    subject = Subject(f"user:{actor.user_id}", unit)
    moment = now.isoformat()
    with desk.writing(NOBODY, Act.SIGN_IN, now=now) as door:
        told = {"cause": moment, "detail": command[:40]}
        tell(door, "acted_for_you", subject, to=actor.user_id, **told)
        for supervisor in sorted(holders(door, Role.SUPERVISOR, unit) - {actor.user_id}):
            tell(door, "acted_for_another", subject, to=supervisor, **told)
        door.log(f"user:{actor.user_id}", None, told=command[:40], by=actor.operated_by)


def _prove(username: str, proof: Proof, caller: Caller, *, good: bool) -> bool:
    """Check what stands beside the password, and count a failure like one of a known browser."""
    with desk.writing(NOBODY, Act.SIGN_IN, now=proof.clock) as door:
        user = named(door.session, username)
        number = user.id if user else 0
        marks = marks_of(door.session, caller, folded(username), number)
        waiting = must_wait(door.session, marks, proof.clock)
        good = good and not waiting and user is not None and _strong_enough(door, user, proof)
        if good:
            door.log(f"user:{number}", None, command=True)
            return True
        if not waiting:
            note_failure(door.session, marks, proof.clock)
        door.log_denial(f"user:{number}")
        return False


def _strong_enough(door: desk.Door, user: User, proof: Proof) -> bool:
    if user.must_change_password and proof.demands.first_password:
        return False  # somebody else still knows it
    if user.totp_sealed is not None:
        return second_factor.accept(door.session, user, proof.code, proof.clock)
    if user.factor_lost:
        return False
    roles = roles_on(door.session, user.id, local_day(proof.clock))
    return not (proof.demands.second_factor and needs_second_factor(roles))
