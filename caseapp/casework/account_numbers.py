"""Telephone and personal number of an account: kept as keyed hashes, to be compared and not read.

By them a report that names the number of a user is kept from that user.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.matching import personal_id_faults
from caseapp.rules.namesakes import plain_phone
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Numbers:
    """Of whom, and which numbers are kept; the numbers themselves nobody can read."""

    username: str
    full_name: str
    has_phone: bool
    has_personal_id: bool


def read_numbers(actor: Actor, username: str, *, now: datetime) -> Numbers:
    """Return which numbers of an account are kept."""
    with desk.reading(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        door.log(f"user:{user.id}", None, numbers=True)
        phone, personal_id = user.phone_mac is not None, user.personal_id_mac is not None
        return Numbers(user.username, user.full_name, phone, personal_id)


def keep_numbers(
    actor: Actor,
    username: str,
    *,
    phone: str,
    personal_id: str,
    now: datetime,
    forget: bool = False,
) -> None:
    """Keep the numbers that are given, leave the others as they were; `forget` takes both away.

    Raises RuleBroken for a personal number without its 12 digits and a telephone without digits.
    """
    number = "".join(personal_id.split())
    if number and personal_id_faults(number):
        raise RuleBroken("A personal id has exactly 12 digits", field="personal_id")
    dialled = plain_phone(phone)
    if phone.strip() and not dialled:
        raise RuleBroken("A telephone number has digits", field="phone")
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        if forget:
            user.phone_mac = user.personal_id_mac = None
        if dialled:
            user.phone_mac = door.mac(dialled)
        if number:
            user.personal_id_mac = door.mac(number)
        door.log(f"user:{user.id}", None, phone=bool(dialled), personal_id=bool(number))
