"""What a door lets a person reach: the units of the act, less what is kept from them, or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, union_all
from sqlalchemy.orm import Session

from caseapp.records.agencies import AgencyMember
from caseapp.records.answer_links import AnswerLink
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.db import tell_reach
from caseapp.records.emergency import EmergencyEntry
from caseapp.records.files import StoredFile
from caseapp.records.forwardings import passing
from caseapp.records.listing import units_given
from caseapp.records.reach import Guest, Reach, Rows, reaching
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import between
from caseapp.records.whole_file import ids_of, merged_with, rows_of_file, whole_event
from caseapp.rules.access import (
    OPENED_ONLY,
    OWN_ONLY,
    SENT_ONLY,
    UNSEEN,
    Act,
    Actor,
    ByLink,
    lent_for,
    scope_for,
)
from caseapp.rules.forwarding_states import BY_FORWARDING
from caseapp.rules.referral_states import LIVE
from caseapp.rules.scope import Entrusted
from caseapp.rules.transfer_states import BY_TRANSFER
from caseapp.rules.units import territory
from caseapp.rules.values import local_day


def reach_of(
    session: Session,
    actor: Actor,
    units: frozenset[int] | None,
    act: Act,
    now: datetime,
    lent: frozenset[int] = frozenset(),
) -> Reach:
    """Return the reach of a person who may do an act in some units (None: in all).

    Some acts reach only what the person entered or opened in an emergency, what an agency was
    sent, or what passes between their units and others. `lent` are the units of which they reach
    the files alone that are entrusted to them.
    """
    hidden = hidden_from(session, actor)
    only = _only(session, actor, units, act, now)
    units = units if only is None or act in OWN_ONLY else None
    if units is None and (hidden is not None or only is not None):
        units = frozenset(territory().units)  # the filter then stands in every statement
    if units is None or not lent:
        return Reach(units, hidden=hidden, only=only)
    guest = _guest(session, units, lent_for(actor, act, local_day(now)))
    return Reach(units | lent, hidden=hidden, only=only, guest=guest)


def _only(
    session: Session, actor: Actor, units: frozenset[int] | None, act: Act, now: datetime
) -> Rows | None:
    """Return the rows that alone an act reaches; None for one that reaches whole units."""
    only = Rows() if act in UNSEEN else None
    if act in OWN_ONLY:
        only = _entered_by(session, actor.user_id)
    elif act in OPENED_ONLY:
        only = _opened_by(session, actor.user_id, now)
    elif act in SENT_ONLY:
        only = _sent_to(session, actor, now)
    elif act in BY_FORWARDING:
        only = _passing(session, units, act)
    elif act in BY_TRANSFER:
        only = _between(session, units, act)
    return only


def _guest(session: Session, home: frozenset[int], lent: Sequence[Entrusted]) -> Guest:
    with at_the_tables(session):
        rows = rows_of_file(session, set(), {each.report_id for each in lent})
        return Guest(home, rows, frozenset(_codes_of(session, rows)))


def _codes_of(session: Session, rows: Rows) -> Iterator[str]:
    """Yield the marks that the papers of a file bear."""
    asked: list[Select[tuple[str]]] = []
    for model, numbers in (
        (Child, rows.children),
        (Case, rows.cases),
        (Report, rows.reports),
        (Referral, rows.referrals),
        (StoredFile, rows.files),
    ):
        coded: Any = model
        if numbers:
            asked.append(select(coded.code).where(coded.id.in_(sorted(numbers))))
    if asked:
        yield from session.scalars(union_all(*asked))


def hidden_codes(session: Session, actor: Actor) -> frozenset[str]:
    """Return the marks on papers of all that is kept from a person: none of them is shown."""
    hidden = hidden_from(session, actor)
    if hidden is None:
        return frozenset()
    with at_the_tables(session):
        return frozenset(_codes_of(session, hidden))


def _entered_by(session: Session, user_id: int | None) -> Rows:
    own = select(Report.id).where(Report.entered_by == user_id, Report.entered_by.is_not(None))
    with at_the_tables(session):
        return Rows(reports=frozenset(session.scalars(own)))


def _passing(session: Session, units: frozenset[int] | None, act: Act) -> Rows:
    with at_the_tables(session):
        found = session.execute(
            passing(act, within_units=units is not None), units_given(units)
        ).all()
    return Rows(
        children=frozenset(row.child_id for row in found if row.child_id),
        reports=frozenset(row.id for row in found),
        marks=frozenset(row.code for row in found),
    )


def _between(session: Session, units: frozenset[int] | None, act: Act) -> Rows:
    """Return the cases that pass between units, and what an act that takes one over moves along."""
    with at_the_tables(session):
        found = session.execute(
            between(act, within_units=units is not None), units_given(units)
        ).all()
        children = {row.child_id for row in found}
        rows = Rows(
            children=frozenset(children | merged_with(session, children)),
            cases=frozenset(row.id for row in found),
            marks=frozenset(row.code for row in found),
        )
        if act != Act.TRANSFER_ACCEPT:
            return rows
        reports = ids_of(session, Report.id, Report.case_id.in_(rows.cases))
        on = Referral.case_id.in_(rows.cases), Referral.report_id.in_(reports)
        sent = frozenset(ids_of(session, Referral.id, *on))
        whole = replace(rows, reports=frozenset(reports), referrals=sent)
        return replace(whole, marks=frozenset(_codes_of(session, whole)))


@contextmanager
def at_the_tables(session: Session) -> Iterator[None]:
    """Ask the tables themselves, before anything is open, and close them again."""
    with reaching(Reach(None, "figures")):
        tell_reach(session.connection())
        yield
    tell_reach(session.connection())


def _opened_by(session: Session, user_id: int | None, now: datetime) -> Rows:
    with at_the_tables(session):
        children = session.scalars(
            select(EmergencyEntry.child_id).where(
                EmergencyEntry.user_id == user_id,
                EmergencyEntry.opened_at <= now,
                EmergencyEntry.until > now,
            )
        )
        return rows_of_file(session, set(children), set())


def _sent_to(session: Session, actor: Actor, now: datetime) -> Rows:
    """Return the live referrals that somebody answers today: of their agencies, or of their link.

    None of a case that was taken out by mistake.
    """
    return _live(session, _of_link(actor.link) if actor.link else _of_agencies(actor.user_id, now))


def _of_link(link: ByLink) -> ColumnElement[bool]:
    """Return what tells the one referral of a link that has not ended."""
    referral = select(AnswerLink.referral_id).where(
        AnswerLink.id == link.number, AnswerLink.ended_at.is_(None)
    )
    return Referral.id.in_(referral)


def _of_agencies(user_id: int | None, now: datetime) -> ColumnElement[bool]:
    """Return what tells the referrals to the agencies for which somebody speaks today."""
    today = local_day(now)
    agencies = select(AgencyMember.agency_id).where(
        AgencyMember.user_id == user_id,
        AgencyMember.valid_from <= today,
        or_(AgencyMember.valid_until.is_(None), AgencyMember.valid_until > today),
    )
    return Referral.agency_id.in_(agencies)


def _live(session: Session, which: ColumnElement[bool]) -> Rows:
    with at_the_tables(session):
        sent = session.execute(
            select(Referral.id, Referral.code)
            .outerjoin(Case, Case.id == Referral.case_id)
            .where(which, Referral.state.in_(LIVE), Case.deleted_at.is_(None))
        ).all()
    return Rows(
        referrals=frozenset(row.id for row in sent), marks=frozenset(row.code for row in sent)
    )


@contextmanager
def reach_of_another(session: Session, actor: Actor, act: Act, now: datetime) -> Iterator[None]:
    """Let through what another person may reach by an act, in the middle of somebody's own.

    What was changed until then is written before, within the reach of whoever changed it. Denied
    where the other may not do the act at all.
    """
    session.flush()
    scope = scope_for(actor, act, local_day(now))
    theirs = reach_of(session, actor, scope.units, act, now, scope.lent)
    with reaching(theirs), session.no_autoflush:
        tell_reach(session.connection())
        yield
    tell_reach(session.connection())


def hidden_from(session: Session, actor: Actor) -> Rows | None:
    """Return all that is kept from a person now, None when nothing is: nearly always.

    A mark on a child covers whatever hangs on it, in every unit, and those merged with it; one on
    a report covers its child as soon as that is known. What is kept from somebody of an event with
    several children is kept of all of them: the reports tell of the same people.
    """
    if actor.user_id is None or actor.unmarked:
        return None
    marks = session.execute(
        select(ConflictMark.child_id, ConflictMark.report_id).where(
            ConflictMark.user_id == actor.user_id, ConflictMark.lifted_at.is_(None)
        )
    ).all()
    if not marks:
        return None
    with at_the_tables(session):
        return rows_of_file(
            session,
            {mark.child_id for mark in marks if mark.child_id},
            {mark.report_id for mark in marks if mark.report_id},
            of_event=True,
        )


@contextmanager
def at_reports_about(session: Session, child: int) -> Iterator[list[Report]]:
    """Hand out all reports about a child to be changed, of any unit and whoever they are kept from.

    For what an act on the child does to each of them, and shows to nobody. What else the act has
    changed is written before, within its own reach; none of these rows stays in its hands.
    """
    session.flush()
    known = set(session)
    with at_the_tables(session):
        asked = session.scalars(select(Report.id).where(Report.child_id == child))
        numbers = frozenset(asked)
    with reaching(Reach(frozenset(territory().units), only=Rows(reports=numbers))):
        tell_reach(session.connection())
        rows = session.scalars(select(Report).where(Report.id.in_(sorted(numbers)))).all()
        yield list(rows)
        session.flush()
        for row in rows:
            if row not in known:
                session.expunge(row)
    tell_reach(session.connection())


def one_file(session: Session, children: Iterable[int], reports: Iterable[int]) -> Rows:
    """Return the children and reports that any marks on these are shared with, in every unit."""
    with at_the_tables(session):
        known, told = whole_event(session, set(children), set(reports))
        return Rows(children=frozenset(known), reports=frozenset(told))
