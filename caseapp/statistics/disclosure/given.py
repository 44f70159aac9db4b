"""Reads a folder of counts to protect: spec.json, inner.csv and children.csv (contracts.md §6)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseapp.statistics.disclosure.counts import Counts, add_up
from caseapp.statistics.disclosure.layout import (
    AREA,
    COUNT,
    DISTRICT,
    ONE_ROW,
    OVERLAPPING,
    TOTAL,
    Codes,
    Layout,
    Spec,
    make_layout,
    name_of,
    read_spec,
)
from caseapp.statistics.disclosure.model import (
    Malformed,
    NotAdditive,
    Overlapping,
    UnknownCode,
)

_LARGEST: Final = 10**9
"""Beyond any number of people that is counted here."""
_CHILDREN: Final = "children"
_YES: Final = ("true", "1", "yes")


@dataclass(frozen=True)
class _Line:
    """One count: its codes in the tables' dimensions, and those in columns that no table uses."""

    where: str
    codes: Codes
    others: Codes
    district: str
    count: int

    @property
    def total(self) -> bool:
        """Tell whether it is a sum of other lines."""
        return TOTAL in (*self.codes, *self.others)


@dataclass(frozen=True)
class _Area:
    children: int | None
    district: str


@dataclass(frozen=True)
class Given:
    """The true table of a folder, and the areas of which it does not say the district.

    Such an area is put with the one listed before it, though others have a district.
    """

    counts: Counts
    without_district: tuple[str, ...]


def read_counts(folder: Path) -> Counts:
    """Return the true table of a folder; raise what `read_given` raises."""
    return read_given(folder).counts


def read_given(folder: Path) -> Given:
    """Return the true table of a folder.

    Raise Malformed for what is no count or stands there twice; UnknownCode for a code that is not
    listed; NotAdditive for a given total that is not the sum of its parts, for a unit in two
    districts, and for more counted children than there are; TooFew for a grand total below k;
    Overlapping where a child may stand in several rows.
    """
    spec = read_spec(folder / "spec.json")
    lines = list(_lines(folder / "inner.csv", spec.dimensions))
    parts = [line for line in lines if not line.total]
    areas = _areas(folder / "children.csv")
    leaves = {name: _leaves(name, spec, parts, tuple(areas)) for name in spec.dimensions}
    known = _known_districts(parts, spec.dimensions, areas)
    layout = make_layout(spec, leaves, _districts(known, areas))
    _check_codes(layout, lines)
    counts = add_up(layout, _table(lines))
    _check_totals(counts, [line for line in lines if line.total])
    _check_children(layout, parts, areas)
    return Given(counts, tuple(area for area in areas if known and area not in known))


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each line of a table, and where it stands."""
    try:
        reader = csv.DictReader(path.read_text("utf-8-sig").splitlines(), strict=True)
        lacking = [column for column in columns if column not in (reader.fieldnames or ())]
        if lacking:
            raise Malformed(f"{path.name}: the column {lacking[0]} is missing")
        for row in reader:
            if None in row or None in row.values():
                raise Malformed(f"{path.name}:{reader.line_num}: cells too many or too few")
            yield f"{path.name}:{reader.line_num}", row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Malformed(f"{path.name} cannot be read") from error


def _count(text: str, where: str) -> int:
    word = text.strip()
    if not (word.isascii() and word.isdigit()) or len(word) > len(str(_LARGEST)):
        raise Malformed(f"{where}: {text!r} is no count")
    return int(word)


def _lines(path: Path, dimensions: Sequence[str]) -> Iterator[_Line]:
    for where, row in _rows(path, (*dimensions, COUNT)):
        codes = tuple(row[name].strip() for name in dimensions)
        if (row.get(OVERLAPPING) or "").strip().lower() in _YES:  # `caseapp indicators` says so
            raise Overlapping(f"{where}: {ONE_ROW}", [name_of(codes)])
        used = {*dimensions, COUNT, DISTRICT, OVERLAPPING}
        others = tuple(word.strip() for name, word in row.items() if name not in used)
        district = (row.get(DISTRICT) or "").strip()
        yield _Line(where, codes, others, district, _count(row[COUNT], where))


def _areas(path: Path) -> Mapping[str, _Area]:
    """Return what is known of each area, in the order in which they are listed."""
    found: dict[str, _Area] = {}
    for where, row in _rows(path, (AREA, _CHILDREN)):
        area, text = row[AREA].strip(), row[_CHILDREN]
        if area in found:
            raise Malformed(f"{where}: {area} stands there twice")
        children = _count(text, where) if text.strip() else None
        found[area] = _Area(children, (row.get(DISTRICT) or "").strip())
    return found


def _leaves(
    name: str, spec: Spec, parts: Sequence[_Line], areas: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the codes of a dimension: those listed, or else those that occur, sorted."""
    listed = spec.codes.get(name) or (areas if name == AREA else ())
    at = spec.dimensions.index(name)
    return listed or tuple(sorted({line.codes[at] for line in parts}))


