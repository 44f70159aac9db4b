"""What the officer does about a held referral: name another basis for it, or end it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Integer, bindparam, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.case_lines import event
from caseapp.casework.consent_reading import told_of
from caseapp.casework.notices import Subject, settle, tell_supervisors
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referral_holds import OPEN, held_now, release
from caseapp.casework.referrals import Answer, take_step
from caseapp.records.agencies import Agency
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.consents import ReferralHold
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.codes.consent import BASES
from caseapp.rules.values import RuleBroken

CLOSE = "close"
"""Chosen instead of a basis: the referral ends."""

HELD: Final = select(ReferralHold.referral_id).where(ReferralHold.ended_at.is_(None))
"""Which referrals are held now: nothing of them can be sent."""


class Held(NamedTuple):
    """A referral that is held: which, of whom and to whom, where, until when, since when."""

    code: str
    about: str
    unit: str
    clock: Standing
    since: datetime


def list_held(actor: Actor, *, now: datetime, most: int) -> list[Held]:
    """Return the held referrals that the officer must settle, the first to end first."""
    with desk.reading(actor, Act.REFERRAL_DRAFT, now=now) as door:
        rows = door.few(_OF_HELD, most=most).all()
        door.log("tasks:held", None, rows=len(rows))
    return [
        Held(row.code, row.about, areas.label(row.area_id), standing(row.due_at, now), row.held_at)
        for row in rows
    ]


_OF_HELD: Final = (
    select(
        Referral.code,
        (Child.full_name + " → " + Agency.name).label("about"),
        Referral.area_id,
        ReferralHold.due_at,
        ReferralHold.held_at,
    )
    .join(Referral, Referral.id == ReferralHold.referral_id)
    .join(Child, Child.id == Referral.child_id)
    .join(Agency, Agency.id == Referral.agency_id)
    .outerjoin(Case, Case.id == Referral.case_id)
    .where(ReferralHold.ended_at.is_(None), Referral.state.in_(OPEN), Case.deleted_at.is_(None))
    .order_by(ReferralHold.due_at, ReferralHold.id)
    .limit(bindparam("most", type_=Integer))
)


def settle_hold(
    actor: Actor, code: str, *, choice: str, reason: str, now: datetime, post: str = ""
) -> None:
    """Name the basis on which a held referral goes on, or end the referral.

    RuleBroken where nothing is held, and for a basis against what the chair decided.
    """
    if choice != CLOSE and choice not in BASES:
        raise RuleBroken("Choose a basis, or end the referral", field="choice")
    if not reason.strip():
        raise RuleBroken("Say why", field="reason")
    with desk.writing(actor, Act.REFERRAL_DRAFT, now=now, post=post) as door:
        row, case = find_referral(door, code)
        child = door.session.get_one(Child, row.child_id)
        if held_now(door, row) is None:
            raise RuleBroken("Nothing of this referral is held")
        if choice != CLOSE and told_of(door, child).stopped() == "forbidden":
            raise RuleBroken("The chair decided that it may not be shared", field="choice")
        key_id = door.key_of(child)
        hold = release(door, row, "closed" if choice == CLOSE else "basis")
        assert hold is not None
        hold.basis = "" if choice == CLOSE else choice
        hold.reason = door.seal(key_id, "referral_holds.reason", hold.id, reason.strip())
        if choice == CLOSE:
            step = take_step(door, row, "withdraw", Answer(now, "", reason), key_id)
            if case is not None:
                door.session.add(event(door, case, "referral_withdraw", now, detail=row.code))
            subject = Subject(row.code, row.area_id)
            tell_supervisors(door, "referral_withdrawn", subject, cause=step.id)
        settle(door, row.code)
        door.log(f"referral:{row.id}", row.area_id, hold=hold.id, basis=hold.basis)
        door.made = row.code


_REFERRALS: Final = (
    select(
        Referral.code,
        (Child.full_name + " → " + Agency.name).label("about"),
        Referral.area_id,
        Referral.entered_at.label("since"),
    )
    .join(Child, Child.id == Referral.child_id)
    .join(Agency, Agency.id == Referral.agency_id)
    .outerjoin(Case, Case.id == Referral.case_id)
    .where(Case.deleted_at.is_(None))
    .order_by(Referral.id)
)
TO_SEND: Final = _REFERRALS.where(Referral.state == "draft", Referral.id.not_in(HELD))
UNANSWERED: Final = _REFERRALS.where(Referral.state.in_(("sent", "received")))
"""Referrals that wait to be sent, and those that an agency owes an answer to."""
