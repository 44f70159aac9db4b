"""Giving a referral to another agency: when one declined, does not answer, or was the wrong one."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_lines import event
from caseapp.casework.disclosures import Choice, disclosure_of, shared_of, write_choice
from caseapp.casework.notices import Subject, end, tell_officers
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referrals import Answer, take_step, write_draft
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import PlanActivity
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.rules.access import Act, Actor
from caseapp.rules.notices import ended_by, told_of_step
from caseapp.rules.outcomes import Stale
from caseapp.rules.values import RuleBroken

UNANSWERED: Final = ("sent", "received")
"""Withdrawn from the first agency in the same act."""
FROM: Final = (*UNANSWERED, "declined", "withdrawn")
"""The states in which nobody helps yet, or any more."""


def read_version(actor: Actor, code: str, *, now: datetime) -> int:
    """Return by what a form shows that nothing happened to the referral or its case since."""
    with desk.reading(actor, Act.REFERRAL_REASSIGN, now=now) as door:
        row, _ = find_referral(door, code)
        door.log(f"referral:{row.id}", row.area_id, reassigning=True)
        return _version(door, row)


def reassign_referral(
    actor: Actor, code: str, *, service_id: int, why: str, version: int, now: datetime, post: str
) -> str:
    """Draft the same for another agency; return its code. What still waits is withdrawn.

    The reason and the choice of what is shared go along; what may not go out to the new agency is
    chosen anew by the officer, and nothing goes out before the supervisor sends the draft. A plan's
    activity is carried out by the new one. RuleBroken where help is under way, Stale when somebody
    took a step meanwhile.
    """
    if not why.strip():
        raise RuleBroken("Say why another agency is asked", field="why")
    with desk.writing(actor, Act.REFERRAL_REASSIGN, now=now, post=post) as door:
        row, case = find_referral(door, code)
        if version != _version(door, row):
            raise Stale(f"referral:{row.id}")
        if case is None:
            raise RuleBroken("Open a case first: a referral is drafted from one")
        if row.state not in FROM:
            raise RuleBroken("Help is under way there, or was given: withdraw the referral first")
        if service_id == row.service_id:
            raise RuleBroken("Choose another service than the one before", field="service_id")
        child = door.session.get_one(Child, row.child_id)
        if row.state in UNANSWERED:
            _withdraw(door, row, case, child, why)
        reason = door.unseal(child.key_id, "referrals.reason", row.id, row.reason)
        new = write_draft(door, case, service_id, reason)
        _share_alike(door, row, new, child)
        carried = select(PlanActivity).where(PlanActivity.referral_id == row.id)
        for activity in door.session.scalars(carried).all():
            activity.referral_id = new.id
        door.log(f"referral:{row.id}", row.area_id, reassigned_to=new.id)
        door.made = new.code
        return new.code


def _withdraw(door: desk.Door, row: Referral, case: Case, child: Child, why: str) -> None:
    answer = Answer(door.now, comment=why)
    step = take_step(door, row, "withdraw", answer, door.key_of(child))
    door.session.add(event(door, case, "referral_withdraw", door.now, detail=row.code))
    end(door, row.code, ended_by([Act.REFERRAL_SEND]))
    subject = Subject(row.code, row.area_id)
    tell_officers(door, told_of_step("withdraw"), subject, case.officer_id, cause=step.id)


def _share_alike(door: desk.Door, row: Referral, new: Referral, child: Child) -> None:
    """Let the draft share what the one before did, unless that may not go out any more."""
    before = shared_of(door, row, child)
    if before is None:
        return
    try:
        write_choice(door, new, child, Choice(before.fields, before.basis, before.reason))
    except RuleBroken:
        if (begun := disclosure_of(door, new)) is not None:
            door.session.delete(begun)
            door.session.flush()


def _version(door: desk.Door, row: Referral) -> int:
    """Return a number that grows with each step of the referral and each other one of its case."""
    beside = door.rows(Referral.case_id, row.case_id) if row.case_id is not None else []
    return len(door.rows(ReferralMove.referral_id, row.id)) + len(beside)
