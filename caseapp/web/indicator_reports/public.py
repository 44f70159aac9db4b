"""Releases as the periods of a report: only what everybody may read, hidden cells as there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from caseapp.exchange.indicator_reports import Public
from caseapp.exchange.released import ReleasedCell, ReleaseView
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_CODE, territory
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.layout import AREA, TOTAL
from caseapp.statistics.releases.layouts import CLUSTER
from caseapp.statistics.releases.tables import CODES, IN_TIME, KIND, OUTCOME, YES
from caseapp.statistics.releases.wording import vietnamese_definitions
from caseapp.statistics.territory import UNASSIGNED_CODE, Ground
from caseapp.web.filters import moment
from caseapp.web.indicator_reports.internal import area_name
from caseapp.web.indicator_reports.state import WHOLE, Figure, Source, State
from caseapp.web.indicator_reports.words import HIDDEN, NO_DENOMINATOR, NONE_AROSE

SUBJECT_OF: Final = {"8a": "8", "8b": "8", "9": "9", "12": "12"}
_OF_KINDS: Final = frozenset({"8a", "9"})
_REACHED: Final = {"8b": YES, "12": IN_TIME}
"""The code of those who fulfil an indicator, in the dimension of its outcome."""
_NOT_RELEASED: Final = "chưa công bố"
_ONLY_RELEASED: Final = (
    "Báo cáo này chỉ dùng số liệu đã công bố. Ô ghi “Bảo mật” được giữ kín để không ai suy ra đó "
    "là trẻ nào; không được tìm cách tính lại, không được ghép với số liệu nội bộ."
)
_NO_CELL: Final = "Dấu “–” nghĩa là bảng công bố không có ô đó."


@dataclass(frozen=True)
class Cells:
    """The cells of a release by their codes, totals left out."""

    by_codes: Mapping[frozenset[tuple[str, str]], ReleasedCell]

    def at(self, **codes: str) -> ReleasedCell | None:
        """Return the cell of these codes; None where the layout prints none."""
        wanted = (pair for pair in codes.items() if pair[1] not in {"", TOTAL})
        return self.by_codes.get(frozenset(wanted))


def cells_of(view: ReleaseView) -> Cells:
    """Return the cells of a release; the same one in several tables is one."""
    found: dict[frozenset[tuple[str, str]], ReleasedCell] = {}
    for table in view.tables:
        names = [AREA if name == CLUSTER else name for name in table.dimensions]
        for cell in table.rows:
            pairs = zip(names, cell.codes, strict=True)
            found.setdefault(frozenset(pair for pair in pairs if pair[1] != TOTAL), cell)
    return Cells(found)


def public_states(found: Public) -> dict[str, State]:
    """Return the released periods of a report by their text."""
    periods = {period.id: period for period in found.span.periods}
    return {name: _state(periods[name], views) for name, views in found.releases.items()}


def _state(period: Period, views: Mapping[str, ReleaseView]) -> State:
    units = _units(period)
    areas = (CITY_CODE, *(code for code, _ in units))
    figures: dict[tuple[str, str], Figure] = {}
    divided: dict[tuple[str, str, str], Figure] = {}
    kinds: dict[tuple[str, str], Figure] = {}
    for indicator, subject in SUBJECT_OF.items():
        if subject not in views:
            continue
        cells = cells_of(views[subject])
        for area in areas:
            found = _figure(indicator, cells, {AREA: TOTAL if area == CITY_CODE else area})
            if found is not None:
                figures[indicator, area] = found
        divided |= {(indicator, *place): one for place, one in _divided(indicator, cells)}
        kinds |= {(indicator, code): one for code, one in _kinds(indicator, cells)}
    return State(
        period=period,
        area=CITY_CODE,
        figures=figures,
        divided=divided,
        units=units,
        sources=tuple(_source(view) for _, view in sorted(views.items())),
        notes=(_ONLY_RELEASED, _NO_CELL),
        kinds=kinds,
        absent={
            indicator: _NOT_RELEASED
            for indicator, subject in SUBJECT_OF.items()
            if subject not in views
        },
    )


def _units(period: Period) -> tuple[tuple[str, str], ...]:
    """Return the units in force on the last day, by their names; the list is public in itself."""
    ground = Ground(territory(), period.end)
    codes = [ground.code(unit) for unit in ground.units]
    named = [(code, area_name(code, period.end)) for code in codes]
    named.sort(key=lambda pair: name_order(pair[1]))
    return (*named, (UNASSIGNED_CODE, area_name(UNASSIGNED_CODE, period.end)))


def _figure(indicator: str, cells: Cells, where: Mapping[str, str]) -> Figure | None:
    """Return a figure as it is released; None where no table prints it."""
    if indicator not in _REACHED:
        return _counted(cells.at(**where))
    outcome = OUTCOME[SUBJECT_OF[indicator]]
    reached = cells.at(**where, **{outcome: _REACHED[indicator]})
    counted = cells.at(**where)
    of = counted.value if counted is not None else None
    if reached is None:
        return None
    if of == 0:
        return Figure(0, 0, why=NONE_AROSE)
    hidden = reached.percent is None
    return Figure(reached.value, of, reached.percent, why=HIDDEN if hidden else "", hidden=hidden)


def _counted(cell: ReleasedCell | None) -> Figure | None:
    if cell is None:
        return None
    if cell.value is None:
        return Figure(None, why=HIDDEN, hidden=True)
    why = NO_DENOMINATOR if cell.percent is None else ""
    return Figure(cell.value, None, cell.percent, why=why)


def _divided(indicator: str, cells: Cells) -> Iterator[tuple[tuple[str, str], Figure]]:
    """Yield the figures of the city by sex and age band, where the layout has them."""
    for sex in (*CODES["sex"], WHOLE):
        for band in (*CODES["age_band"], WHOLE):
            found = _figure(indicator, cells, {"sex": sex, "age_band": band})
            if found is not None:
                yield (sex, band), found


def _kinds(indicator: str, cells: Cells) -> Iterator[tuple[str, Figure]]:
    """Yield the counts of the city by group or type; a child of several stands under `several`."""
    if indicator in _OF_KINDS:
        dimension = KIND[SUBJECT_OF[indicator]]
        for code in CODES[dimension]:
            if (found := _counted(cells.at(**{dimension: code}))) is not None:
                yield code, found


def _source(view: ReleaseView) -> Source:
    hidden = (
        f"số đếm từ 1 đến {view.k - 1} và số có thể làm lộ nó (k = {view.k}); "
        f"{view.hidden} trên {view.cells} ô được giữ kín"
    )
    facts = (
        ("Lần công bố", f"số {view.number}, bản thứ {view.edition} của kỳ ({view.layout})"),
        ("Công bố lúc", moment(view.signed_at)),
        ("Bảo mật", hidden),
        ("Định nghĩa", vietnamese_definitions(view.definition)),
        ("Mã băm SHA-256 của lần công bố", view.sha256),
    )
    return Source(f"lần công bố số {view.number}", facts)
