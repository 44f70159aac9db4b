"""Duty lists: kept by the unit itself or by its supervisor, dated, with what they lack today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import holding, name_of
from caseapp.records import marks
from caseapp.records.duty import DutyEntry
from caseapp.rules.access import Act, Actor, Role, Scope, scope_for
from caseapp.rules.duty import (
    MOST_PLACES,
    Days,
    check_address,
    dialled,
    gaps,
    order_of,
    places_of,
)
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_CODE, CITY_ID
from caseapp.rules.values import RuleBroken, local_day

LISTED_ENDED: Final = 100
"""So many entries that are over are shown, the newest first; all are kept."""

_STAFF: Final = (Role.CHAIR, Role.OFFICER, Role.SUPERVISOR)


@dataclass(frozen=True)
class NewEntry:
    """What is typed of an entry; `username` names the account that is told, '' for none.

    `last_day` is the last on which it holds, None when that is open.
    """

    role: str
    place: int
    name: str
    phone: str
    mail: str
    username: str
    valid_from: date
    last_day: date | None


@dataclass(frozen=True)
class EntryView:
    """An entry as its unit sees it; `state` is current, future or ended, `last_day` included."""

    number: int
    role: str
    place: int
    name: str
    phone: str
    tel: str
    mail: str
    account: str
    valid_from: date
    last_day: date | None
    state: str
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True)
class DutyList:
    """A unit's list with what it lacks today; `accounts` are sign-in name and name to choose."""

    code: str
    unit: str
    city: bool
    entries: list[EntryView]
    ended: list[EntryView]
    gaps: tuple[str, ...]
    accounts: list[tuple[str, str]]


@dataclass(frozen=True)
class UnitGaps:
    """A unit whose list somebody keeps, and what it lacks today."""

    code: str
    unit: str
    gaps: tuple[str, ...]


def read_list(actor: Actor, code: str, *, now: datetime) -> DutyList:
    """Return the list of a unit that one keeps; Missing for another's."""
    with desk.reading(actor, Act.DUTY_KEEP, now=now) as door:
        unit = _unit(door, code)
        rows = door.session.scalars(select(DutyEntry).where(DutyEntry.area_id == unit)).all()
        door.log(f"duty:{unit}", unit, rows=len(rows))
        views = sorted(
            (_view(door, row) for row in rows),
            key=lambda view: (*order_of(view.role, view.place), view.valid_from, view.number),
        )
        over = sorted(
            (view for view in views if view.state == "ended"),
            key=lambda view: view.number,
            reverse=True,
        )
        return DutyList(
            code=code,
            unit=areas.label(unit),
            city=unit == CITY_ID,
            entries=[view for view in views if view.state != "ended"],
            ended=over[:LISTED_ENDED],
            gaps=gaps(map(_held, rows), local_day(now), city=unit == CITY_ID),
            accounts=_accounts(door, unit),
        )


