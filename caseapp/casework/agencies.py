"""The directory of agencies and their services: read, and added to by the supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.records.agencies import Agency, Service
from caseapp.rules.access import Act, Actor
from caseapp.rules.matching import fold, name_order
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Offer:
    """A service of an agency (`number`); without `verified_on` it came by an import, unchecked."""

    number: int
    agency: str
    service: str
    phone: str
    verified_on: date | None


def list_offers(actor: Actor, *, now: datetime) -> list[Offer]:
    """Return the whole directory, one entry a service, by name."""
    with desk.reading(actor, Act.AGENCY_MANAGE, now=now) as door:
        rows = door.session.execute(
            select(Agency.id, Agency.name, Service.name, Agency.phone, Service.verified_on).join(
                Service, Service.agency_id == Agency.id
            )
        ).all()
        door.log("agencies:all", None, rows=len(rows))
    offers = [Offer(*row) for row in rows]
    return sorted(offers, key=lambda offer: (name_order(offer.agency), name_order(offer.service)))


def add_offer(
    actor: Actor, *, agency: str, service: str, phone: str, now: datetime, post: str = ""
) -> str:
    """Add a service, and its agency when that is new, verified today; return the agency's name.

    A known agency, compared folded, keeps its name and is verified by this; an empty telephone
    leaves the one there is. RuleBroken for a service that is there and verified already.
    """
    if not fold(agency):
        raise RuleBroken("Enter the name of the agency", field="agency")
    if not fold(service):
        raise RuleBroken("Enter what the agency offers", field="service")
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now, post=post) as door:
        row = _agency(door, agency)
        row.phone = phone.strip() or row.phone
        row.verified_on = row.verified_on or local_day(now)
        door.session.flush()
        offer = _service(door, row, service)
        if offer.verified_on is not None:
            raise RuleBroken("The directory already holds this service", field="service")
        offer.verified_on = local_day(now)
        door.session.flush()
        door.log(f"agency:{row.id}", None, service=offer.id)
        door.made = row.name[:60]
        return row.name


def _agency(door: desk.Door, name: str) -> Agency:
    known = door.session.scalars(select(Agency).where(Agency.folded == fold(name))).first()
    if known is not None:
        return known
    row = Agency(
        name=" ".join(name.split()),
        folded=fold(name),
        phone="",
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    return row


def _service(door: desk.Door, agency: Agency, name: str) -> Service:
    known = door.session.scalars(
        select(Service).where(Service.agency_id == agency.id, Service.folded == fold(name))
    ).first()
    if known is not None:
        return known
    row = Service(
        agency_id=agency.id,
        name=" ".join(name.split()),
        folded=fold(name),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    return row
