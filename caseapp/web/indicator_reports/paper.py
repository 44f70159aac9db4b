"""A report on the indicators as a document: its head, its title, what it says first, who signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.casework import areas
from caseapp.casework.letterheads import department_on
from caseapp.exchange.indicator_reports import Internal, Public
from caseapp.rules.indicator_reports import ReportKind
from caseapp.rules.units import CITY_CODE, CITY_ID, territory
from caseapp.web.indicator_reports.content import Content, content_of
from caseapp.web.indicator_reports.internal import internal_states
from caseapp.web.indicator_reports.public import public_states
from caseapp.web.indicator_reports.words import PROGRAMME, span_name, subject
from caseapp.web.pdf_answer import heading_of
from caseapp.web.printing import Sheet, indicator_report_html

MARK: Final = "Nội bộ – không công bố"


def content_from(found: Internal | Public) -> Content:
    """Return the parts of a report of frozen editions, or of releases."""
    if isinstance(found, Internal):
        return content_of(ReportKind.INTERNAL, found.span, internal_states(found))
    return content_of(ReportKind.PUBLIC, found.span, public_states(found))


@dataclass(frozen=True)
class Head:
    """By what held on a day: whose report it is, its head, what the city's department is called."""

    unit: int
    heading: Mapping[str, object]
    department: str


def head_of(content: Content, on: date) -> Head:
    """Return the head of a report that has figures: of the city's department, or of a ward."""
    unit = _unit_of(content)
    return Head(unit, heading_of(unit, on), department_on(on))


def report_html(
    content: Content,
    head: Head,
    sheet: Sheet,
    *,
    written: Mapping[str, str],
    both_sides: bool = False,
) -> str:
    """Draw a report that has figures; `written`: what its writer typed, by its place's name.

    `both_sides`: the wide margin stands where the sheets are bound.
    """
    internal = content.kind == ReportKind.INTERNAL
    return indicator_report_html(
        sheet,
        title=f"Báo cáo {subject(content.span).lower()}",
        heading=_heading(head),
        subject=subject(content.span),
        mark=MARK if internal else "",
        opening=_opening(content, head),
        content=content,
        written=written,
        role="GIÁM ĐỐC" if head.unit == CITY_ID else "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        copies=_copies(head, internal=internal),
        both_sides=both_sides,
    )


def _unit_of(content: Content) -> int:
    """Return whose report it is: the city's, or of the ward whose figures stand first."""
    assert content.state is not None
    if content.state.area == CITY_CODE:
        return CITY_ID
    unit = territory().at(content.state.area, content.state.period.end)
    return unit.id if unit is not None else CITY_ID


def _heading(head: Head) -> Mapping[str, object]:
    """Return the lines of the head: of the department, or of the ward's People's Committee."""
    if head.unit != CITY_ID:
        return head.heading
    letters = "".join(word[0] for word in head.department.split() if word != "và").upper()
    return {
        **head.heading,
        "agency_parent": f"{head.heading['agency_parent']} {_firm(str(head.heading['agency']))}",
        "agency": head.department.upper(),
        "abbreviation": letters,
    }


def _firm(name: str) -> str:
    """Let no line break within a name."""
    return name.replace(" ", "\u00a0")


def _opening(content: Content, head: Head) -> str:
    place = areas.label(head.unit)
    place = place[:1].lower() + place[1:]
    kind = "" if content.kind == ReportKind.INTERNAL else " theo số liệu đã công bố"
    name = head.department if head.unit == CITY_ID else f"Ủy ban nhân dân {place}"
    return (
        f"Thực hiện {PROGRAMME}, {name} báo cáo kết quả thực hiện chỉ tiêu 8 (trẻ em có hoàn cảnh "
        "đặc biệt), chỉ tiêu 9 (trẻ em bị xâm hại) và chỉ tiêu 12 (trẻ em bị ảnh hưởng bởi thiên "
        f"tai, thảm họa) {span_name(content.span)} trên địa bàn {place}{kind} như sau:"
    )


def _copies(head: Head, *, internal: bool) -> tuple[str, ...]:
    if head.unit != CITY_ID:
        return (head.department, "Lưu: VT")
    found = ("Ủy ban nhân dân thành phố", "Bộ Y tế", "Lưu: VT")
    return found if internal else (*found[:2], "Cổng thông tin điện tử thành phố", found[2])
