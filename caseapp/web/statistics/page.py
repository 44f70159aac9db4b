"""How the figures of a sheet are said: titles, shares, why one is missing, who lacks a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext, lazy_gettext

from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.filters import decimal

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


def figure(row: Row) -> Figure:
    """Say one undivided row."""
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
        target_2025=f"{below[0]} {decimal(row.target_2025)} %".strip(),
        target_2030=f"{below[1]} {decimal(row.target_2030)} %".strip(),
    )


def share(row: Row) -> str:
    """Return the share in percent with two decimals, empty when there is none."""
    return "" if row.value is None else f"{decimal(row.value, 2)} %"


def why(row: Row) -> str:
    """Say why there is no share; empty when there is one."""
    if row.status == "no_denominator":
        return str(gettext("no denominator yet"))
    return str(gettext("did not occur")) if row.status == "none" else ""


def figures_of(sheet: Sheet, area: str) -> list[Figure]:
    """Return what is said of each indicator for the area asked for."""
    return [figure(row) for row in sheet.rows if row.area == area and not row.by]


def tables_of(
    sheet: Sheet, names: Mapping[str, str]
) -> list[tuple[str, list[str], list[list[str]]]]:
    """Return caption, headings and lines of a table for each indicator, one line an area."""
    tables = []
    for each in sheet.indicators:
        headings = [gettext("Area"), gettext("Counted"), gettext("Of"), gettext("Share")]
        if each.per_10000:
            headings.append(gettext("Per 10,000"))
        lines = []
        for row in sheet.rows:
            if row.indicator != each.id or row.by:
                continue
            line = [names.get(row.area, row.area), decimal(row.numerator)]
            line += [decimal(row.denominator) or "–", share(row) or why(row)]
            if each.per_10000:
                line.append(decimal(row.per_10000, 2) or "–")
            lines.append(line)
        tables.append((f"{each.id}. {TITLES[each.id]}", headings, lines))
    return tables


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
