"""What was handed over lately, to those who took part in it and those who answer for the unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select, true

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.leaving_work import Thing
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.handed_works import ALONG, HandedWork
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import local_day

_LATELY: Final = timedelta(days=90)
_MOST_LINES: Final = 500
_SEES_ALL: Final = frozenset({Role.CHAIR, Role.SUPERVISOR})


@dataclass(frozen=True)
class HandOver:
    """One hand-over: when, in which unit, from whom, to whom, and what the reader may see of it."""

    at: datetime
    unit: str
    giver: str
    taker: str
    to_reader: bool
    things: list[Thing]


def list_handed(actor: Actor, *, now: datetime) -> list[HandOver]:
    """Return the hand-overs of the last months that a person took part in, the newest first.

    Those of the whole unit to its chair and its supervisor.
    """
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        recent = HandedWork.entered_at > now - _LATELY, HandedWork.kind != ALONG
        asked = select(HandedWork).where(*recent)
        told = asked.where(*_told(door))  # before the newest are taken, of all units of the city
        lines = door.session.scalars(told.order_by(HandedWork.id.desc()).limit(_MOST_LINES)).all()
        names = _names(door, {line.mark for line in lines if line.mark})
        found: dict[tuple[Any, ...], list[HandedWork]] = {}
        for line in reversed(lines):
            act = (line.entered_at, line.area_id, line.from_id, line.to_id)
            found.setdefault(act, []).append(line)
        door.log("handed_works:list", None, rows=len(found))
        shown = [_hand_over(door, each, names) for each in reversed(found.values())]
        return [each for each in shown if each.things]


def _told(door: desk.Door) -> Iterator[ColumnElement[bool]]:
    """Yield what tells the lines of the reader's units: the own, and all where they answer."""
    if door.scope.units is not None:
        yield HandedWork.area_id.in_(sorted(door.scope.units))
    day, own = local_day(door.now), door.actor.user_id
    seen = [HandedWork.from_id == own, HandedWork.to_id == own]
    for grant in door.actor.grants:
        if grant.role in _SEES_ALL and grant.holds(day):
            units = grant.units
            seen.append(true() if units is None else HandedWork.area_id.in_(sorted(units)))
    yield or_(*seen)


def _names(door: desk.Door, marks: Iterable[str]) -> dict[str, str]:
    """Return about whom the files with these marks are, as far as they open for the reader.

    None that was taken out by mistake.
    """
    wanted = sorted(marks)
    about = func.coalesce(Child.full_name, "")
    asked = (
        select(Case.code, about)
        .join(Child, Child.id == Case.child_id)
        .where(Case.code.in_(wanted), Case.deleted_at.is_(None)),
        select(Report.code, Report.child_name).where(
            Report.code.in_(wanted), Report.deleted_at.is_(None)
        ),
        select(Referral.code, about)
        .join(Child, Child.id == Referral.child_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(Referral.code.in_(wanted), Case.deleted_at.is_(None)),
        select(Child.code, about).where(Child.code.in_(wanted), Child.deleted_at.is_(None)),
    )
    return {code: name for each in asked for code, name in door.few(each)}


def _hand_over(door: desk.Door, lines: list[HandedWork], names: dict[str, str]) -> HandOver:
    first = lines[0]
    seen = [line for line in lines if not line.mark or line.mark in names]
    return HandOver(
        at=first.entered_at,
        unit=areas.label(first.area_id),
        giver=name_of(door, first.from_id),
        taker=name_of(door, first.to_id),
        to_reader=first.to_id == door.actor.user_id,
        things=[Thing(each.kind, each.id, each.mark, names.get(each.mark, "")) for each in seen],
    )