def _known_districts(
    lines: Sequence[_Line], dimensions: Sequence[str], areas: Mapping[str, _Area]
) -> dict[str, str]:
    """Return the district of each area that has one; raise NotAdditive for one that has two."""
    if AREA not in dimensions:
        return {}
    at = dimensions.index(AREA)
    found = {area: about.district for area, about in areas.items() if about.district}
    for line in lines:
        if line.district and found.setdefault(line.codes[at], line.district) != line.district:
            raise NotAdditive(f"{line.where}: {line.codes[at]} lies in two districts")
    return found


def _districts(found: Mapping[str, str], areas: Mapping[str, _Area]) -> dict[str, frozenset[str]]:
    """Return the areas of each district.

    An area of which none is known, as it has no count and children.csv does not say, is put with
    the one listed before it: to leave it out would tell that all others have a count.
    """
    if not found:
        return {}
    last, members = next(iter(found.values())), dict[str, set[str]]()
    for area in areas:
        last = found.get(area, last)
        members.setdefault(last, set()).add(area)
    return {district: frozenset(members[district]) for district in sorted(members)}


def _check_codes(layout: Layout, lines: Sequence[_Line]) -> None:
    for line in lines:
        for dimension, code in zip(layout.dimensions, line.codes, strict=True):
            if code not in dimension.codes:
                raise UnknownCode(f"{line.where}: {dimension.name} has no code {code!r}")


def _table(lines: Sequence[_Line]) -> dict[Codes, int]:
    """Return the inner counts; raise Malformed for a line that stands there twice."""
    seen: set[tuple[Codes, Codes]] = set()
    found: dict[Codes, int] = {}
    for line in lines:
        if (line.codes, line.others) in seen:
            told = name_of((*line.codes, *line.others))
            raise Malformed(f"{line.where}: {told} stands there twice")
        seen.add((line.codes, line.others))
        if not line.total:
            found[line.codes] = found.get(line.codes, 0) + line.count
    return found


def _check_totals(counts: Counts, lines: Sequence[_Line]) -> None:
    """Compare each total that was given with the sum of its parts, where it is to be printed."""
    place = {codes: at for at, codes in enumerate(counts.layout.cells)}
    for line in lines:
        at = place.get(line.codes)
        if at is None or set(line.others) - {TOTAL}:
            raise UnknownCode(f"{line.where}: {name_of(line.codes)} is in no table")
        if counts.values[at] != line.count:
            raise NotAdditive(f"{line.where}: the parts make {counts.values[at]}")


def _check_children(layout: Layout, parts: Sequence[_Line], areas: Mapping[str, _Area]) -> None:
    """Raise NotAdditive where more children are counted than live there."""
    names = [d.name for d in layout.dimensions]
    totals: dict[str, int] = {}
    for line in parts if AREA in names else ():
        area = line.codes[names.index(AREA)]
        totals[area] = totals.get(area, 0) + line.count
    for area, total in totals.items():
        there = areas[area].children if area in areas else None
        if there is not None and total > there:
            raise NotAdditive(f"{area}: {total} of {there} children are counted")
