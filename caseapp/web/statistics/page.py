"""How the figures of a sheet are said: titles, shares, why one is missing, who lacks a figure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext, lazy_gettext

from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_CODE
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.filters import decimal
from caseapp.web.statistics.doors import CLOSED, Doors, Of, Opens, made_of

TITLES: Final = {
    "8a": lazy_gettext("Children in special circumstances"),
    "8b": lazy_gettext("Children in special circumstances who were cared for and helped"),
    "9": lazy_gettext("Abused children"),
    "12": lazy_gettext("Children hit by disasters who were relieved in time"),
}
COUNTED: Final = {
    "8a": lazy_gettext(
        "Children of the area on the last day of the period with a confirmed special circumstance, "
        "per 100 children of the area. A child in several groups counts once; a child at risk is "
        "not counted."
    ),
    "8b": lazy_gettext("Of 100 children counted in 8a, those who got help within the period."),
    "9": lazy_gettext(
        "Children with a confirmed report of abuse within the period, each once, "
        "per 100 children of the area."
    ),
    "12": lazy_gettext(
        "Of 100 children hit by a disaster within the period, those who were relieved within the "
        "days set by the city, after every time they were hit."
    ),
}
_BELOW: Final = {"8a": ("<", ""), "9": ("<", "<")}
"""Decision 608/QĐ-UBND sets some targets as "under": 8a for 2025, 9 for both years."""

_FIRM: Final = "\u00a0"
"""A blank at which no line breaks: "%" never stands alone below its number."""

SHORT: Final = {
    "8a": lazy_gettext("In special circumstances"),
    "8b": lazy_gettext("Of them helped"),
    "9": lazy_gettext("Abused"),
    "12": lazy_gettext("Relieved in time"),
}
"""What heads the columns of the table of wards."""

_CHOSEN: Final = (
    ("basis of 9: received", lazy_gettext("9 by the day of receipt")),
    ("basis of 9: occurred", lazy_gettext("9 by the day of the abuse")),
    (r"12 in time within (?P<days>\d+) days", lazy_gettext("12 in time within %(days)s days")),
)
"""What the sheet's own line of definitions says, and the same for the page."""


@dataclass(frozen=True)
class Figure:
    """An indicator of the area asked for, in words; `why` stands where there is no share."""

    id: str
    title: str
    counted: str
    share: str
    why: str
    numerator: str
    denominator: str
    per_10000: str
    target_2025: str
    target_2030: str
    opens: Opens = CLOSED


def figure(row: Row, to: Doors | None = None) -> Figure:
    """Say one undivided row; `to`: where its counts lead."""
    below = _BELOW.get(row.indicator, ("", ""))
    return Figure(
        id=row.indicator,
        title=str(TITLES[row.indicator]),
        counted=str(COUNTED[row.indicator]),
        share=share(row),
        why=why(row),
        numerator=decimal(row.numerator),
        denominator=decimal(row.denominator),
        per_10000=decimal(row.per_10000, 2),
        target_2025=_target(below[0], row.target_2025),
        target_2030=_target(below[1], row.target_2030),
        opens=to.of(row) if to else CLOSED,
    )


def _target(below: str, value: float | None) -> str:
    """Write a target on one line: no blank of it may break."""
    return f"{below} {decimal(value)} %".strip().replace(" ", _FIRM)


def share(row: Row) -> str:
    """Return the share in percent with two decimals, empty when there is none."""
    return "" if row.value is None else f"{decimal(row.value, 2)}{_FIRM}%"


def why(row: Row) -> str:
    """Say why there is no share; empty when there is one."""
    if row.status == "no_denominator":
        return str(gettext("no denominator yet"))
    return str(gettext("did not occur")) if row.status == "none" else ""


def figures_of(sheet: Sheet, area: str, to: Doors | None = None) -> list[Figure]:
    """Return what is said of each indicator for the area asked for."""
    return [figure(row, to) for row in sheet.rows if row.area == area and not row.by]


