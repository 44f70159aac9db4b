"""The services of an agency, kept by the supervisor: for whom, where, when, until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.agencies import dial, held_agency, touch
from caseapp.casework.unit_names import MOST, look_up, nearest
from caseapp.records.agencies import Agency, Service, ServiceUnit
from caseapp.rules.access import Act, Actor
from caseapp.rules.directory import check_phone
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken, local_day

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewService:
    """What is typed of a service; `units` names one ward a line, '' for the whole city.

    `last_day` is included; an empty `phone` is the agency's.
    """

    name: str
    eligibility: str = ""
    units: str = ""
    schedule: str = ""
    all_day: bool = False
    phone: str = ""
    last_day: date | None = None


def add_service(
    actor: Actor, number: int, new: NewService, *, now: datetime, post: str = ""
) -> None:
    """Add a service to an agency, verified today; RuleBroken when it gives it already."""
    area = _checked(new, now)
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now, post=post) as door:
        agency = door.find(Agency, id=number)
        row = Service(
            agency_id=agency.id,
            verified_on=local_day(now),
            verified_by=actor.user_id,
            phone=check_phone(new.phone),
            entered_at=now,
            entered_by=actor.user_id,
        )
        _fill(door, agency, row, new)
        door.session.add(row)
        door.session.flush()
        _serve(door, row, area)
        touch(agency)
        door.log(f"agency:{agency.id}", None, service=row.id)
        door.made = str(agency.id)


def change_service(
    actor: Actor,
    number: int,
    service: int,
    new: NewService,
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> None:
    """Change a service or say until when it is offered; Stale when the agency was changed since.

    Referrals that chose it keep it.
    """
    area, phone = _checked(new, now), check_phone(new.phone)
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now, post=post) as door:
        agency = held_agency(door, number, version)
        row = door.find(Service, id=service, agency_id=agency.id)
        _fill(door, agency, row, new)
        dial(door, agency, row, phone)
        _serve(door, row, area)
        touch(agency)
        door.log(f"agency:{agency.id}", None, service=row.id, changed=True)
        door.made = str(agency.id)


def _checked(new: NewService, now: datetime) -> frozenset[int]:
    """Return the units that a service is for; RuleBroken for what cannot be kept."""
    if not fold(new.name):
        raise RuleBroken("Enter what the agency offers", field="name")
    offered = dict(areas.choices_now(now))
    today = {fold(label): code for code, label in offered.items()}
    lines = filter(None, (line.strip() for line in new.units.splitlines()))
    return frozenset(int(today.get(fold(line)) or _meant(line, offered)) for line in lines)


def _meant(line: str, offered: dict[str, str]) -> str:
    """Return the code of what is no whole name of today; RuleBroken where it may mean several."""
    answer = look_up(line, offered)
    if answer.code:
        return answer.code
    if answer.units:
        meant = ", ".join(each.label for each in answer.units[:MOST])
        raise RuleBroken(
            "“%(text)s” may mean several: %(meant)s. Write the one that is meant",
            field="units",
            params={"text": line, "meant": meant},
        )
    if near := nearest(line, offered):
        raise RuleBroken(
            "No ward or commune bears the name “%(text)s”. Nearest to it: %(near)s",
            field="units",
            params={"text": line, "near": near},
        )
    raise RuleBroken(
        "No ward or commune bears the name “%(text)s”", field="units", params={"text": line}
    )


def _fill(door: desk.Door, agency: Agency, row: Service, new: NewService) -> None:
    same = select(Service.id).where(
        Service.agency_id == agency.id,
        Service.folded == fold(new.name),
        Service.id != (row.id or 0),
    )
    with door.session.no_autoflush:
        if door.session.scalars(same).first() is not None:
            raise RuleBroken("The directory already holds this service", field="name")
    row.name, row.folded = " ".join(new.name.split()), fold(new.name)
    row.eligibility, row.schedule = new.eligibility.strip(), " ".join(new.schedule.split())
    row.all_day = new.all_day
    row.valid_until = new.last_day + _DAY if new.last_day else None


def _serve(door: desk.Door, row: Service, area: frozenset[int]) -> None:
    door.session.execute(delete(ServiceUnit).where(ServiceUnit.service_id == row.id))
    door.session.add_all(ServiceUnit(service_id=row.id, area_id=unit) for unit in sorted(area))
    door.session.flush()
