"""The directory of agencies as its sheets would say it, and its rows to be written to a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from caseapp.desk import Door
from caseapp.exchange.directory_sheets import NO, YES
from caseapp.exchange.plain_text import recorded_line, recorded_text
from caseapp.records.agencies import Agency, Service, ServiceUnit
from caseapp.rules.matching import name_order
from caseapp.rules.units import territory

_DAY: Final = timedelta(days=1)

Row = dict[str, Any]


@dataclass
class Recorded:
    """The rows that are kept, by folded names: of each agency, and of each of its services."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    services: dict[tuple[str, str], Service] = field(default_factory=dict)
    units: dict[int, list[int]] = field(default_factory=dict)
    """The units of each service by its number."""


def read_recorded(door: Door) -> Recorded:
    """Return the whole directory."""
    found = Recorded()
    names: dict[int, str] = {}
    for agency in door.session.scalars(select(Agency)):
        found.agencies[agency.folded] = agency
        names[agency.id] = agency.folded
    for service in door.session.scalars(select(Service)):
        found.services[names[service.agency_id], service.folded] = service
    served = select(ServiceUnit.service_id, ServiceUnit.area_id).order_by(ServiceUnit.area_id)
    for number, unit in door.session.execute(served):
        found.units.setdefault(number, []).append(unit)
    return found


def agency_row(row: Agency) -> Row:
    """Return an agency in the columns of its sheet."""
    return {
        "agency": recorded_line(row.name),
        "kind": row.kind,
        "phone": recorded_line(row.phone),
        "address": recorded_line(row.address),
        "area_code": _code(row.area_id) if row.area_id else "",
        "verified_on": row.verified_on,
    }


def service_row(agency: str, row: Service, units: Iterable[int]) -> Row:
    """Return a service in the columns of its sheet."""
    return {
        "agency": recorded_line(agency),
        "service": recorded_line(row.name),
        "eligibility": recorded_text(row.eligibility),
        "area_codes": ";".join(sorted(map(_code, units))),
        "all_day": YES if row.all_day else NO,
        "schedule": recorded_line(row.schedule),
        "phone": recorded_line(row.phone),
        "verified_on": row.verified_on,
        "last_day": row.valid_until - _DAY if row.valid_until else None,
    }


def _code(unit: int) -> str:
    """Return the code of today: one that passed as a whole is called what it became."""
    land = territory()
    return land.units[land.keeper(unit) if land.units[unit].until else unit].code


def rows_to_write(found: Recorded) -> list[tuple[str, list[Row]]]:
    """Return both sheets with their rows by name."""
    agencies = sorted(found.agencies.values(), key=lambda row: name_order(row.name))
    services = [
        service_row(found.agencies[of].name, row, found.units.get(row.id, ()))
        for (of, _), row in found.services.items()
    ]
    services.sort(key=lambda row: (name_order(row["agency"]), name_order(row["service"])))
    return [("agencies", [agency_row(row) for row in agencies]), ("services", services)]
