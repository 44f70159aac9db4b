"""Frozen editions as the periods of a report: exact, for the office alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from caseapp.casework import areas
from caseapp.exchange.indicator_reports import Internal
from caseapp.rules.matching import name_order
from caseapp.rules.units import territory
from caseapp.statistics.frozen_reports import OpenedEdition
from caseapp.statistics.releases.wording import vietnamese_definitions
from caseapp.statistics.sheet import Row, share
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.filters import day, moment
from caseapp.web.indicator_reports.state import WHOLE, Figure, Source, State
from caseapp.web.indicator_reports.words import BASES, NO_DENOMINATOR, NONE_AROSE, SPLIT, whole

_WHY: Final = {"no_denominator": NO_DENOMINATOR, "none": NONE_AROSE}
_INDICATOR: Final = {"8": "8a", "9": "9"}
_OF_POPULATION: Final = frozenset({"8a", "9"})
"""Indicators whose denominator is the children of the area: parts of it are not added up."""


def internal_states(found: Internal) -> dict[str, State]:
    """Return the frozen periods of a report by their text."""
    return {period: _state(each, found.basis) for period, each in found.editions.items()}


def area_name(code: str, on: date) -> str:
    """Name an area of a sheet by its code as it was on a day."""
    if code == UNASSIGNED_CODE:
        return SPLIT
    unit = territory().at(code, on)
    return areas.label(unit.id) if unit is not None else code


def _state(opened: OpenedEdition, basis: str) -> State:
    rows = opened.sheet.rows
    undivided = [row for row in rows if not row.by]
    first = opened.area
    last = opened.sheet.period.end
    units = sorted(
        {row.area for row in undivided} - {first},
        key=lambda code: (code == UNASSIGNED_CODE, name_order(area_name(code, last))),
    )
    lacking = (area_name(code, last) for code in opened.sheet.notes["no_denominator"])
    return State(
        period=opened.edition.period,
        area=first,
        figures={(row.indicator, row.area): _figure(row) for row in undivided},
        divided=_divided(row for row in rows if row.by and row.area == first),
        units=tuple((code, area_name(code, last)) for code in units),
        sources=(_source(opened, basis),) if first else (),
        notes=_notes(opened, first) if first else (),
        lacking=tuple(sorted(lacking, key=name_order)),
        kinds={
            (_INDICATOR[source], kind): Figure(number)
            for source, found in opened.kinds.items()
            for kind, number in found.items()
        },
    )


def _figure(row: Row) -> Figure:
    why = _WHY.get(row.status, "")
    return Figure(row.numerator, row.denominator, row.value, row.per_10000, why)


def _divided(rows: Iterable[Row]) -> dict[tuple[str, str, str], Figure]:
    """Add the crossed rows up to each sex and each age band; a child stands in one of them."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        for sex in (row.by["sex"], WHOLE):
            for band in (row.by["age_band"], WHOLE):
                kept = counts.setdefault((row.indicator, sex, band), [0, 0])
                kept[0] += row.numerator
                kept[1] += 0 if row.indicator in _OF_POPULATION else row.denominator or 0
    return {place: _part(place[0], *found) for place, found in counts.items()}


def _part(indicator: str, count: int, of: int) -> Figure:
    if indicator in _OF_POPULATION:
        return Figure(count)
    if not of:
        return Figure(0, 0, why=NONE_AROSE)
    return Figure(count, of, share(count, of, 100))


def _source(opened: OpenedEdition, basis: str) -> Source:
    edition = opened.edition
    by = f", {edition.frozen_by}" if edition.frozen_by else ""
    facts = [
        ("Bản số liệu", f"bản chốt thứ {edition.edition} của kỳ (số {edition.number} trong sổ)"),
        ("Chốt lúc", f"{moment(edition.frozen_at)}{by}"),
        ("Chỉ tiêu 9 tính theo", BASES[basis]),
        ("Định nghĩa", vietnamese_definitions(edition.definition)),
    ]
    if opened.sha256:
        facts.append(("Mã băm SHA-256 của bản chốt", opened.sha256))
    return Source(f"bản chốt thứ {edition.edition}, lúc {moment(edition.frozen_at)}", tuple(facts))


def _notes(opened: OpenedEdition, first: str) -> tuple[str, ...]:
    notes = opened.sheet.notes_of(first)
    said = []
    if not opened.whole:
        said.append(
            "Số liệu trong phạm vi người in được mở: hồ sơ do đơn vị khác giữ không có ở đây; số "
            "chính thức do thành phố chốt."
        )
    if "suspected" in notes:
        said.append(
            f"Không tính vào chỉ tiêu 9: {whole(notes['suspected'])} trẻ em mới có tin nghi ngờ; "
            f"{whole(notes.get('reports_without_child', 0))} tin báo chưa rõ trẻ em."
        )
    if populations := _populations(opened):
        said.append(populations)
    return tuple(said)


def _populations(opened: OpenedEdition) -> str:
    """Say from which days and sources the denominators are, without naming 103 units."""
    counted = [each for each in opened.used if each.children is not None]
    dates = sorted({each.reference_date for each in counted if each.reference_date})
    sources = sorted({each.source for each in counted if each.source})
    if not dates:
        return ""
    when = day(dates[0]) if dates[0] == dates[-1] else f"{day(dates[0])} – {day(dates[-1])}"
    told = f" Nguồn: {'; '.join(sources)}." if sources else ""
    return f"Mẫu số là số trẻ em của địa bàn: {len(counted)} số liệu, của ngày {when}.{told}"
