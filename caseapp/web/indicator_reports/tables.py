"""The tables of a report: against the targets, over the periods, by sex and age, by unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caseapp.rules.codes import LISTS
from caseapp.rules.codes.people import SEX
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.indicator_reports import LAST_YEAR, MIDTERM_YEAR
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.releases.tables import SEVERAL
from caseapp.web.indicator_reports.state import WHOLE, Figure, State
from caseapp.web.indicator_reports.words import (
    NO_VALUE,
    SHORT,
    TITLES,
    percent,
    rate,
    short_period,
    target,
    target_value,
    whole,
)

_OF_COUNTED: Final = frozenset({"8b", "12"})
_REFERENCE: Final = frozenset({"9"})
"""An indicator whose target is for comparison alone: counting can neither meet nor miss it."""
_OF: Final = "\u00a0/\u00a0"
_SEX: Final = (*(code for code in SEX.codes if code != UNKNOWN), UNKNOWN)
_BANDS: Final = (*AGE_BANDS.codes, UNKNOWN)
_KINDS: Final = {
    "8a": ("groups", "Nhóm hoàn cảnh đặc biệt", "8a. Theo nhóm hoàn cảnh đặc biệt"),
    "9": ("abuse_types", "Hình thức xâm hại", "9. Theo hình thức xâm hại"),
}
_SEVERAL: Final = {"groups": "Từ hai nhóm trở lên", "abuse_types": "Từ hai hình thức trở lên"}
_UNIT_HEADS: Final = {
    "8a": ("8a: số trẻ em", "8a: tỷ lệ"),
    "8b": ("8b: được trợ giúp", "8b: tỷ lệ"),
    "9": ("9: số trẻ em", "9: tỷ lệ"),
    "12": ("12: kịp thời", "12: tỷ lệ"),
}


@dataclass(frozen=True)
class Line:
    """A row: what it is of, its cells in the order of the columns; `strong`: it is a sum."""

    label: str
    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table; `wide`: it lies across the paper."""

    caption: str
    head: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    wide: bool = False


def against_targets(state: State) -> Table:
    """Lay out each indicator with its targets; no verdict stands in it."""
    lines = []
    for indicator, title in TITLES.items():
        found = state.of(indicator)
        cells = _said(found) if found is not None else (_absent(state, indicator), NO_VALUE)
        targets = (target(indicator, year) for year in (MIDTERM_YEAR, LAST_YEAR))
        away = _distance(indicator, found, state.period.end.year)
        lines.append(Line(f"{indicator}. {title}", (*cells, *targets, away)))
    goal = MIDTERM_YEAR if state.period.end.year <= MIDTERM_YEAR else LAST_YEAR
    own = (f"Mục tiêu {year}" for year in (MIDTERM_YEAR, LAST_YEAR))
    heads = ("Số đếm", "Tỷ lệ", *own, f"So với mục tiêu {goal}")
    return Table("Kết quả so với mục tiêu", "Chỉ tiêu", heads, tuple(lines))


def _absent(state: State, indicator: str) -> str:
    return state.absent.get(indicator, NO_VALUE)


def _said(figure: Figure) -> tuple[str, str]:
    """Say what is counted, of how many, and the share or why there is none."""
    count = whole(figure.count) if figure.count is not None else figure.why or NO_VALUE
    if figure.of is not None and figure.count is not None:
        count += f"\u00a0/ {whole(figure.of)}"
    share = _share(figure)
    if figure.per_10000 is not None:
        share += f" ({rate(figure.per_10000)} trên 10.000)"
    return count, share


def _distance(indicator: str, figure: Figure | None, year: int) -> str:
    """Say how far the share lies from the target of its year, in points, without a verdict."""
    if indicator in _REFERENCE:
        return "chỉ để đối chiếu"
    if figure is None or figure.share is None:
        return NO_VALUE
    away = figure.share - Decimal(str(target_value(indicator, year)))
    sign = "+" if away > 0 else "−" if away < 0 else ""
    return f"{sign}{rate(abs(away))} điểm"


