"""Reading referrals: the list, one with its history, and what it shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.addenda import AddendumView, addenda_of
from caseapp.casework.calendars import calendar_of
from caseapp.casework.disclosures import SharedView, shared_of
from caseapp.casework.referral_history import MoveView, find_referral, history_of
from caseapp.casework.referral_holds import HoldView, holds_of
from caseapp.records.agencies import Agency, Service, number_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.consents import ReferralHold
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.rules.access import Act, Actor
from caseapp.rules.answer_terms import owed
from caseapp.rules.calendar import Calendar
from caseapp.rules.clocks import Standing
from caseapp.rules.referral_states import REFERRALS

WAITING: Final = ("draft", "sent", "received")
"""States in which it waits for somebody."""


@dataclass(frozen=True)
class ReferralView:
    """A referral as its reader may see it; `moves` are the steps possible now."""

    code: str
    version: int
    unit: str
    unit_id: int
    child_code: str
    child_name: str
    case_code: str | None
    agency: str
    service: str
    phone: str
    reason: str
    state: str
    sent_on: date | None
    answered_on: date | None
    completed_on: date | None
    history: list[MoveView]
    moves: tuple[str, ...]
    holds: list[HoldView]
    owed: Standing | None = None
    """Until when the agency is to answer; on its own page and in the list."""
    shared: SharedView | None = None
    """What goes out, or went out; this and what follows on its own page alone."""
    addenda: tuple[AddendumView, ...] = ()

    @property
    def hold(self) -> HoldView | None:
        """What holds the referral now: nothing new of it goes out."""
        return next((each for each in self.holds if each.ended_at is None), None)


def list_referrals(actor: Actor, *, now: datetime, state: str = "") -> list[ReferralView]:
    """Return up to 50 referrals within reach, those that wait for someone first."""
    with desk.reading(actor, Act.REFERRAL_READ, now=now) as door:
        statement = (
            select(Referral)
            .outerjoin(Case, Case.id == Referral.case_id)
            .where(Case.deleted_at.is_(None))
            .order_by(Referral.state.in_(WAITING).desc(), Referral.id.desc())
        )
        if state:
            statement = statement.where(Referral.state == state)
        rows = door.session.scalars(statement.limit(50)).all()
        door.log("referrals:list", None, rows=len(rows))
        calendar = calendar_of(door)
        _fetch(door, rows)
        return [_with_owed(row, view_referral(door, row), now, calendar) for row in rows]


def _fetch(door: desk.Door, rows: Sequence[Referral]) -> None:
    """Read what hangs on some referrals, and what they name: two statements, however many."""
    numbers = [row.id for row in rows]
    door.fetch(
        (Case.id, [row.case_id for row in rows if row.case_id]),
        (Child.id, [row.child_id for row in rows]),
        (ReferralHold.referral_id, numbers),
        (ReferralMove.referral_id, numbers),
    )
    door.fetch_names(*rows)


def _with_owed(
    row: Referral, view: ReferralView, now: datetime, calendar: Calendar
) -> ReferralView:
    """Add until when an answer is owed: of what was imported none is."""
    if row.imported:
        return view
    return replace(view, owed=owed(row.state, row.sent_on, now, calendar))


def read_referral(actor: Actor, code: str, *, now: datetime) -> ReferralView:
    """Return one referral with its history; Missing when its case was taken out."""
    with desk.reading(actor, Act.REFERRAL_READ, now=now) as door:
        row, _ = find_referral(door, code)
        door.log(f"referral:{row.id}", row.area_id)
        view = _with_owed(row, view_referral(door, row), now, calendar_of(door))
        child = door.session.get_one(Child, row.child_id)
        return replace(
            view,
            shared=shared_of(door, row, child),
            addenda=tuple(addenda_of(door, row, child.key_id)),
        )


def view_referral(door: desk.Door, row: Referral) -> ReferralView:
    """Gather what the reader may see of a referral, inside an open door."""
    session = door.session
    child = session.get_one(Child, row.child_id)
    case = session.get(Case, row.case_id) if row.case_id else None
    agency = session.get_one(Agency, row.agency_id)
    service = session.get_one(Service, row.service_id)
    return ReferralView(
        code=row.code,
        version=row.version,
        unit=areas.label(row.area_id),
        unit_id=row.area_id,
        child_code=child.code,
        child_name=child.full_name,
        case_code=case.code if case and case.deleted_at is None else None,
        agency=agency.name,
        service=service.name,
        phone=number_of(agency, service),
        reason=door.unseal(child.key_id, "referrals.reason", row.id, row.reason),
        state=row.state,
        sent_on=row.sent_on,
        answered_on=row.answered_on,
        completed_on=row.completed_on,
        history=history_of(door, row, child),
        moves=tuple(move.name for move in REFERRALS.moves_from(row.state)),
        holds=holds_of(door, row, child.key_id),
    )
