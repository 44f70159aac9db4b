"""The own address for messages: set by its owner, proved by a number sent there, taken away.

Whoever is at a screen that was left open must not turn somebody's messages elsewhere: a change asks
for the password, as the others of the own account do. No log names an address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.address_reading import current_address
from caseapp.casework.messages import Way, ask, proof_of
from caseapp.casework.own_account import At, prove_password
from caseapp.records.messages import NoticeAddress
from caseapp.rules.access import Act, Actor
from caseapp.rules.duty import check_address
from caseapp.rules.ringing import SENT_A_DAY, check_proof
from caseapp.rules.values import RuleBroken

AT_ONCE: Final = timedelta(minutes=1)
"""The same address entered again so soon is the same wish, not another."""


def set_address(actor: Actor, current: str, mail: str, at: At, *, sends: bool) -> bool:
    """Put an address in the place of the own one, '' for none; whether a number goes there.

    The one before is used no more from this moment on, and forgotten. `sends`: messages leave this
    instance at all. RuleBroken for a wrong password, for what is no address, and when too many
    numbers were asked for today.
    """
    wanted = check_address(mail)
    if wanted and not sends:
        raise RuleBroken("No message leaves this instance: no mail server is named", field="mail")
    prove_password(actor, current, at)
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        if wanted and _just_sent(door, wanted):
            return True
        if wanted:
            _insist_on_few(door)
        _end(door)
        if wanted:
            row = NoticeAddress(user_id=actor.user_id, mail=wanted, asked_at=at.now)
            door.session.add(row)
            door.session.flush()
            ask(door.session, Way(address_id=row.id), at.now)
        door.log(f"user:{actor.user_id}", None, notice_address="asked" if wanted else "none")
    return bool(wanted)


def _just_sent(door: desk.Door, mail: str) -> bool:
    """Tell whether a number went to this address a moment ago: the form came twice."""
    row = current_address(door)
    if row is None or row.mail != mail or row.proved_at is not None:
        return False
    return door.now < row.asked_at + AT_ONCE


def _insist_on_few(door: desk.Door) -> None:
    today = select(func.count()).where(
        NoticeAddress.user_id == door.actor.user_id,
        NoticeAddress.asked_at > door.now - timedelta(days=1),
    )
    if (door.session.scalar(today) or 0) >= SENT_A_DAY:
        raise RuleBroken("Too many numbers were sent today: try again tomorrow", field="mail")


def _end(door: desk.Door) -> None:
    """Use the address no more and forget it: what waits for it goes nowhere."""
    row = current_address(door)
    if row is not None:
        row.ended_at, row.mail = door.now, ""
        door.session.flush()


def prove_address(actor: Actor, number: str, at: At) -> None:
    """Prove the own address by the number that was sent there; again is no fault.

    RuleBroken for a wrong number, which is counted, and once it serves no more.
    """
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        row = current_address(door)
        if row is None:
            raise RuleBroken("Enter an address first", field="code")
        if row.proved_at is not None:
            return
        good = check_proof(number, proof_of(row.id), row.asked_at, row.tries, at.now)
        if good:
            row.proved_at = at.now
            door.log(f"user:{actor.user_id}", None, notice_address="proved")
        else:
            row.tries += 1
            door.log_denial(f"user:{actor.user_id}")
    if not good:
        raise RuleBroken("This is not the number that was sent; look again", field="code")
