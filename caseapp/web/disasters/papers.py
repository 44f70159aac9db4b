"""The list on paper and as a workbook: empty beforehand, filled for those who may print it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final

from flask import Blueprint, flash, redirect, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.impact_reading import ImpactView, UnitPlace, list_printed, read_place
from caseapp.exchange.disaster_lists import template
from caseapp.rules.access import Act
from caseapp.rules.codes import LISTS
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.disasters.entry import place_to_fill
from caseapp.web.pdf_answer import heading_of, list_footing, pdf_answer
from caseapp.web.printing import Sheet, disaster_list_html

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HOUSEHOLDS: Final = 7
_CHILDREN: Final = 3
"""So many blocks stand on the empty list, with so many lines for children each."""


def attach(blueprint: Blueprint) -> None:
    """Add these papers to the blueprint of the disasters."""
    unit = "/<int:number>/units/<code>"
    blueprint.add_url_rule(f"{unit}/blank-list.pdf", "blank", blank)
    blueprint.add_url_rule(f"{unit}/list.pdf", "printed", printed)
    blueprint.add_url_rule(f"{unit}/list.xlsx", "template", workbook)


@needs(Act.IMPACT_LIST)
def blank(number: int, code: str) -> Response:
    """Print the empty list, to be filled by hand: a block for each household."""
    view = read_place(actor(), number, code, now=now())
    households = [(None, [None] * _CHILDREN)] * _HOUSEHOLDS
    return _pdf(view, households, f"{code}-danh-sach-trong", blank=True)


@needs(Act.IMPACT_PRINT)
def printed(number: int, code: str) -> Response:
    """Print the list as it stands; each child's log says so."""
    try:
        view = list_printed(actor(), number, code, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message), "error")
        return redirect(url_for("disasters.unit", number=number, code=code))

    households = [(group[0], group) for group in _groups(map(_for_paper, view.lines))]
    return _pdf(view, households, f"{code}-danh-sach", blank=False)


def _for_paper(line: ImpactView) -> ImpactView:
    """Return a line as it may leave the house: whose name is hidden is not told by its family."""
    return replace(line, head="", hamlet="") if line.hidden else line


def _groups(lines: Iterable[ImpactView]) -> list[list[ImpactView]]:
    """Return the lines household by household; those of one that wait stand before the others."""

    def home(line: ImpactView) -> tuple[bool, str, str]:
        return line.relieved_on is not None, line.hamlet, line.head

    return [list(group) for _, group in groupby(sorted(lines, key=home), key=home)]


def _pdf(view: UnitPlace, households: object, name: str, *, blank: bool) -> FlaskResponse:
    today = local_day(now())
    sheet = Sheet(now(), settings().demo, list_footing(view.code, actor().name, now()))
    html = disaster_list_html(
        heading_of(view.unit_id, today) | ({"day": None} if blank else {}),
        sheet,
        view=view,
        kind=LISTS["disaster_kinds"].label(view.kind, "vi"),
        households=households,
        blank=blank,
        label=lambda codes, code: LISTS[codes].label(code, "vi") if code else "",
        born=_born,
    )
    return pdf_answer(html, name)


def _born(line: ImpactView) -> str:
    """Say in a print when a child was born, as well as it is known."""
    if line.born is None:
        return ""
    if line.birth_precision == "day":
        return f"{line.born:%d/%m/%Y}"
    return (
        f"khoảng {line.born:%m/%Y}" if line.birth_precision == "month" else f"khoảng {line.born:%Y}"
    )


@needs(Act.IMPACT_RECORD)
def workbook(number: int, code: str) -> Response:
    """Hand out the empty list as a workbook, to be filled without network."""
    view = place_to_fill(number, code)
    answer = FlaskResponse(template(view.disaster, view.unit), mimetype=XLSX)
    name = f'attachment; filename="danh-sach-tre-em-{code}.xlsx"'
    answer.headers["Content-Disposition"] = name
    return answer
