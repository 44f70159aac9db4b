"""What a release is made from: a frozen edition's period, its children and its populations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from caseapp import desk
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import Period
from caseapp.statistics.denominators import Denominators
from caseapp.statistics.disclosure.model import DisclosureError
from caseapp.statistics.freezing import cell_of
from caseapp.statistics.indicator import Basis
from caseapp.statistics.kept_sheet import from_plain, unpack
from caseapp.statistics.members import Members, from_lists
from caseapp.statistics.observations import FreeRange, span_of
from caseapp.statistics.territory import Ground


class OddPeriod(DisclosureError):
    """The period is no year, half-year, quarter or month."""


class OtherBasis(DisclosureError):
    """The edition counts reports by another day than that of their receipt."""


class KindsNotKept(DisclosureError):
    """The edition was frozen before groups and types were kept with its children."""


@dataclass(frozen=True)
class Source:
    """A frozen edition; `population`: the children of each area by its code, None if not known."""

    frozen: int
    period: Period
    basis: Basis
    edition: int
    definition: str
    frozen_at: datetime
    members: Members
    population: Mapping[str, int | None]
    relief_days: int = 2


def open_source(door: desk.Door, frozen_id: int) -> Source:
    """Return a frozen edition whole; Missing when there is none, Denied to who holds units."""
    desk.insist_on_all(door)
    row = door.find(FrozenSheet, id=frozen_id)
    opened = {
        column: unpack(
            door.place.vault.unseal_own(cell_of(row, column), getattr(row, column) or b"")
        )
        for column in ("figures", "members")
    }
    period = Period(row.period, row.first_day, row.last_day)
    kept = from_plain(opened["figures"], period, row.definition)
    ground = Ground(territory(), period.end)
    known = Denominators(kept.figures, ground)
    return Source(
        frozen=row.id,
        period=period,
        basis=cast("Basis", row.basis),
        edition=row.edition,
        definition=row.definition,
        frozen_at=row.entered_at,
        members=from_lists(opened["members"]),
        population={ground.code(area): known.children(area) for area in (CITY_ID, *ground.units)},
        relief_days=kept.relief_days,
    )


def check_source(source: Source, subject: str) -> None:
    """Raise OddPeriod, OtherBasis or KindsNotKept for an edition that no release is made from."""
    try:
        span_of(source.period)
    except FreeRange as error:
        raise OddPeriod(
            f"{source.period.id}: a release is of a year, a half-year, a quarter or a month"
        ) from error
    if source.basis != "received":
        raise OtherBasis(
            f"{source.period.id}: a release counts reports by the day of their receipt"
        )
    lacking = any(one.kinds is None for one in source.members.get(subject, ()))
    if subject in {"8", "9"} and lacking:
        raise KindsNotKept(
            f"{source.period.id}: groups and types are not kept in edition {source.edition}; "
            "freeze this period once more first"
        )
