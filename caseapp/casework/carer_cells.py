"""Carers of a unit's register as they are compared with others: opened, and not shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from caseapp import desk
from caseapp.records.carers import Carer, cell_of


@dataclass(frozen=True)
class NamedCarer:
    """A carer by name and telephone; `id` is the row's."""

    id: int
    name: str
    phone: str


def said_of(door: desk.Door, row: Carer) -> dict[str, Any]:
    """Return what stands in the register of a carer, but for the home."""
    return _opened(door, row, "content", row.content)


def home_of(door: desk.Door, row: Carer) -> dict[str, Any]:
    """Return where a carer lives; the caller logs that it was seen, if anybody sees it."""
    return _opened(door, row, "home", row.home)


def _opened(door: desk.Door, row: Carer, cell: str, blob: bytes | None) -> dict[str, Any]:
    found = door.place.vault.unseal_own(cell_of(row, cell), blob) if blob else "{}"
    return dict(json.loads(found))


def named_carer(door: desk.Door, row: Carer) -> NamedCarer:
    """Return by what a carer is compared."""
    name, phone = said_of(door, row).get("name", ""), home_of(door, row).get("phone", "")
    return NamedCarer(row.id, str(name), str(phone))


def rows_in(door: desk.Door, area_id: int) -> list[Carer]:
    """Return the carers of a unit, in the order in which they were entered."""
    asked = select(Carer).where(Carer.area_id == area_id).order_by(Carer.id)
    return list(door.session.scalars(asked))


def carers_of(door: desk.Door, area_id: int) -> list[NamedCarer]:
    """Return all carers of a unit as they are compared."""
    return [named_carer(door, row) for row in rows_in(door, area_id)]
