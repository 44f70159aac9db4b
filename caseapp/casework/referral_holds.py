"""Referrals that are held since consent was withdrawn: nothing new goes out until there is a basis.

Case, clocks and measures run on. The officer names another basis or ends the referral within two
working days; past them the supervisor is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.calendars import calendar_of
from caseapp.casework.consent_reading import Told, told_of
from caseapp.casework.file_restrictions import insist_unrestricted
from caseapp.casework.notices import Subject, end, tell
from caseapp.casework.one_child import COUNTS_AS, in_one, root_of
from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry, ReferralHold
from caseapp.records.notices import Notice
from caseapp.records.referrals import Referral
from caseapp.rules.access import WORKER, Act, Role
from caseapp.rules.codes.consent import SHARING
from caseapp.rules.consents import GOES, hold_until
from caseapp.rules.referral_states import LIVE
from caseapp.rules.values import RuleBroken, local_day

OPEN: Final = ("draft", *LIVE)
_AGAINST: Final = ("refused", "withdrawn", "forbidden")
_NOTICES: Final = ("referral_held", "referral_hold_late")


@dataclass(frozen=True)
class HoldView:
    """A hold on a referral: since when, until when it must be settled, and how it ended."""

    held_at: datetime
    due_at: datetime
    ended_at: datetime | None
    way: str
    basis: str
    reason: str

    @property
    def last_day(self) -> date:
        """The day at whose end it must be settled."""
        return local_day(self.due_at - timedelta(seconds=1))


def hold_referrals(door: desk.Door, child: Child, told: Told) -> int:
    """Hold the child's open referrals within reach that nobody settled since; return how many."""
    against = _newest_against(told)
    if against is None or not told.stopped():
        return 0
    found = door.session.scalars(
        select(Referral)
        .where(in_one(door, Referral.child_id, child), Referral.state.in_(OPEN))
        .order_by(Referral.id)
    ).all()
    free = [row for row in found if not _settled(door, row, against)]
    for row in free:
        _hold(door, row, against)
    return len(free)


def hold_elsewhere(child_code: str, *, now: datetime) -> None:
    """Hold the child's referrals of other units as well, which the officer does not reach.

    By the worker's right, as its round does every ten minutes should this be cut short.
    """
    with desk.writing(WORKER, Act.CLOCK_WATCH, now=now) as door:
        child = root_of(door, door.find(Child, code=child_code))
        told = told_of(door, child)
        door.log(f"child:{child.id}", None, held=hold_referrals(door, child, told))


def _newest_against(told: Told) -> ConsentEntry | None:
    rows = (
        row
        for row in reversed(told.rows)
        if row.purpose in SHARING and row.kind in _AGAINST and told.counts(row)
    )
    return next(rows, None)


def _settled(door: desk.Door, row: Referral, against: ConsentEntry) -> bool:
    """Tell whether a hold lies on the referral that is no older than what was said against it."""
    since = select(ReferralHold.id).where(
        ReferralHold.referral_id == row.id, ReferralHold.entered_at >= against.entered_at
    )
    return door.session.scalars(since).first() is not None


