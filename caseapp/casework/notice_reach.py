"""What selects the notices of a person: by name or by a role, and only with what they point at.

The select joins the row that a notice points at, under the act that opens it: what the row filter
hides from somebody tells them nothing, and rings nowhere either.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true, union
from sqlalchemy.orm import Session

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.notices import Notice
from caseapp.records.own_reach import at_the_tables
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, lent_for, may
from caseapp.rules.notice_kinds import KINDS
from caseapp.rules.notices import (
    ABOUT_CONTENT,
    IN_PASSING,
    OF_ACCOUNTS,
    OF_ERASURES,
    OF_POPULATIONS,
    OF_RELEASES,
    OF_TRANSFERS,
    told_of,
)

_OUT: Final = (
    select(Referral.id).join(Case, Case.id == Referral.case_id).where(Case.deleted_at.is_not(None))
)
"""Referrals of a case that was taken out by mistake: nobody is told of them any more."""


def kinds_told(session: Session, actor: Actor, day: date) -> frozenset[str]:
    """Return the kinds of what waits for a person, told by no word of what they point at.

    So that only the doors are opened behind which something waits: most often none of those of
    what is on its way between units.
    """
    waiting = select(Notice.kind).where(Notice.ended_at.is_(None))
    # One select for each way to be told, since SQLite walks through all notices for an OR of them.
    each = union(*(waiting.where(told) for told in _addressed(actor, day)))
    with at_the_tables(session):
        return frozenset(session.scalars(each))


def notices_of(
    actor: Actor, day: date, told: AbstractSet[str] = frozenset(KINDS)
) -> Iterable[tuple[Act, Select[Any]]]:
    """Yield what is asked, under which act: case content by the rights on it, accounts by none.

    Of the kinds `told` alone: under an act of which there is none, nothing is asked.
    """
    waiting = select(Notice).where(Notice.ended_at.is_(None), or_(*_addressed(actor, day)))
    if may(actor, Act.CASE_LIST, day) and not told.isdisjoint(ABOUT_CONTENT):
        yield (
            Act.CASE_LIST,
            waiting.where(Notice.kind.in_(ABOUT_CONTENT))
            .outerjoin(Report, and_(Report.code == Notice.mark, Report.deleted_at.is_(None)))
            .outerjoin(Case, and_(Case.code == Notice.mark, Case.deleted_at.is_(None)))
            .outerjoin(Referral, and_(Referral.code == Notice.mark, Referral.id.not_in(_OUT)))
            .outerjoin(Child, and_(Child.code == Notice.mark, Child.deleted_at.is_(None)))
            .where(or_(*(each.id.is_not(None) for each in (Report, Case, Referral, Child)))),
        )
    for about, act in IN_PASSING.items():
        kinds = told_of(about)
        if may(actor, act, day) and not told.isdisjoint(kinds):
            model = _passing(about)
            passing = waiting.where(Notice.kind.in_(kinds))
            yield act, passing.join(model, model.code == Notice.mark)
    apart = (*OF_ACCOUNTS, *OF_POPULATIONS, *OF_RELEASES, *OF_ERASURES)
    yield Act.HOME_READ, waiting.where(Notice.kind.in_(apart))  # always, for the log


def _passing(about: str) -> type[Case | Referral | Report]:
    if about == "inbox":
        return Referral
    return Case if about in OF_TRANSFERS else Report


def _addressed(actor: Actor, day: date) -> Iterable[ColumnElement[bool]]:
    """Yield what tells the person's own notices: by name, or by a role in the units it is held."""
    yield false() if actor.user_id is None else Notice.user_id == actor.user_id
    for grant in actor.grants:
        if grant.holds(day):
            within = true() if grant.units is None else Notice.area_id.in_(sorted(grant.units))
            yield and_(Notice.role == grant.role.value, within)
    for lent in lent_for(actor, Act.CASE_LIST, day):  # the row filter leaves those of the file
        yield and_(Notice.role == lent.role, Notice.area_id == lent.unit)