@dataclass(frozen=True)
class Cell:
    """A figure in the table of wards: its share or why there is none, and what it is made of."""

    share: str
    why: str
    of: Of | None
    per_10000: str


@dataclass(frozen=True)
class Line:
    """An area with its figure of each indicator."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """The figures of every ward in Vietnamese order, those of no ward set apart."""

    headings: tuple[tuple[str, str], ...]
    whole: tuple[Line, ...]
    wards: tuple[Line, ...]
    apart: tuple[Line, ...]


def table_of(
    sheet: Sheet,
    names: Mapping[str, str],
    only: Collection[str] | None = None,
    to: Doors | None = None,
) -> Table:
    """Lay a sheet out as one line an area and one column an indicator; `only` some areas."""
    found: dict[str, list[Cell]] = {}
    for row in sheet.rows:
        if not row.by and (only is None or row.area in only):
            found.setdefault(row.area, []).append(_cell(row, to))
    lines = {area: Line(names.get(area, area), tuple(cells)) for area, cells in found.items()}
    whole, apart = lines.pop(CITY_CODE, None), lines.pop(UNASSIGNED_CODE, None)
    return Table(
        headings=tuple((each.id, str(SHORT[each.id])) for each in sheet.indicators),
        whole=(whole,) if whole else (),
        wards=tuple(sorted(lines.values(), key=lambda line: name_order(line.name))),
        apart=(apart,) if apart else (),
    )


def _cell(row: Row, to: Doors | None) -> Cell:
    of = None if row.status == "none" else made_of(row, to.of(row) if to else CLOSED)
    return Cell(share(row), why(row), of, decimal(row.per_10000, 2))


def versions(sheet: Sheet) -> str:
    """Name the version of each definition, and what was chosen where a definition lets choose."""
    parts = [
        str(gettext("%(id)s version %(version)s", id=each.id, version=each.version))
        for each in sheet.indicators
    ]
    for pattern, words in _CHOSEN:
        if found := re.search(pattern, sheet.definition):
            parts.append(str(words) % found.groupdict())
    return "; ".join(parts)


def unassigned() -> dict[str, str]:
    """Return the name of the row of children whose unit was split."""
    return {UNASSIGNED_CODE: str(gettext("Old unit that was split: new one not known"))}


APART: Final = {
    "suspected": lazy_gettext("Suspected only (not counted)"),
    "reports_without_child": lazy_gettext("Reports without a known child (not counted)"),
    "reports_without_occurred_on": lazy_gettext(
        "Reports without the day it happened (not counted)"
    ),
}
_COUNTS: Final = {
    ("8a", "numerator"): lazy_gettext("8a: children in special circumstances"),
    ("8b", "numerator"): lazy_gettext("8b: children in special circumstances who were helped"),
    ("8b", "denominator"): lazy_gettext("8a: children in special circumstances"),
    ("9", "numerator"): lazy_gettext("9: abused children"),
    ("12", "numerator"): lazy_gettext("12: children hit by disasters, relieved in time"),
    ("12", "denominator"): lazy_gettext("12: children hit by disasters"),
}
"""What each count of an indicator is of; the titles speak of shares."""


@dataclass(frozen=True)
class Aside:
    """A number that stands beside indicator 9, and where it leads."""

    title: str
    number: str
    to: str


def apart(notes: Mapping[str, Any], basis: str, to: Doors, *areas: str) -> list[Aside]:
    """Return what stands beside indicator 9; reports without a day only where days count."""
    names = [name for name in APART if basis == "occurred" or name != "reports_without_occurred_on"]
    return [
        Aside(
            str(APART[name]),
            decimal(notes[name]),
            to.count(name, "numerator", notes[name], *areas),
        )
        for name in names
    ]


def counted_words(of: str, part: str) -> str:
    """Name a count: an indicator's, what its share is of, or a number beside it."""
    return str(APART[of] if of in APART else _COUNTS[of, part])
