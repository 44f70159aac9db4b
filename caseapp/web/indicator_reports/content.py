"""The parts of a report: its tables and charts in words, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.rules.indicator_reports import ReportKind, Span
from caseapp.web.indicator_reports import drawing
from caseapp.web.indicator_reports.drawing import Chart
from caseapp.web.indicator_reports.state import State
from caseapp.web.indicator_reports.tables import (
    Table,
    against_targets,
    by_kind,
    by_sex_and_age,
    by_unit,
    over_periods,
)
from caseapp.web.indicator_reports.tile_chart import maps
from caseapp.web.indicator_reports.words import (
    DEFINITIONS,
    NOTES,
    TITLES,
    days,
    period_name,
    short_period,
    span_name,
)

_NOT_THERE: Final = {
    ReportKind.INTERNAL: "chưa chốt số liệu",
    ReportKind.PUBLIC: "chưa công bố số liệu",
}

_OF_SEVERAL: Final = {
    ReportKind.INTERNAL: "Một em có thể ở nhiều dòng, nên cộng các dòng có thể lớn hơn tổng.",
    ReportKind.PUBLIC: "Mỗi em ở một dòng; em thuộc nhiều nhóm hoặc bị nhiều hình thức ở dòng "
    "riêng.",
}


@dataclass(frozen=True)
class Part:
    """A part of a report: its paragraphs, tables, charts; `writes`: what its writer adds, named."""

    title: str
    words: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    writes: str = ""


@dataclass(frozen=True)
class Content:
    """A report; `state`: the newest period that has figures, None where none can be made.

    `missing` names the periods that lack figures, of a report that cannot be made what it waits
    for.
    """

    kind: ReportKind
    span: Span
    state: State | None
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]
    missing: tuple[str, ...]


def content_of(kind: ReportKind, span: Span, states: Mapping[str, State]) -> Content:
    """Put a report together; of the programme the newest year that has figures is told whole."""
    held = [
        states[each.id] for each in span.periods if each.id in states and _told(states[each.id])
    ]
    last = held[-1] if held else None
    if not span.whole_programme and (last is None or last.period != span.periods[-1]):
        last = None
    missing = tuple(short_period(p) for p in span.periods if p not in {s.period for s in held})
    if last is None:
        own = missing if span.whole_programme else (short_period(span.periods[-1]),)
        return Content(kind, span, None, (), (), own)
    return Content(
        kind,
        span,
        last,
        (
            _basis(kind, span, last),
            Part(
                "Kết quả so với mục tiêu",
                (NOTES["9"],),
                (against_targets(last),),
                tuple(drawing.against_targets(last)),
            ),
            *_compared(kind, span, held),
            *_divided(last),
            *_by_kinds(kind, last),
            Part("Đánh giá, nguyên nhân", writes="assessment"),
            Part("Kiến nghị, đề xuất", writes="proposals"),
        ),
        (*_by_unit(last), *_mapped(last), _definitions(last)),
        missing,
    )


def _told(state: State) -> bool:
    return any(area == state.area for _, area in state.figures)


def _basis(kind: ReportKind, span: Span, state: State) -> Part:
    """Say over what the report is, and from where its figures are."""
    words = [f"Kỳ báo cáo: {span_name(span)}."]
    if span.whole_programme:
        words.append(
            f"Số liệu chi tiết là của {period_name(state.period)}, năm gần nhất có số liệu."
        )
    else:
        words[0] = f"Kỳ báo cáo: {span_name(span)} ({days(state.period)})."
    if kind == ReportKind.INTERNAL:
        words.append(_lacking(state))
    facts = tuple(fact for source in state.sources for fact in source.facts)
    return Part("Phạm vi và nguồn số liệu", (*words, *state.notes), facts=facts)


def _lacking(state: State) -> str:
    if not state.lacking:
        return "Mọi đơn vị đều có mẫu số (số trẻ em của địa bàn)."
    return (
        f"Số đơn vị chưa có mẫu số (số trẻ em của địa bàn): {len(state.lacking)}; tỷ lệ của chỉ "
        "tiêu 8a và 9 ở đó chưa tính được. Danh sách ở phần phụ lục."
    )


def _compared(kind: ReportKind, span: Span, held: Sequence[State]) -> Iterator[Part]:
    """Yield the part over the span's periods; what has no figures is named and not invented."""
    if len(span.periods) == 1:
        return
    found = {state.period: state for state in held}
    title = "Kết quả qua các năm" if span.whole_programme else "So với các kỳ trước"
    lacking = [short_period(period) for period in span.periods if period not in found]
    words = [f"Kỳ {_NOT_THERE[kind]}: {', '.join(lacking)}."] if lacking else []
    words += [f"Nguồn: {'; '.join(map(_origin, held))}."]
    words.append(
        "Mỗi kỳ dùng số liệu của chính kỳ đó; ranh giới đơn vị và định nghĩa có thể khác nhau giữa "
        "các kỳ. Trước ngày 01 tháng 7 năm 2025 số liệu tính cho địa bàn của thành phố hiện nay."
    )
    table = over_periods(title, span.periods, found)
    yield Part(title, tuple(words), (table,), tuple(drawing.over_time(span.periods, found)))


def _origin(state: State) -> str:
    names = "; ".join(source.name for source in state.sources)
    return f"{short_period(state.period)}: {names}"


def _divided(state: State) -> Iterator[Part]:
    """Yield the part by sex and age, for the indicators of which it is given."""
    tables = [table for indicator in TITLES if (table := by_sex_and_age(indicator, state))]
    if tables:
        words = ("Số trẻ em; ở chỉ tiêu 8b và 12 là số em đạt trên số em tính.",)
        yield Part(
            "Theo giới tính và nhóm tuổi", words, tuple(tables), tuple(drawing.by_age(state))
        )


def _by_kinds(kind: ReportKind, state: State) -> Iterator[Part]:
    """Yield the part by group and type, with how a child of several is counted."""
    tables = [table for indicator in TITLES if (table := by_kind(indicator, state))]
    if tables:
        yield Part("Theo nhóm hoàn cảnh và hình thức xâm hại", (_OF_SEVERAL[kind],), tuple(tables))


def _by_unit(state: State) -> Iterator[Part]:
    """Yield the annex of wards and communes."""
    if state.units:
        words = (f"Kỳ {days(state.period)}.",)
        yield Part("Kết quả theo xã, phường", words, (by_unit(state),))


def _mapped(state: State) -> Iterator[Part]:
    """Yield the annex of the maps, where the units are those of today."""
    if drawn := tuple(maps(state)):
        words = ("Mỗi ô là một xã, phường, đặt gần đúng vị trí; số trên ô là số của bảng ở trên.",)
        yield Part("Bản đồ ô theo xã, phường", words, charts=drawn)


def _definitions(state: State) -> Part:
    lacking = f"Đơn vị chưa có mẫu số ({len(state.lacking)}): {'; '.join(state.lacking)}."
    words = (*DEFINITIONS.values(), *NOTES.values(), *([lacking] if state.lacking else []))
    return Part("Định nghĩa và ghi chú", words)
