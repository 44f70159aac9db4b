"""An indicator divided by one or two dimensions, in words: what is crossed, with its bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from caseapp.rules.codes import LISTS
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.sheet import Row, Sheet
from caseapp.web.charts import Bar, bar, top_of
from caseapp.web.filters import code_label, decimal
from caseapp.web.statistics import page
from caseapp.web.statistics.chart_forms import DIMENSION_WORDS
from caseapp.web.statistics.doors import Doors, Of
from caseapp.web.statistics.drawn import COUNTS, made_of

_LISTS: Final = {
    "sex": "sex",
    "age_band": "age_bands",
    "group": "groups",
    "abuse_type": "abuse_types",
    "setting": "settings",
}
_BAR: Final = 100


@dataclass(frozen=True)
class Value:
    """A crossing: how many, the share or why there is none, what it is made of."""

    count: str
    share: str
    of: Of | None
    per_10000: str
    to: str = ""
    known: bool = True


@dataclass(frozen=True)
class Part:
    """A line of the table: its name, its crossings in the order of the columns, its bar."""

    name: str
    values: tuple[Value, ...]
    bar: Bar | None


@dataclass(frozen=True)
class Crossed:
    """An indicator divided; `whole` is the undivided figure of the area."""

    title: str
    row_word: str
    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    whole: Value
    overlapping: bool


def code_words(dimension: str, code: str) -> str:
    """Return what a code of a dimension is called; an ethnic group by its own name."""
    if code == UNKNOWN and (dimension not in _LISTS or code not in LISTS[_LISTS[dimension]].codes):
        return str(gettext("Not known"))
    return code_label(_LISTS[dimension], code) if dimension in _LISTS else code


def crossed_of(sheet: Sheet, indicator: str, to: Doors | None = None) -> Crossed:
    """Lay out the rows of an indicator; with two dimensions the one of fewer codes lies across."""
    rows = [row for row in sheet.make_rows() if row.indicator == indicator]
    whole, divided = rows[0], rows[1:]
    codes = {name: list(dict.fromkeys(row.by[name] for row in divided)) for name in sheet.by}
    down, *over = sorted(sheet.by, key=lambda name: -len(codes[name]))
    found = {tuple(row.by[name] for name in (down, *over)): row for row in divided}
    heads = codes[over[0]] if over else []
    longest = top_of([float(_count(row)) for row in divided])
    return Crossed(
        title=f"{indicator}. {page.TITLES[indicator]}",
        row_word=str(DIMENSION_WORDS[down]),
        columns=tuple(code_words(over[0], code) for code in heads),
        parts=tuple(_part(down, code, heads, found, longest, to) for code in codes[down]),
        whole=value_of(whole, to),
        overlapping=any(row.overlapping for row in divided),
    )


def _part(
    down: str,
    code: str,
    heads: list[str],
    found: dict[tuple[str, ...], Row],
    longest: float,
    to: Doors | None,
) -> Part:
    keys = [(code, head) for head in heads] if heads else [(code,)]
    rows = [found.get(key) for key in keys]
    drawn = bar(_count(rows[0]), _BAR, longest) if not heads else None
    return Part(code_words(down, code), tuple(value_of(row, to) for row in rows), drawn)


def _count(row: Row | None) -> int:
    """Return how many are counted: the numerator, or for a share of the counted all of those."""
    return 0 if row is None else row.numerator


def value_of(row: Row | None, to: Doors | None = None) -> Value:
    """Say a crossing; one that has no row has nobody in it."""
    if row is None:
        return Value("0", "", None, "")
    share = "" if row.indicator in COUNTS else page.share(row)
    return Value(
        decimal(row.numerator),
        share or ("" if row.status == "no_denominator" else page.why(row)),
        made_of(row, to),
        decimal(row.per_10000, 2),
        to.of(row).numerator if to else "",
        row.indicator in COUNTS or row.status != "none",
    )
