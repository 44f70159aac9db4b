"""The directory of agencies as it is read: the list, one agency, what must be checked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import name_of
from caseapp.records.agencies import Agency, PhoneChange, Service, ServiceUnit
from caseapp.rules.access import Act, Actor
from caseapp.rules.directory import is_offered, is_stale, serves
from caseapp.rules.matching import fold, name_order
from caseapp.rules.units import territory
from caseapp.rules.values import local_day

_DAY: Final = timedelta(days=1)
LISTED: Final = 100
"""So many agencies a list shows; who needs another narrows it down."""


@dataclass(frozen=True)
class ServiceView:
    """A service; `units` are the names of its wards, none for the whole city; `last_day` included.

    `phone` is its own, '' where the agency's is called.
    """

    number: int
    name: str
    eligibility: str
    units: tuple[str, ...]
    schedule: str
    all_day: bool
    phone: str
    verified_on: date | None
    verified_by: str
    stale: bool
    last_day: date | None
    offered: bool


@dataclass(frozen=True)
class PhoneView:
    """A number that was another before; `service` is '' for the agency's own."""

    service: str
    before: str
    after: str
    at: datetime
    by: str


@dataclass(frozen=True)
class AgencyView:
    """An agency with its services, those still offered first, and each change of a number."""

    number: int
    version: int
    name: str
    kind: str
    phone: str
    address: str
    unit_code: str
    unit: str
    verified_on: date | None
    verified_by: str
    stale: bool
    services: tuple[ServiceView, ...]
    phones: tuple[PhoneView, ...]


@dataclass(frozen=True)
class AgencyLine:
    """An agency in the list; `services` are those still offered, `verified_on` of the oldest."""

    number: int
    name: str
    kind: str
    phone: str
    services: tuple[str, ...]
    verified_on: date | None
    stale: bool


@dataclass(frozen=True)
class Unchecked:
    """What nobody checked for long: an agency's own entry (`service` '') or one of its services."""

    number: int
    agency: str
    service: str
    phone: str
    verified_on: date | None


@dataclass(frozen=True)
class Wanted:
    """What a reader narrows the list down to; `unit` is the code of a ward of today."""

    kind: str = ""
    unit: str = ""
    words: str = ""


@dataclass(frozen=True)
class _Whole:
    """The directory at one look: services by agency and units by service."""

    agencies: list[Agency]
    services: dict[int, list[Service]]
    areas: dict[int, list[int]]


def list_agencies(
    actor: Actor, *, now: datetime, wanted: Wanted | None = None
) -> tuple[list[AgencyLine], bool]:
    """Return the agencies that are wanted, by kind-blind name, and whether there are more."""
    asked = wanted or Wanted()
    with desk.reading(actor, Act.AGENCY_READ, now=now) as door:
        whole, day = _whole(door), local_day(now)
        lines = [
            _line(row, given, day)
            for row in whole.agencies
            if (given := _given(whole, row, asked, day)) is not None
        ]
        door.log("agencies:all", None, rows=len(lines))
    lines.sort(key=lambda line: name_order(line.name))
    return lines[:LISTED], len(lines) > LISTED


def _whole(door: desk.Door) -> _Whole:
    services: dict[int, list[Service]] = {}
    for row in door.session.scalars(select(Service)):
        services.setdefault(row.agency_id, []).append(row)
    units: dict[int, list[int]] = {}
    for service, area in door.session.execute(select(ServiceUnit.service_id, ServiceUnit.area_id)):
        units.setdefault(service, []).append(area)
    return _Whole(list(door.session.scalars(select(Agency))), services, units)


def _given(whole: _Whole, row: Agency, wanted: Wanted, day: date) -> list[Service] | None:
    """Return the services still offered, for the unit when one is wanted; None for no match."""
    if wanted.kind and row.kind != wanted.kind:
        return None
    given = [
        each
        for each in whole.services.get(row.id, ())
        if is_offered(each.valid_until, day)
        and (not wanted.unit or serves(whole.areas.get(each.id, ()), int(wanted.unit)))
    ]
    if wanted.unit and not given:
        return None
    text = fold(" ".join([row.name, row.address, *(f"{s.name} {s.eligibility}" for s in given)]))
    return given if all(word in text for word in fold(wanted.words).split()) else None


