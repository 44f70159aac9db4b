"""Notices: what concerns somebody is told once, shown while it holds, and gone when it is done.

`tell` and `settle` are called inside the act that causes or settles something, so both stand or
fall together. What is hidden from somebody tells them nothing and rings nowhere (notice_reach).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas, tokens
from caseapp.casework.notice_reach import kinds_told, notices_of
from caseapp.casework.ringing import ring_for
from caseapp.casework.staff import holding, name_of
from caseapp.records.handed_works import holder_of
from caseapp.records.notices import Notice
from caseapp.records.own_reach import hidden_codes
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.notice_kinds import KINDS
from caseapp.rules.notices import NO_WORK, OF_OTHERS, cause_of, ended_by
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken, local_day

MOST: Final = 50
"""So many are listed; the newest first."""


@dataclass(frozen=True)
class Subject:
    """What a notice points at: a mark such as `HS-26-7KQ4MX2B`, and the unit that answers."""

    mark: str
    area_id: int


@dataclass(frozen=True)
class NoticeView:
    """A notice as its reader sees it; `known`: a button ends it, else the work does."""

    number: int
    kind: str
    mark: str
    unit: str
    at: datetime
    known: bool
    token: str = ""
    """By this it is ended: the number of its row would tell how many others there are."""
    detail: str = ""
    who: str = ""
    """The account that it tells of, by name, when it is another's."""


def tell(
    door: desk.Door,
    kind: str,
    subject: Subject,
    *,
    to: Role | int,
    cause: object = "",
    detail: str = "",
) -> bool:
    """Tell a user (by id), or whoever holds a role in the subject's unit; once for each cause.

    `cause` tells two like events about one mark apart, such as the id of the step; `detail` is a
    code. Return whether a notice was made: nobody is told of what they did themselves. Whose work
    was handed over is not told of it any more; who has it now is, and both are where the one
    decides in the unit by now. Of a kind that rings, those it tells are sent a message too, if they
    have an address.
    """
    assert kind in KINDS
    whom = [to] if isinstance(to, Role) or kind in NO_WORK else _by_now(door, subject, int(to))
    made = [_tell_one(door, kind, subject, to=each, cause=cause, detail=detail) for each in whom]
    return any(made)


def _by_now(door: desk.Door, subject: Subject, person: int) -> list[int]:
    """Return who is told by now of what is told to somebody by name."""
    holder = holder_of(door.session, subject.mark, subject.area_id, person)
    if holder == person:
        return [person]
    deciding = holding(door, [Role.CHAIR, Role.SUPERVISOR], (subject.area_id, CITY_ID))
    return [holder, person] if person in {user.id for user, _ in deciding} else [holder]


