"""Telling an agency: whoever speaks for it here finds what it was sent and what it owes."""

from __future__ import annotations

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.notices import Subject, tell
from caseapp.casework.referral_holds import held_now
from caseapp.records.agencies import AgencyMember
from caseapp.records.referrals import Referral
from caseapp.rules.access import Role
from caseapp.rules.values import local_day


def tell_agency(door: desk.Door, kind: str, row: Referral, *, cause: object) -> bool:
    """Tell those who speak for the agency of a referral, by their role; the reach finds them.

    Nothing where nobody speaks for it here: its public address is never used. Nothing either while
    the referral is held, for then nothing of it is shown. Return whether a notice was made.
    """
    today = local_day(door.now)
    speaks = select(AgencyMember.id).where(
        AgencyMember.agency_id == row.agency_id,
        AgencyMember.valid_from <= today,
        or_(AgencyMember.valid_until.is_(None), AgencyMember.valid_until > today),
    )
    if door.session.scalars(speaks).first() is None or held_now(door, row) is not None:
        return False
    return tell(door, kind, Subject(row.code, row.area_id), to=Role.AGENCY, cause=cause)
