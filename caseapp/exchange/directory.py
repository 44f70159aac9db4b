"""Finds the agencies and services that referrals name, and adds those the directory lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Insert, func, insert, select
from sqlalchemy.orm import Session

from caseapp.desk import Door
from caseapp.exchange.bulk_rows import table_of
from caseapp.records.agencies import Agency, Service
from caseapp.rules.matching import fold


@dataclass
class Directory:
    """Ids by folded name; `new_agencies` and `new_services` were lacking, in the file's words."""

    agencies: dict[str, int] = field(default_factory=dict)
    services: dict[tuple[int, str], int] = field(default_factory=dict)
    new_agencies: list[str] = field(default_factory=list)
    new_services: list[tuple[str, str]] = field(default_factory=list)


def add_lacking(door: Door, pairs: Iterable[tuple[str, str]]) -> Directory:
    """Return the directory with every (agency, service) in it; new ones stand unverified."""
    directory = Directory()
    session = door.session
    for row_id, folded in session.execute(select(Agency.id, Agency.folded)):
        directory.agencies[folded] = row_id
    for row_id, agency_id, folded in session.execute(
        select(Service.id, Service.agency_id, Service.folded)
    ):
        directory.services[agency_id, folded] = row_id
    agency_rows: list[dict[str, Any]] = []
    service_rows: list[dict[str, Any]] = []
    next_agency = (session.scalar(select(func.max(Agency.id))) or 0) + 1
    next_service = (session.scalar(select(func.max(Service.id))) or 0) + 1
    entered = {"entered_at": door.now, "entered_by": door.actor.user_id}
    for agency, service in dict.fromkeys(pairs):
        if fold(agency) not in directory.agencies:
            agency_id = next_agency + len(agency_rows)
            row = {"id": agency_id, "name": agency, "folded": fold(agency)}
            agency_rows.append(row | entered)
            directory.agencies[fold(agency)] = agency_id
            directory.new_agencies.append(agency)
        key = directory.agencies[fold(agency)], fold(service)
        if key not in directory.services:
            service_id = next_service + len(service_rows)
            row = {"id": service_id, "agency_id": key[0], "name": service, "folded": key[1]}
            service_rows.append(row | entered)
            directory.services[key] = service_id
            directory.new_services.append((agency, service))
    for model, rows in ((Agency, agency_rows), (Service, service_rows)):
        if rows:
            door.put(partial(_insert, insert(table_of(model)), rows))
    return directory


def _insert(statement: Insert, rows: list[dict[str, Any]], session: Session) -> None:
    session.execute(statement, rows)
