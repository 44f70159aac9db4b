"""What a child of a unit can be referred to: services for it that are given today, by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.agencies import Agency, Service, ServiceUnit, number_of
from caseapp.rules.codes.agencies import AGENCY_KINDS
from caseapp.rules.directory import is_offered, serves, units_today
from caseapp.rules.matching import name_order
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Offer:
    """A service to choose; `own`: it lies in the unit, or is for it and not for the whole city."""

    number: int
    kind: str
    agency: str
    service: str
    eligibility: str
    schedule: str
    all_day: bool
    phone: str
    verified_on: date | None
    own: bool

    @property
    def label(self) -> str:
        """Agency and service in one line."""
        return f"{self.agency} – {self.service}"


def offers_for(unit_id: int, *, now: datetime) -> list[Offer]:
    """Return what serves a unit today: by kind, in each the unit's own first, then by name."""
    day = local_day(now)
    with desk.ledger() as session:
        rows = session.execute(
            select(Agency, Service).join(Service, Service.agency_id == Agency.id)
        ).all()
        area = _areas(session)
        found = [
            _offer(agency, service, area.get(service.id, []), unit_id)
            for agency, service in rows
            if is_offered(service.valid_until, day) and serves(area.get(service.id, ()), unit_id)
        ]
    return sorted(found, key=_order)


def _order(offer: Offer) -> tuple[object, ...]:
    kind = AGENCY_KINDS.codes.index(offer.kind)
    return kind, not offer.own, name_order(offer.agency), name_order(offer.service)


def _areas(session: Session) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for service, area in session.execute(select(ServiceUnit.service_id, ServiceUnit.area_id)):
        found.setdefault(service, []).append(area)
    return found


def _offer(agency: Agency, service: Service, area: list[int], unit_id: int) -> Offer:
    return Offer(
        number=service.id,
        kind=agency.kind,
        agency=agency.name,
        service=service.name,
        eligibility=service.eligibility,
        schedule=service.schedule,
        all_day=service.all_day,
        phone=number_of(agency, service),
        verified_on=service.verified_on,
        own=bool(area) or agency.area_id in units_today(unit_id),
    )


def chosen_service(door: desk.Door, service_id: int, unit_id: int) -> Service:
    """Return a service that a child of the unit can be referred to today; RuleBroken otherwise."""
    service = door.session.get(Service, service_id)
    if service is not None and is_offered(service.valid_until, local_day(door.now)):
        asked = select(ServiceUnit.area_id).where(ServiceUnit.service_id == service.id)
        if serves(door.session.scalars(asked), unit_id):
            return service
    raise RuleBroken("Choose an agency and its service", field="service_id")
