"""Writes entries of the directory of agencies that a file brings, as the pages would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete

from caseapp.casework.agencies import dial, touch
from caseapp.desk import Door
from caseapp.exchange.directory_recorded import Recorded
from caseapp.exchange.directory_sheets import YES
from caseapp.records.agencies import Agency, Service, ServiceUnit
from caseapp.rules.matching import fold
from caseapp.rules.units import REFORM, territory

_DAY: Final = timedelta(days=1)

Row = dict[str, Any]


def write_agency(door: Door, recorded: Recorded, row: Row) -> None:
    """Add an agency or change what the row says of it; columns that the file lacks stay."""
    folded = fold(row["agency"])
    agency = recorded.agencies.get(folded)
    if agency is None:
        agency = Agency(name=row["agency"], folded=folded, phone="", **_entered(door))
        door.session.add(agency)
        recorded.agencies[folded] = agency
    agency.kind = row.get("kind", agency.kind) or "other"
    agency.address = row.get("address", agency.address) or ""
    if "area_code" in row:
        agency.area_id = _unit(row["area_code"]) if row["area_code"] else None
    _verify(door, agency, row)
    door.session.flush()
    dial(door, agency, None, row.get("phone", agency.phone))
    touch(agency)
    door.session.flush()
    door.log(f"agency:{agency.id}", None, imported=True)


def write_service(door: Door, recorded: Recorded, row: Row) -> None:
    """Add a service or change what the row says of it; columns that the file lacks stay."""
    agency = recorded.agencies[fold(row["agency"])]
    key = agency.folded, fold(row["service"])
    service = recorded.services.get(key)
    if service is None:
        service = Service(
            agency_id=agency.id,
            name=row["service"],
            folded=key[1],
            phone="",
            eligibility="",
            schedule="",
            all_day=False,
            **_entered(door),
        )
        door.session.add(service)
        recorded.services[key] = service
    service.eligibility = row.get("eligibility", service.eligibility)
    service.schedule = row.get("schedule", service.schedule)
    service.all_day = row["all_day"] == YES if "all_day" in row else service.all_day
    if "last_day" in row:
        service.valid_until = row["last_day"] + _DAY if row["last_day"] else None
    _verify(door, service, row)
    door.session.flush()
    dial(door, agency, service, row.get("phone", service.phone))
    if "area_codes" in row:
        _serve(door, service, row["area_codes"])
    touch(agency)
    door.session.flush()
    door.log(f"agency:{agency.id}", None, imported=True, service=service.id)


def _entered(door: Door) -> dict[str, Any]:
    return {"entered_at": door.now, "entered_by": door.actor.user_id}


def _verify(door: Door, entry: Agency | Service, row: Row) -> None:
    if "verified_on" in row and row["verified_on"] != entry.verified_on:
        entry.verified_on = row["verified_on"]
        entry.verified_by = door.actor.user_id if row["verified_on"] else None


def _serve(door: Door, service: Service, codes: str) -> None:
    units = sorted({_unit(code) for code in filter(None, codes.split(";"))})
    door.session.execute(delete(ServiceUnit).where(ServiceUnit.service_id == service.id))
    door.session.add_all(ServiceUnit(service_id=service.id, area_id=unit) for unit in units)


def _unit(code: str) -> int:
    unit = territory().at(code, REFORM)
    assert unit is not None
    return unit.id