def add_entry(actor: Actor, code: str, new: NewEntry, *, now: datetime, post: str = "") -> None:
    """Put somebody on a unit's list; RuleBroken for what cannot be called or never holds."""
    with desk.writing(actor, Act.DUTY_KEEP, now=now, post=post) as door:
        unit = _unit(door, code)
        _check(new, unit, local_day(now))
        dialled(new.phone)
        row = DutyEntry(
            area_id=unit,
            role=new.role,
            place=new.place,
            name=new.name.strip(),
            phone=new.phone.strip(),
            mail=check_address(new.mail),
            user_id=_account(door, unit, new.username),
            valid_from=new.valid_from,
            valid_until=_day_after(new.last_day),
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        door.log(f"duty:{unit}", unit, entry=row.id, role=row.role)
        door.made = code


def _check(new: NewEntry, unit: int, day: date) -> None:
    if new.role not in places_of(city=unit == CITY_ID):
        raise RuleBroken("Choose a place of the list", field="role")
    if not 1 <= new.place <= MOST_PLACES:
        raise RuleBroken(
            "The order is a number from 1 to %(most)d", field="place", params={"most": MOST_PLACES}
        )
    if not new.name.strip():
        raise RuleBroken("Enter the name as it is called", field="name")
    if new.last_day is not None and new.last_day < max(new.valid_from, day):
        raise RuleBroken(
            "The last day cannot lie before the first day or before today", field="last_day"
        )


def _day_after(last: date | None) -> date | None:
    """Return the first day on which an entry no longer holds, as it is kept."""
    return last + timedelta(days=1) if last is not None else None


def end_entry(actor: Actor, code: str, number: int, *, now: datetime) -> None:
    """Take somebody off a list from now on; the entry stays, and a second time changes nothing."""
    with desk.writing(actor, Act.DUTY_KEEP, now=now) as door:
        unit = _unit(door, code)
        row = door.find(DutyEntry, id=number, area_id=unit)
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor.user_id
        door.log(f"duty:{unit}", unit, entry=row.id, ended=True)


def list_units(actor: Actor, *, now: datetime) -> list[UnitGaps]:
    """Return every unit whose list this person keeps, the city first, then by name.

    Numbers are not read here, so nothing is logged; Denied for who keeps none.
    """
    day = local_day(now)
    scope = scope_for(actor, Act.DUTY_KEEP, day)
    codes = [(CITY_CODE, CITY_ID), *((code, int(code)) for code, _ in areas.choices(day))]
    units = [(code, unit) for code, unit in codes if scope.covers(unit)]
    with desk.ledger() as session:
        kept = _by_unit(session, scope)
    return [
        UnitGaps(code, areas.label(unit), gaps(kept.get(unit, ()), day, city=unit == CITY_ID))
        for code, unit in units
    ]


def _by_unit(session: Session, scope: Scope) -> dict[int, list[Days]]:
    asked = select(DutyEntry)
    if scope.units is not None:
        asked = asked.where(DutyEntry.area_id.in_(sorted(scope.units)))
    found: dict[int, list[Days]] = {}
    for row in session.scalars(asked):
        found.setdefault(row.area_id, []).append(_held(row))
    return found


def entries_in_force(session: Session, units: Iterable[int], now: datetime) -> list[DutyEntry]:
    """Return who stands on the lists of some units today, in the order of calling."""
    rows = session.scalars(
        select(DutyEntry).where(
            DutyEntry.area_id.in_(sorted(set(units))), DutyEntry.ended_at.is_(None)
        )
    )
    today = [row for row in rows if _days(row).holds(local_day(now))]
    return sorted(today, key=lambda row: (*order_of(row.role, row.place), row.id))


def entries_of_account(session: Session, user_id: int, now: datetime) -> list[DutyEntry]:
    """Return the entries of an account on any list today, in the order of calling."""
    units = select(DutyEntry.area_id).where(DutyEntry.user_id == user_id)
    rows = entries_in_force(session, session.scalars(units), now)
    return [row for row in rows if row.user_id == user_id]


def _unit(door: desk.Door, code: str) -> int:
    """Return the unit of today that bears the code, when the act reaches it."""
    unit = areas.at(code, local_day(door.now))
    if unit is None or not door.scope.covers(unit):
        raise Missing(marks.subject_of("duty", code))
    return unit


def _days(row: DutyEntry) -> Days:
    return Days(row.role, row.valid_from, row.valid_until)


def _held(row: DutyEntry) -> Days:
    """Return the days of an entry; what was taken off a list counts as over, on every day."""
    return _days(row) if row.ended_at is None else Days(row.role, row.valid_from, row.valid_from)


def _accounts(door: desk.Door, unit: int) -> list[tuple[str, str]]:
    found = {user.username: user.full_name for user, _ in holding(door, _STAFF, [unit])}
    return list(found.items())


def _account(door: desk.Door, unit: int, username: str) -> int | None:
    if not username:
        return None
    people = {user.username: user.id for user, _ in holding(door, _STAFF, [unit])}
    if username not in people:
        raise RuleBroken("Choose an account of the unit", field="username")
    return people[username]


def _view(door: desk.Door, row: DutyEntry) -> EntryView:
    return EntryView(
        number=row.id,
        role=row.role,
        place=row.place,
        name=row.name,
        phone=row.phone,
        tel=dialled(row.phone),
        mail=row.mail,
        account=name_of(door, row.user_id),
        valid_from=row.valid_from,
        last_day=row.valid_until - timedelta(days=1) if row.valid_until is not None else None,
        state=_state(row, local_day(door.now)),
        ended_at=row.ended_at,
        ended_by=name_of(door, row.ended_by),
    )


def _state(row: DutyEntry, day: date) -> str:
    if row.ended_at is not None or (row.valid_until is not None and row.valid_until <= day):
        return "ended"
    return "current" if row.valid_from <= day else "future"
