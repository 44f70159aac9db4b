"""Opens the newest frozen edition of each of several periods, as a report needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from caseapp import desk
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import Period
from caseapp.statistics.freezing import Edition, cell_of, editions
from caseapp.statistics.frozen_reading import Reading, Used
from caseapp.statistics.indicator import Basis
from caseapp.statistics.sheet import Sheet


@dataclass(frozen=True)
class OpenedEdition:
    """A frozen edition: its figures, the population figures they stand on, whether of all units.

    `sha256` is that of the kept figures, in hexadecimal; empty for who holds units, since it is of
    the figures of all.
    """

    edition: Edition
    sheet: Sheet
    whole: bool
    used: tuple[Used, ...]
    sha256: str


def read_editions(
    actor: Actor, periods: Iterable[Period], basis: Basis, *, now: datetime
) -> Mapping[str, OpenedEdition]:
    """Return the newest edition of each period by the period's text; none where none is frozen.

    What the reader holds no unit of is left out as everywhere. The read is logged once, with the
    numbers of all that were opened.
    """
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        newest: dict[tuple[date, date], Edition] = {
            (each.period.start, each.period.end): each
            for each in editions(door)
            if each.basis == basis and each.newer is None
        }
        found = {
            period.id: _open(door, edition.number)
            for period in periods
            if (edition := newest.get((period.start, period.end))) is not None
        }
        numbers = ",".join(str(each.edition.number) for each in found.values())
        door.log("frozen_sheets:report", None, editions=numbers)
        return found


def _open(door: desk.Door, number: int) -> OpenedEdition:
    reading = Reading(door, number)
    whole = reading.seen is None
    return OpenedEdition(
        reading.edition,
        replace(reading.kept.sheet, notes_of=reading.beside),
        whole,
        tuple(reading.used()),
        _hash(door, number) if whole else "",
    )


def _hash(door: desk.Door, number: int) -> str:
    row = door.find(FrozenSheet, id=number)
    kept = door.place.vault.unseal_own(cell_of(row, "figures"), row.figures or b"")
    return hashlib.sha256(kept.encode()).hexdigest()
