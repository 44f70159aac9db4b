"""The worker's look at referrals without an answer: who must act is told, and told no more."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.calendars import calendar_of
from caseapp.casework.inbox_telling import tell_agency
from caseapp.casework.notices import Subject, end, tell
from caseapp.records.cases import Case
from caseapp.records.notices import Notice
from caseapp.records.own_reach import hidden_codes
from caseapp.records.referrals import Referral
from caseapp.rules.access import Actor, Role
from caseapp.rules.answer_terms import WAITING, owed

REMIND: Final = "referral_remind"
LATE: Final = "referral_late"
_KINDS: Final = (REMIND, LATE)


def watch_answers(door: desk.Door) -> int:
    """Remind of answers that are owed soon, tell the supervisor of those that are late.

    The agency is told of its own answer too, where somebody speaks for it here.

    Once for each referral and term; what was told ends with the answer. Return how many were told.
    """
    _forget_answered(door)
    waiting = door.session.execute(
        select(Referral, Case.officer_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(
            Referral.state.in_(WAITING),
            Referral.imported.is_(False),
            Referral.sent_on.is_not(None),
            Case.deleted_at.is_(None),
        )
        .order_by(Referral.id)
    ).all()
    calendar = calendar_of(door) if waiting else None
    told = 0
    for row, officer in waiting:
        assert calendar is not None
        stands = owed(row.state, row.sent_on, door.now, calendar)
        if stands is not None and stands.kind == "soon":
            told += _tell(door, REMIND, row, officer)
            tell_agency(door, "inbox_soon", row, cause=row.sent_on)
        elif stands is not None and stands.kind == "late":
            end(door, row.code, [REMIND, "inbox_soon"])
            told += _tell(door, LATE, row, officer)
            tell_agency(door, "inbox_late", row, cause=row.sent_on)
    return told


def _tell(door: desk.Door, kind: str, row: Referral, officer: int | None) -> int:
    """Tell the officer, or all of the unit where it is kept from that one; supervisors if late."""
    subject = Subject(row.code, row.area_id)
    if officer is not None and row.code in hidden_codes(door.session, Actor(officer, "")):
        officer = None
    cause = row.sent_on
    told = int(tell(door, kind, subject, to=officer or Role.OFFICER, cause=cause))
    if kind == LATE:
        told += int(tell(door, kind, subject, to=Role.SUPERVISOR, cause=cause))
    return told


def _forget_answered(door: desk.Door) -> None:
    """End what tells of answers that have come: a receipt is none, so no reply ends it at once."""
    answered = (
        select(Referral.code)
        .join(Notice, Notice.mark == Referral.code)
        .where(Notice.kind.in_(_KINDS), Notice.ended_at.is_(None), Referral.state.not_in(WAITING))
        .distinct()
    )
    for code in door.session.scalars(answered).all():
        end(door, code, _KINDS)