def _tell_one(
    door: desk.Door, kind: str, subject: Subject, *, to: Role | int, cause: object, detail: str
) -> bool:
    personal = not isinstance(to, Role)
    if personal and to == door.actor.user_id:
        return False
    if is_told(door, kind, subject, to=to, cause=cause):
        return False
    notice = Notice(
        kind=kind,
        mark=subject.mark,
        area_id=subject.area_id,
        role="" if personal else str(to),
        user_id=int(to) if personal else None,
        detail=detail,
        cause=cause_of(kind, subject.mark, to, cause),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(notice)
    door.session.flush()
    if KINDS[kind].rings:
        ring_for(door, notice)
    return True


def is_told(
    door: desk.Door, kind: str, subject: Subject, *, to: Role | int, cause: object = ""
) -> bool:
    """Tell whether this was told already, ended or not."""
    once = cause_of(kind, subject.mark, to, cause)
    made = select(Notice.id).where(Notice.cause == once, Notice.area_id == subject.area_id)
    return door.session.scalars(made).first() is not None


def tell_officers(
    door: desk.Door, kind: str, subject: Subject, officer: int | None, *, cause: object = ""
) -> None:
    """Tell the officer who has it; if that is nobody of the unit now, each of its officers.

    Each of them as well where it is kept from the one: somebody must find it.
    """
    staff = holders(door, Role.OFFICER, subject.area_id)
    if officer is not None:
        officer = holder_of(door.session, subject.mark, subject.area_id, officer)
        if subject.mark in hidden_codes(door.session, Actor(officer, "")):
            officer = None
    for each in [officer] if officer in staff and officer is not None else sorted(staff):
        tell(door, kind, subject, to=each, cause=cause)


def tell_supervisors(
    door: desk.Door,
    kind: str,
    subject: Subject,
    *,
    cause: object = "",
    detail: str = "",
    but: Collection[int] = (),
) -> None:
    """Tell each supervisor of the unit by name, so that each can take note of it."""
    for each in sorted(holders(door, Role.SUPERVISOR, subject.area_id) - set(but)):
        tell(door, kind, subject, to=each, cause=cause, detail=detail)


def holders(door: desk.Door, role: Role, area_id: int) -> set[int]:
    """Return the open accounts that hold a role in the unit, or in the whole city, today."""
    return {user.id for user, _ in holding(door, [role], (area_id, CITY_ID))}


def settle(door: desk.Door, mark: str) -> None:
    """End, for everybody, what the act of this door settles about the mark."""
    end(door, mark, ended_by([door.act]))


def end(door: desk.Door, mark: str, kinds: Iterable[str], *, anew: bool = False) -> None:
    """End notices of these kinds about the mark; `anew`: what they told may be told once more."""
    told = select(Notice).where(Notice.mark == mark, Notice.kind.in_(sorted(kinds)))
    for row in door.session.scalars(told if anew else told.where(Notice.ended_at.is_(None))):
        row.ended_at = row.ended_at or door.now
        if anew:
            row.cause = f"{row.cause}#{row.id}"[:200]
    door.session.flush()


def list_own(actor: Actor, *, now: datetime) -> list[NoticeView]:
    """Return what this person is to know or do, the newest first."""
    found: list[NoticeView] = []
    day = local_day(now)
    with desk.ledger() as session:
        told = kinds_told(session, actor, day)
    with desk.together():
        for act, asked in notices_of(actor, day, told):
            with desk.reading(actor, act, now=now) as door:
                newest = asked.order_by(Notice.entered_at.desc(), Notice.id.desc()).limit(MOST)
                found += [_view(door, row) for row in door.few(newest).scalars().all()]
                door.log("notices:own", None, rows=len(found))
    return sorted(found, key=lambda view: (view.at, view.number), reverse=True)[:MOST]


def end_known(actor: Actor, token: str, *, now: datetime) -> None:
    """End a notice that its reader has taken note of; again is no fault.

    Missing for another person's; RuleBroken for one that ends when its work is done.
    """
    with desk.writing(actor, Act.HOME_READ, now=now) as door:
        row = door.find(Notice, id=_number_of(door, token), user_id=actor.user_id)
        if not KINDS[row.kind].known:
            raise RuleBroken("This notice ends by itself when the work is done")
        row.ended_at = row.ended_at or now
        door.log(f"notice:{row.id}", row.area_id, kind=row.kind)


def _number_of(door: desk.Door, token: str) -> int:
    """Return the number of the person's own notice with this token, 0 when there is none."""
    own = select(Notice.id).where(Notice.user_id == door.actor.user_id)
    numbers = door.session.scalars(own.order_by(Notice.id.desc()))
    return tokens.meant("notice", token, numbers)


def _view(door: desk.Door, row: Notice) -> NoticeView:
    kind = KINDS[row.kind]
    known = kind.known and row.user_id is not None
    about = row.mark.removeprefix("user:") if row.kind in OF_OTHERS else ""
    return NoticeView(
        number=row.id,
        kind=row.kind,
        mark=row.mark,
        unit=areas.label(row.area_id),
        at=row.entered_at,
        known=known,
        token=tokens.token_of("notice", row.id),
        detail=row.detail,
        who=name_of(door, int(about)) if about.isdecimal() else "",
    )