def _line(row: Agency, given: list[Service], day: date) -> AgencyLine:
    days = [row.verified_on, *(each.verified_on for each in given)]
    known = [each for each in days if each is not None]
    oldest = min(known) if len(known) == len(days) else None
    names = sorted((each.name for each in given), key=name_order)
    stale = is_stale(oldest, day)
    return AgencyLine(row.id, row.name, row.kind, row.phone, tuple(names), oldest, stale)


def list_unchecked(actor: Actor, *, now: datetime) -> list[Unchecked]:
    """Return what was never verified, or not for six months: never first, then the oldest."""
    day = local_day(now)
    with desk.reading(actor, Act.AGENCY_MANAGE, now=now) as door:
        whole = _whole(door)
        found = [
            Unchecked(row.id, row.name, "", row.phone, row.verified_on)
            for row in whole.agencies
            if is_stale(row.verified_on, day)
        ] + [
            Unchecked(row.id, row.name, each.name, each.phone or row.phone, each.verified_on)
            for row in whole.agencies
            for each in whole.services.get(row.id, ())
            if is_offered(each.valid_until, day) and is_stale(each.verified_on, day)
        ]
        door.log("agencies:unchecked", None, rows=len(found))
    found.sort(key=lambda each: (name_order(each.agency), name_order(each.service)))
    return sorted(found, key=lambda each: each.verified_on or date.min)


def read_agency(actor: Actor, number: int, *, now: datetime) -> AgencyView:
    """Return one agency with all that the directory says of it; Missing when there is none."""
    with desk.reading(actor, Act.AGENCY_READ, now=now) as door:
        row = door.find(Agency, id=number)
        door.log(f"agency:{row.id}", None)
        services = door.session.scalars(select(Service).where(Service.agency_id == row.id)).all()
        views = [_service(door, each) for each in services]
        views.sort(key=lambda view: (not view.offered, name_order(view.name)))
        return AgencyView(
            number=row.id,
            version=row.version,
            name=row.name,
            kind=row.kind,
            phone=row.phone,
            address=row.address,
            unit_code=territory().units[row.area_id].code if row.area_id else "",
            unit=areas.label(row.area_id) if row.area_id else "",
            verified_on=row.verified_on,
            verified_by=name_of(door, row.verified_by),
            stale=is_stale(row.verified_on, local_day(now)),
            services=tuple(views),
            phones=_phones(door, row, {each.id: each.name for each in services}),
        )


def _service(door: desk.Door, row: Service) -> ServiceView:
    day = local_day(door.now)
    units = door.session.scalars(
        select(ServiceUnit.area_id).where(ServiceUnit.service_id == row.id)
    ).all()
    return ServiceView(
        number=row.id,
        name=row.name,
        eligibility=row.eligibility,
        units=tuple(sorted(map(areas.label, units), key=name_order)),
        schedule=row.schedule,
        all_day=row.all_day,
        phone=row.phone,
        verified_on=row.verified_on,
        verified_by=name_of(door, row.verified_by),
        stale=is_stale(row.verified_on, day),
        last_day=row.valid_until - _DAY if row.valid_until else None,
        offered=is_offered(row.valid_until, day),
    )


def _phones(door: desk.Door, row: Agency, names: dict[int, str]) -> tuple[PhoneView, ...]:
    rows = door.session.scalars(
        select(PhoneChange).where(PhoneChange.agency_id == row.id).order_by(PhoneChange.id.desc())
    )
    return tuple(
        PhoneView(
            service=names.get(each.service_id, "") if each.service_id else "",
            before=each.before,
            after=each.after,
            at=each.entered_at,
            by=name_of(door, each.entered_by),
        )
        for each in rows
    )
