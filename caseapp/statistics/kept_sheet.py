"""A frozen sheet as it is kept: its rows, notes, versions and population figures, packed small."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from caseapp.rules.units import CITY_ID
from caseapp.rules.values import Period
from caseapp.statistics.denominators import Denominators
from caseapp.statistics.facts.kinds import Figure
from caseapp.statistics.figures import WITHIN_REACH
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.members import BY, Members, as_counted, sources
from caseapp.statistics.rollup import Frame, tally
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import Ground

_NUMBERS = {"value", "per_10000"}


@dataclass(frozen=True)
class Kept:
    """What a frozen sheet is read back from; `sources` say where each unit's whole came from."""

    sheet: Sheet
    relief_days: int
    figures: tuple[Figure, ...]
    sources: Mapping[int, str]

    @property
    def redefined(self) -> frozenset[str]:
        """The sources of facts whose indicators are counted by another version today."""
        today = {each.id: each.version for each in INDICATORS}
        return frozenset(
            each.source for each in self.sheet.indicators if today[each.id] != each.version
        )


def pack(content: object) -> str:
    """Write plain lists and dicts down as a short text."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(plain.encode(), 9)).decode()


def unpack(text: str) -> Any:  # noqa: ANN401 - JSON
    """Read back what `pack` wrote."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


def as_plain(kept: Kept) -> dict[str, Any]:
    """Return what JSON can hold of a frozen sheet."""
    return {
        "rows": [[_plain(value) for value in row] for row in kept.sheet.make_rows()],
        "notes": dict(kept.sheet.notes),
        "versions": {each.id: each.version for each in kept.sheet.indicators},
        "relief_days": kept.relief_days,
        "figures": [[_plain(value) for value in figure] for figure in kept.figures],
        "sources": {str(unit): source for unit, source in kept.sources.items()},
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a field of a row
    if isinstance(value, Decimal | date):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def from_plain(plain: Mapping[str, Any], period: Period, definition: str) -> Kept:
    """Return the sheet as it was frozen, whatever counts today."""
    versions = plain["versions"]
    rows = tuple(_row(values) for values in plain["rows"])
    return Kept(
        Sheet(
            period=period,
            definition=definition,
            indicators=tuple(
                replace(each, version=versions[each.id])
                for each in INDICATORS
                if each.id in versions
            ),
            by=BY,
            notes=plain["notes"],
            make_rows=lambda: iter(rows),
        ),
        plain["relief_days"],
        tuple(Figure(u, date.fromisoformat(day), *rest) for u, day, *rest in plain["figures"]),
        {int(unit): source for unit, source in plain["sources"].items()},
    )


def _row(values: list[Any]) -> Row:
    named = dict(zip(Row._fields, values, strict=True))
    for name in _NUMBERS:
        named[name] = None if named[name] is None else Decimal(named[name])
    return Row(**named)


def used(figures: Iterable[Figure], ground: Ground) -> tuple[Figure, ...]:
    """Return the newest figure of each cell of the units in force, of their form before, the city.

    Nothing else can be a denominator on the last day of the period.
    """
    before = {ground.unchanged_before(unit) for unit in ground.units}
    units = {CITY_ID, *ground.units, *before}
    newest: dict[tuple[int, str, str], Figure] = {}
    for figure in figures:
        place = (figure.unit, figure.sex, figure.age_band)
        if figure.unit in units and (place not in newest or newest[place].day < figure.day):
            newest[place] = figure
    return tuple(newest[place] for place in sorted(newest))


def counted_again(
    kept: Kept, members: Members, areas: tuple[int, ...], ground: Ground
) -> Iterator[Row]:
    """Yield the rows that some of the members make: all of them give the frozen rows back."""
    frame = Frame(ground, areas, BY, Denominators(kept.figures, ground))
    found = {
        source: tally(as_counted(members.get(source, ())), ground, divided=True)
        for source in sources()
    }
    for each in kept.sheet.indicators:
        yield from frame.rows(each, found[each.source])


def narrowed(kept: Kept, members: Members, areas: tuple[int, ...], ground: Ground) -> Kept:
    """Return the sheet of some units, counted from the members that their reader may open."""
    codes = {ground.code(area) for area in areas}
    lacking = [code for code in kept.sheet.notes["no_denominator"] if code in codes]
    rows = tuple(counted_again(kept, members, areas, ground))
    own = {*areas, *(ground.unchanged_before(area) for area in areas)}
    sheet = replace(
        kept.sheet,
        notes={WITHIN_REACH: True, "no_denominator": lacking},
        make_rows=lambda: iter(rows),
    )
    figures = tuple(figure for figure in kept.figures if figure.unit in own)
    return replace(kept, sheet=sheet, figures=figures)
