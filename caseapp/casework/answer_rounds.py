"""The worker's look at referrals without an answer, and at what was added and is not noted.

Who must act is told, and told no more once it came.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.addenda import ACCEPTED
from caseapp.casework.addenda import LATE as NOTE_LATE
from caseapp.casework.calendars import calendar_of
from caseapp.casework.inbox_telling import tell_agency
from caseapp.casework.notices import Subject, end, tell
from caseapp.casework.referral_holds import held_among
from caseapp.records.cases import Case
from caseapp.records.disclosures import Addendum
from caseapp.records.notices import Notice
from caseapp.records.own_reach import hidden_codes
from caseapp.records.referrals import Referral
from caseapp.rules.access import Actor, Role
from caseapp.rules.answer_terms import WAITING, owed, to_note

REMIND: Final = "referral_remind"
LATE: Final = "referral_late"
_KINDS: Final = (REMIND, LATE)
_UNNOTED: Final = (Addendum.acknowledged_at.is_(None), Referral.state.in_(ACCEPTED))


def watch_answers(door: desk.Door) -> int:
    """Remind of answers that are owed soon, tell the supervisor of those that are late.

    The agency is told of its own answer too, where somebody speaks for it here.

    Once for each referral and term; what was told ends with the answer. Return how many were told.
    """
    _forget_answered(door)
    _forget_noted(door)
    told = _watch_addenda(door)
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


def _watch_addenda(door: desk.Door) -> int:
    """Tell whoever added something that the agency has not noted it in time, once for each."""
    rows = door.session.execute(
        select(Addendum, Referral.code)
        .join(Referral, Referral.id == Addendum.referral_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(*_UNNOTED, Case.deleted_at.is_(None))
        .order_by(Addendum.id)
    ).all()
    calendar, told = calendar_of(door) if rows else None, 0
    held = held_among(door, [row.referral_id for row, _ in rows])  # who sees nothing notes nothing
    for row, code in rows:
        assert calendar is not None
        if (
            row.referral_id not in held
            and to_note(row.entered_at, door.now, calendar).kind == "late"
        ):
            subject, to = Subject(code, row.area_id), _unless_kept(door, code, row.entered_by)
            told += int(tell(door, NOTE_LATE, subject, to=to, cause=row.id))
    return told


def _forget_noted(door: desk.Door) -> None:
    """End what tells of additions that are noted, or whose referral has ended."""
    waiting = select(Referral.code).join(Addendum, Addendum.referral_id == Referral.id)
    noted = select(Notice.mark).where(
        Notice.kind == NOTE_LATE,
        Notice.ended_at.is_(None),
        Notice.mark.not_in(waiting.where(*_UNNOTED)),
    )
    for code in door.session.scalars(noted.distinct()).all():
        end(door, code, [NOTE_LATE])


def _tell(door: desk.Door, kind: str, row: Referral, officer: int | None) -> int:
    """Tell the officer, or all of the unit where it is kept from that one; supervisors if late."""
    subject = Subject(row.code, row.area_id)
    cause = row.sent_on
    told = int(tell(door, kind, subject, to=_unless_kept(door, row.code, officer), cause=cause))
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


def _unless_kept(door: desk.Door, code: str, person: int | None) -> int | Role:
    """Return whom to tell of a referral: the person, or the officers where it is kept from them."""
    if person is None or code in hidden_codes(door.session, Actor(person, "")):
        return Role.OFFICER
    return person
