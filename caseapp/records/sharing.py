"""What an agency is told of a child: read at the tables, so that nothing else opens with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.handed_works import holder_of
from caseapp.records.own_reach import at_the_tables
from caseapp.records.referrals import Referral


@dataclass(frozen=True)
class Shared:
    """The fields of a child that go with a referral, the key of its words, and its officer."""

    full_name: str
    sex: str
    born: date | None
    birth_precision: str
    key_id: int | None
    officer_id: int | None


def shared_with(session: Session, referral: Referral) -> Shared:
    """Return what goes with a referral that the reader was let through to.

    The agency's reach holds the referral alone: were it to hold the child, all that hangs on the
    child would open as well. Its officer is the case's, or who drafted it, or to whom that
    was handed over.
    """
    with at_the_tables(session):
        row = session.execute(
            select(
                Child.full_name, Child.sex, Child.date_of_birth, Child.birth_precision, Child.key_id
            ).where(Child.id == referral.child_id)
        ).one()
        officer = session.scalar(select(Case.officer_id).where(Case.id == referral.case_id))
    if officer is None and referral.entered_by is not None:
        officer = holder_of(session, referral.code, referral.area_id, referral.entered_by)
    return Shared(
        full_name=row.full_name,
        sex=row.sex,
        born=row.date_of_birth,
        birth_precision=row.birth_precision,
        key_id=row.key_id,
        officer_id=officer,
    )
