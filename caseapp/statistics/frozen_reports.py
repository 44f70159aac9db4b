"""Opens the newest frozen edition of each of several periods, as a report needs them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from caseapp import desk
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.rules.access import Act, Actor
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.freezing import Edition, cell_of, editions
from caseapp.statistics.frozen_reading import Reading, Used
from caseapp.statistics.indicator import Basis
from caseapp.statistics.members import Member
from caseapp.statistics.sheet import Sheet

_OF_KINDS: Final = ("8", "9")


@dataclass(frozen=True)
class OpenedEdition:
    """A frozen edition: its figures, the population figures they stand on, whether of all units.

    `area`: the code that it is read of: the city, or the first of the reader's units, '' for none.
    `sha256` is that of the kept figures, in hexadecimal; empty for who holds units, since it is of
    the figures of all. `kinds`: of the area the children by source (8, 9) and group or type, each
    under every one of its own; none of a sheet that did not keep them.
    """

    edition: Edition
    sheet: Sheet
    whole: bool
    area: str
    used: tuple[Used, ...]
    sha256: str
    kinds: Mapping[str, Mapping[str, int]]


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
    sheet = replace(reading.kept.sheet, notes_of=reading.beside)
    first = (row.area for row in sheet.make_rows() if not row.by)
    area = CITY_CODE if whole else next(first, "")
    return OpenedEdition(
        reading.edition,
        sheet,
        whole,
        area,
        tuple(reading.used()),
        _hash(door, number) if whole else "",
        dict(_kinds(reading, area)) if area else {},
    )


def _kinds(reading: Reading, area: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield how many children of the area have each group (8) or type (9); a child has several."""
    place = reading.ground.area(area)
    for source in _OF_KINDS:
        own = [one for one in reading.members[source] if reading.ground.lies_in(one.unit, place)]
        if all(one.kinds is not None for one in own):
            yield source, Counter(kind for one in own for kind in _kinds_of(one))


def _kinds_of(one: Member) -> tuple[str, ...]:
    return one.kinds or (UNKNOWN,)


def _hash(door: desk.Door, number: int) -> str:
    row = door.find(FrozenSheet, id=number)
    kept = door.place.vault.unseal_own(cell_of(row, "figures"), row.figures or b"")
    return hashlib.sha256(kept.encode()).hexdigest()