def over_periods(title: str, periods: Sequence[Period], states: Mapping[Period, State]) -> Table:
    """Lay out the count and the share of each indicator; a dash where a period has no figures."""
    lines = []
    for indicator in TITLES:
        found = [_at(indicator, states.get(period)) for period in periods]
        counts = (NO_VALUE if one is None else _part(one, indicator) for one in found)
        shares = (NO_VALUE if one is None else _share(one) for one in found)
        lines += [
            Line(f"{indicator}. {SHORT[indicator]}", tuple(counts)),
            Line(f"{indicator}. Tỷ lệ", tuple(shares)),
        ]
    return Table(title, "Chỉ tiêu", tuple(map(short_period, periods)), tuple(lines))


def _at(indicator: str, state: State | None) -> Figure | None:
    return state.of(indicator) if state is not None else None


def _share(figure: Figure) -> str:
    return figure.why or NO_VALUE if figure.share is None else percent(figure.share)


def by_sex_and_age(indicator: str, state: State) -> Table | None:
    """Lay out the counts of an indicator; None where the period does not give them."""
    given = {place[1:]: one for place, one in state.divided.items() if place[0] == indicator}
    bands = [band for band in _BANDS if _stands(given, band, spare=band == UNKNOWN, at=1)]
    sexes = [sex for sex in _SEX if _stands(given, sex, spare=sex == UNKNOWN, at=0)]
    if not bands or not sexes:
        return None
    lines = [
        Line(
            "Tổng" if band == WHOLE else _code("age_bands", band),
            tuple(_part(given.get((sex, band)), indicator) for sex in (*sexes, WHOLE)),
            strong=band == WHOLE,
        )
        for band in (*bands, WHOLE)
    ]
    heads = (*(_code("sex", sex) for sex in sexes), "Tổng")
    return Table(f"{indicator}. {SHORT[indicator]}", "Nhóm tuổi", heads, tuple(lines))


def _stands(given: Mapping[tuple[str, str], Figure], code: str, *, spare: bool, at: int) -> bool:
    """Tell whether a code has a row: always, or only where it counts if it stands for unknown."""
    own = [one for place, one in given.items() if place[at] == code]
    return bool(own) and (not spare or any(one.hidden or one.count or one.of for one in own))


def _code(name: str, code: str) -> str:
    if code == UNKNOWN:
        return "Chưa rõ"
    return LISTS[name].label(code, "vi")


def _part(figure: Figure | None, indicator: str) -> str:
    if figure is None:
        return NO_VALUE
    if figure.count is None:
        return figure.why
    of = f"{_OF}{whole(figure.of)}" if indicator in _OF_COUNTED and figure.of is not None else ""
    return f"{whole(figure.count)}{of}"


def by_kind(indicator: str, state: State) -> Table | None:
    """Lay out 8a by group, or 9 by type of abuse; None where the period does not give them."""
    given = {place[1]: one for place, one in state.kinds.items() if place[0] == indicator}
    if not given:
        return None
    listed, head, caption = _KINDS[indicator]
    spare = (code for code in (SEVERAL, UNKNOWN) if code in given)
    lines = [
        Line(_kind(listed, code), (_part(given.get(code, Figure(0)), indicator),))
        for code in (*(code for code in LISTS[listed].codes if code != UNKNOWN), *spare)
    ]
    return Table(caption, head, ("Số trẻ em",), tuple(lines))


def _kind(listed: str, code: str) -> str:
    return _SEVERAL[listed] if code == SEVERAL else _code(listed, code)


def by_unit(state: State) -> Table:
    """Lay out every unit with its figures, the city first where the report is the city's."""
    rows = [(state.area, "Toàn thành phố")] if state.area == CITY_CODE else []
    lines = tuple(
        Line(name, tuple(_unit_cells(state, code)), strong=code == state.area)
        for code, name in (*rows, *state.units)
    )
    told = [indicator for indicator in TITLES if indicator not in state.absent]
    heads = tuple(head for indicator in told for head in _UNIT_HEADS[indicator])
    return Table("Kết quả theo xã, phường", "Đơn vị", heads, lines, wide=True)


def _unit_cells(state: State, code: str) -> Iterator[str]:
    for indicator in TITLES:
        if indicator in state.absent:
            continue
        figure = state.of(indicator, code)
        if figure is None:
            yield from (NO_VALUE, NO_VALUE)
            continue
        yield _part(figure, indicator)
        yield _share(figure)