def _hold(door: desk.Door, row: Referral, against: ConsentEntry) -> None:
    held_at = max(against.happened_at, row.entered_at)
    hold = ReferralHold(
        referral_id=row.id,
        area_id=row.area_id,
        held_at=held_at,
        due_at=hold_until(held_at, calendar_of(door)),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(hold)
    door.session.flush()
    end(door, row.code, _NOTICES)
    subject = Subject(row.code, row.area_id)
    tell(door, "referral_held", subject, to=Role.OFFICER, cause=hold.id)  # also to who entered it


def hold_draft(door: desk.Door, child: Child) -> None:
    """Hold a referral that was drafted after consent was refused or withdrawn."""
    said = select(ConsentEntry.id).where(
        in_one(door, ConsentEntry.child_id, child), ConsentEntry.kind.in_(_AGAINST)
    )
    if door.session.scalars(said).first() is not None:
        hold_referrals(door, child, told_of(door, child))


def held_now(door: desk.Door, row: Referral) -> ReferralHold | None:
    """Return the hold that lies on a referral, None when none does."""
    holds = door.rows(ReferralHold.referral_id, row.id)
    return next((hold for hold in holds[::-1] if hold.ended_at is None), None)


def held_among(door: desk.Door, numbers: Iterable[int]) -> frozenset[int]:
    """Return which of these referrals are held now."""
    open_now = select(ReferralHold.referral_id).where(
        ReferralHold.referral_id.in_(list(numbers)), ReferralHold.ended_at.is_(None)
    )
    return frozenset(door.session.scalars(open_now))


def insist_unheld(door: desk.Door, row: Referral, child: Child) -> None:
    """Raise RuleBroken for a referral of which nothing may go out now.

    Also where what was said against it came so lately that no hold was written yet, and while the
    child's file is restricted.
    """
    insist_unrestricted(door, child)
    if held_now(door, row) is None:
        told = told_of(door, child)
        against = _newest_against(told)
        if not told.stopped() or against is None or _settled(door, row, against):
            return
    raise RuleBroken(
        "Consent was refused or withdrawn: name another basis first, or end the referral"
    )


def release(door: desk.Door, row: Referral, way: str) -> ReferralHold | None:
    """End the hold on a referral, if one lies there; who was told of it is told no more."""
    hold = held_now(door, row)
    if hold is not None:
        hold.ended_at, hold.ended_by, hold.way = door.now, door.actor.user_id, way
        end(door, row.code, _NOTICES)
    return hold


def release_all(door: desk.Door, child: Child, told: Told) -> None:
    """End the holds on the child's referrals within reach once all that shares is agreed to."""
    if told.stopped() or not any(told.stands(purpose) in GOES for purpose in SHARING):
        return
    for row in _open_of(door, child):
        release(door, row, "agreed")


def _open_of(door: desk.Door, child: Child) -> Iterable[Referral]:
    return door.session.scalars(
        select(Referral).where(in_one(door, Referral.child_id, child), Referral.state.in_(OPEN))
    ).all()


def holds_of(door: desk.Door, row: Referral, key_id: int | None) -> list[HoldView]:
    """Return the holds on a referral, the newest first."""
    rows = door.rows(ReferralHold.referral_id, row.id)[::-1]
    return [
        HoldView(
            each.held_at,
            each.due_at,
            each.ended_at,
            each.way,
            each.basis,
            door.unseal(key_id, "referral_holds.reason", each.id, each.reason),
        )
        for each in rows
    ]


def watch_holds(door: desk.Door) -> int:
    """Hold what was not held yet, and tell of every hold past its end; return how many were told.

    Called by the worker's round, which reaches all units.
    """
    against = (
        select(COUNTS_AS)
        .join(ConsentEntry, ConsentEntry.child_id == Child.id)
        .where(ConsentEntry.kind.in_(_AGAINST), ConsentEntry.purpose.in_(SHARING))
    )
    referred = (
        select(COUNTS_AS)
        .join(Referral, Referral.child_id == Child.id)
        .where(Referral.state.in_(OPEN))
    )
    said = select(Child).where(Child.id.in_(against), Child.id.in_(referred))
    made = sum(
        hold_referrals(door, child, told_of(door, child))
        for child in door.session.scalars(said).all()
    )
    _forget_ended(door)
    return made + _tell_late(door)


def _forget_ended(door: desk.Door) -> None:
    """End what still tells of holds that have ended, by an answer of an earlier version."""
    lasting = select(ReferralHold.referral_id).where(ReferralHold.ended_at.is_(None))
    told = (
        select(Referral.code)
        .join(Notice, Notice.mark == Referral.code)
        .where(Notice.kind.in_(_NOTICES), Notice.ended_at.is_(None), Referral.id.not_in(lasting))
        .distinct()
    )
    for code in door.session.scalars(told).all():
        end(door, code, _NOTICES)


def _tell_late(door: desk.Door) -> int:
    late = (
        select(ReferralHold, Referral)
        .join(Referral, Referral.id == ReferralHold.referral_id)
        .where(ReferralHold.ended_at.is_(None), ReferralHold.due_at <= door.now)
        .order_by(ReferralHold.due_at)
    )
    return sum(
        tell(
            door,
            "referral_hold_late",
            Subject(row.Referral.code, row.Referral.area_id),
            to=role,
            cause=row.ReferralHold.id,
        )
        for row in door.session.execute(late).all()
        for role in (Role.OFFICER, Role.SUPERVISOR)
    )
