"""Ringing: those whom a notice tells are sent the one text, if they may see what it points at.

It follows from telling, inside the same act. Whoever is rung would find the notice on the home page
in this moment: so nobody is rung of what the row filter or a mark of conflict keeps from them.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.messages import drop_waiting, ring, ways_to
from caseapp.casework.notice_reach import notices_of
from caseapp.casework.sessions import entrusted_to, grants_of
from caseapp.casework.staff import holding
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.notices import Notice
from caseapp.records.own_reach import reach_of_another
from caseapp.records.users import User
from caseapp.rules.access import Actor, Role
from caseapp.rules.notice_kinds import KINDS
from caseapp.rules.notices import shown_by
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day

_RINGING: Final = sorted(code for code, kind in KINDS.items() if kind.rings)


def ring_for(door: desk.Door, notice: Notice) -> int:
    """Ring whom a fresh notice tells, but not who acts; return how many messages were made."""
    how = KINDS[notice.kind].rings
    people = _told(door, notice) - {door.actor.user_id or 0}
    units = (notice.area_id, CITY_ID)
    ways = ways_to(door.session, people, how, units, now=door.now) if people else {}
    return sum(
        ring(door, person, ways[person], how)
        for person in sorted(ways)
        if _finds(door, person, notice)
    )


def _told(door: desk.Door, notice: Notice) -> set[int]:
    """Return whom a notice may tell: the one it names, or who holds or stands in for the role."""
    if notice.user_id is not None:
        return {notice.user_id}
    role = Role(notice.role)
    people = {user.id for user, _ in holding(door, [role], (notice.area_id, CITY_ID))}
    lent = select(FileStandIn.user_id).where(
        FileStandIn.role == role,
        FileStandIn.area_id == notice.area_id,
        FileStandIn.ended_at.is_(None),
    )
    return people | set(door.session.scalars(lent))


def _finds(door: desk.Door, person: int, notice: Notice) -> bool:
    """Tell whether an open account finds the notice among its own now."""
    session, day = door.session, local_day(door.now)
    if session.get_one(User, person).disabled_at is not None:
        return False
    actor = _actor(session, person)
    shown = [asked for act, asked in notices_of(actor, day) if act == shown_by(notice.kind)]
    if not shown:
        return False
    with reach_of_another(session, actor, shown_by(notice.kind), door.now):
        return any(_count(session, asked.where(Notice.id == notice.id)) for asked in shown)


def _actor(session: Session, person: int) -> Actor:
    return Actor(person, "", grants_of(session, person), entrusted=entrusted_to(session, person))


def ring_no_more(door: desk.Door, person: int) -> None:
    """Send nothing that waits for somebody of whose notices none rings any more.

    For who is marked: a message that comes with nothing to be found tells of a hidden file.
    """
    actor = _actor(door.session, person)
    for act, asked in notices_of(actor, local_day(door.now)):
        with reach_of_another(door.session, actor, act, door.now):
            if _count(door.session, asked.where(Notice.kind.in_(_RINGING))):
                return
    drop_waiting(door, person)


def _count(session: Session, asked: Select[Any]) -> int:
    counted = asked.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(counted) or 0
