"""The directory of agencies, kept by the supervisor: an agency entered, changed, verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm.attributes import flag_modified

from caseapp import desk
from caseapp.casework import areas
from caseapp.records.agencies import Agency, PhoneChange, Service
from caseapp.rules.access import Act, Actor
from caseapp.rules.directory import check_kind, check_phone
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class NewAgency:
    """What is typed of an agency; `unit` is the code of the ward it lies in, '' when not known."""

    name: str
    kind: str
    phone: str = ""
    address: str = ""
    unit: str = ""


def add_offer(
    actor: Actor,
    *,
    agency: str,
    service: str,
    phone: str,
    now: datetime,
    kind: str = "",
    post: str = "",
) -> str:
    """Add a service, and its agency when that is new, verified today; return the agency's number.

    A known agency, compared folded, keeps its name and is verified by this; an empty telephone
    or kind leaves the one there is. RuleBroken for a service that is there and verified already.
    """
    if not fold(agency):
        raise RuleBroken("Enter the name of the agency", field="agency")
    if not fold(service):
        raise RuleBroken("Enter what the agency offers", field="service")
    number = check_phone(phone)
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now, post=post) as door:
        row = _agency(door, agency)
        row.kind = check_kind(kind) if kind else row.kind
        dial(door, row, None, number or row.phone)
        if row.verified_on is None:
            row.verified_on, row.verified_by = local_day(now), actor.user_id
        offer = _service(door, row, service)
        if offer.verified_on is not None:
            raise RuleBroken("The directory already holds this service", field="service")
        offer.verified_on, offer.verified_by = local_day(now), actor.user_id
        touch(row)
        door.session.flush()
        door.log(f"agency:{row.id}", None, service=offer.id)
        door.made = str(row.id)
        return door.made


def change_agency(
    actor: Actor, number: int, new: NewAgency, *, version: int, now: datetime, post: str = ""
) -> None:
    """Change what the directory says of an agency; Stale when it was changed meanwhile.

    That alone verifies nothing. RuleBroken for the name of another agency.
    """
    if not fold(new.name):
        raise RuleBroken("Enter the name of the agency", field="name")
    kind, phone = check_kind(new.kind), check_phone(new.phone)
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now, post=post) as door:
        row = held_agency(door, number, version)
        same = select(Agency.id).where(Agency.folded == fold(new.name), Agency.id != row.id)
        if door.session.scalars(same).first() is not None:
            raise RuleBroken("The directory already holds an agency of this name", field="name")
        row.name, row.folded = " ".join(new.name.split()), fold(new.name)
        row.kind, row.address = kind, " ".join(new.address.split())
        row.area_id = unit_id(new.unit, now)
        dial(door, row, None, phone)
        touch(row)
        door.log(f"agency:{row.id}", None, changed=True)
        door.made = str(row.id)


def verify_agency(
    actor: Actor, number: int, *, version: int, now: datetime, service: int | None = None
) -> None:
    """Note that all an agency's entries still given, or one service, were checked with it today."""
    today = local_day(now)
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now) as door:
        row = held_agency(door, number, version)
        asked = select(Service).where(
            Service.agency_id == row.id,
            or_(Service.valid_until.is_(None), Service.valid_until > today),
        )
        if service is None:
            row.verified_on, row.verified_by = today, actor.user_id
            found = list(door.session.scalars(asked))
        else:
            found = [door.find(Service, id=service, agency_id=row.id)]
        for each in found:
            each.verified_on, each.verified_by = today, actor.user_id
        touch(row)
        door.log(f"agency:{row.id}", None, verified=[each.id for each in found])


def held_agency(door: desk.Door, number: int, version: int) -> Agency:
    """Return an agency in the version that the form was filled from; Stale for another."""
    row = door.find(Agency, id=number)
    door.expect_version(row, version)
    return row


def touch(row: Agency) -> None:
    """Let the agency's version move on, also when only its services change."""
    flag_modified(row, "kind")


def unit_id(code: str, now: datetime) -> int | None:
    """Return the id of a ward or commune of today, None for ''; RuleBroken for another code."""
    if not code:
        return None
    if code not in dict(areas.choices_now(now)):
        raise RuleBroken("Choose one of the answers listed", field="unit")
    return areas.at(code, local_day(now))


def dial(door: desk.Door, agency: Agency, service: Service | None, phone: str) -> None:
    """Set the number of an agency or of its service; one that was another before is kept noted."""
    row = agency if service is None else service
    if row.phone == phone:
        return
    if row.phone:
        change = PhoneChange(
            agency_id=agency.id,
            service_id=service.id if service else None,
            before=row.phone,
            after=phone,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
        door.session.add(change)
        door.log(f"agency:{agency.id}", None, phone_changed=True)
    row.phone = phone


def _agency(door: desk.Door, name: str) -> Agency:
    known = door.session.scalars(select(Agency).where(Agency.folded == fold(name))).first()
    if known is not None:
        return known
    row = Agency(
        name=" ".join(name.split()),
        folded=fold(name),
        kind="other",
        phone="",
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
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
    door.session.flush()
    return row
