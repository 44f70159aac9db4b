"""Earlier targets that units set themselves for the decision; the legal end is what counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import name_of
from caseapp.records.first_hours import InternalTarget
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.first_hours import Target, check_target
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class TargetView:
    """A target as its page shows it; `last_day` is None while it has no end."""

    number: int
    unit: str
    hours: int
    valid_from: date
    last_day: date | None
    entered_by: str
    entered_at: datetime
    may_end: bool


def list_targets(actor: Actor, *, now: datetime) -> list[TargetView]:
    """Return the targets of the units that the person sets targets for, the newest first."""
    today = local_day(now)
    with desk.reading(actor, Act.TARGET_SET, now=now) as door:
        rows = door.session.scalars(
            select(InternalTarget).order_by(
                InternalTarget.valid_from.desc(), InternalTarget.id.desc()
            )
        ).all()
        door.log("targets:list", None, rows=len(rows))
        return [_view(door, row, today) for row in rows if door.scope.covers(row.area_id)]


def _view(door: desk.Door, row: InternalTarget, today: date) -> TargetView:
    until = row.valid_until
    return TargetView(
        number=row.id,
        unit=areas.label(row.area_id),
        hours=row.hours,
        valid_from=row.valid_from,
        last_day=until - timedelta(days=1) if until is not None else None,
        entered_by=name_of(door, row.entered_by),
        entered_at=row.entered_at,
        may_end=until is None or until > today + timedelta(days=1),
    )


def units_to_set(actor: Actor, *, now: datetime) -> list[tuple[str, str]]:
    """Return code and name of the units of today for which the person may set a target."""
    scope = scope_for(actor, Act.TARGET_SET, local_day(now))
    offered = areas.choices_now(now)
    return [pair for pair in offered if scope.covers(areas.at(pair[0], local_day(now)))]


def set_target(
    actor: Actor,
    unit_code: str,
    *,
    hours: int,
    valid_from: date,
    last_day: date | None,
    now: datetime,
    post: str = "",
) -> None:
    """Set a target for the reports that a unit receives from a day to another, both included.

    RuleBroken for 12 hours or more, for days past, and where another target holds.
    """
    with desk.writing(actor, Act.TARGET_SET, now=now, post=post) as door:
        unit = areas.at(unit_code, local_day(now))
        if unit is None or unit == CITY_ID or not door.scope.covers(unit):
            raise RuleBroken("Choose a unit of the list", field="unit")
        until = last_day + timedelta(days=1) if last_day is not None else None
        new = Target(hours, valid_from, until)
        check_target(new, _targets(door, unit), local_day(now))
        row = InternalTarget(
            area_id=unit,
            hours=hours,
            valid_from=valid_from,
            valid_until=until,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        door.log(f"target:{row.id}", unit, hours=hours)
        door.made = str(row.id)


def end_target(actor: Actor, number: int, *, now: datetime) -> None:
    """End a target with today as its last day; one to come never begins. It stays in the list."""
    with desk.writing(actor, Act.TARGET_SET, now=now) as door:
        row = door.find(InternalTarget, id=number)
        if not door.scope.covers(row.area_id):
            raise Missing(f"internal_targets:{number}")
        ended = max(local_day(now) + timedelta(days=1), row.valid_from)
        if row.valid_from > local_day(now):
            ended = row.valid_from
        if row.valid_until is None or row.valid_until > ended:
            row.valid_until = ended
        door.log(f"target:{row.id}", row.area_id, ended=True)


def _targets(door: desk.Door, unit: int) -> list[Target]:
    rows = door.session.scalars(select(InternalTarget).where(InternalTarget.area_id == unit))
    return [Target(row.hours, row.valid_from, row.valid_until) for row in rows]


def targets_of(door: desk.Door, reports: list[tuple[int, datetime]]) -> list[datetime | None]:
    """Return for each unit and moment of receipt by when the unit's own target wants a decision."""
    units = {territory().keeper(unit) for unit, _ in reports}
    rows = door.session.scalars(
        select(InternalTarget).where(InternalTarget.area_id.in_(sorted(units)))
    ).all()
    held: dict[int, list[Target]] = {unit: [] for unit in units}
    for row in rows:
        held[row.area_id].append(Target(row.hours, row.valid_from, row.valid_until))
    return [_due(held[territory().keeper(unit)], received) for unit, received in reports]


def _due(held: list[Target], received_at: datetime) -> datetime | None:
    found = [each for each in held if each.holds(local_day(received_at))]
    return found[0].due(received_at) if found else None


def target_of(door: desk.Door, unit: int, received_at: datetime) -> Target | None:
    """Return the target that a unit had on the day when a report was received, if any."""
    day = local_day(received_at)
    held = [each for each in _targets(door, territory().keeper(unit)) if each.holds(day)]
    return held[0] if held else None
