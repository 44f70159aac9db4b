"""The page of the rows behind a count: which they are, and what makes each of them count."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext, ngettext

from caseapp.casework import areas
from caseapp.casework.unshown import held_back
from caseapp.rules.access import Act
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import local_day
from caseapp.statistics.cells import BY_REPORT, CellAsk, Part
from caseapp.statistics.counting import Ask
from caseapp.statistics.opened import open_rows
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.looks import page_number
from caseapp.web.rights import missing
from caseapp.web.statistics import page
from caseapp.web.statistics.chart_forms import basis_of
from caseapp.web.statistics.crossed import code_words
from caseapp.web.statistics.forms import AskForm
from caseapp.web.statistics.questions import with_question


@needs(Act.FIGURES_OPEN)
def rows() -> str:
    """Show a page of the rows behind a count, and how many there are."""
    asked = _asked()
    number = page_number()
    found = open_rows(actor(), asked, page=number, now=now(), held_back=held_back)
    period = asked.ask.period
    return render_template(
        "statistics/rows.html",
        found=found,
        page=number,
        asked=asked,
        title=page.counted_words(asked.of, asked.part),
        by_report=asked.of in BY_REPORT,
        where=_where(asked),
        divided="; ".join(map(code_words, asked.ask.by, asked.cell)),
        period=period,
        unit=areas.label,
        born=lambda whom: born_words(whom.born, whom.precision, local_day(now())),
        one_unit=len(asked.areas) == 1 and asked.areas[0].isdigit() and asked.areas[0] != CITY_CODE,
        to_page=lambda other: with_question(url_for("statistics.rows"), page=str(other)),
        back=url_for("statistics.index", other=period.id, basis=asked.ask.basis, area=_area(asked)),
    )


def _asked() -> CellAsk:
    """Read the question off the address; what is none is missing."""
    args = request.args
    form = AskForm(local_day(now()), None, formdata=args)
    period = form.read_period() if args.get("other") else None
    if period is None:
        missing()
    try:
        ask = Ask(
            period,
            by=tuple(args.getlist("by")),
            basis=basis_of(args.get("basis")),
            borders=local_day(now()) if args.get("borders") == "now" else None,
        )
        part = cast("Part", args.get("part", "numerator"))
        places, cell = tuple(args.getlist("area")), tuple(args.getlist("cell"))
        return CellAsk(ask, args.get("of", ""), part, places, cell)
    except ValueError:  # a dimension that is none, or a count that no figure has
        missing()


def _where(asked: CellAsk) -> str:
    """Name the areas: one by its name, several by how many they are."""
    if len(asked.areas) > 1:
        number = len(asked.areas)
        return str(ngettext("%(num)d ward or commune", "%(num)d wards and communes", number))
    (code,) = asked.areas
    if code == CITY_CODE:
        return str(gettext("The whole city"))
    ask = asked.ask
    names = dict(areas.choices(ask.borders or ask.period.end)) | page.unassigned()
    return str(names.get(code, code))


def _area(asked: CellAsk) -> str | None:
    """Return the area to go back to: a unit of the period's last day, or the city."""
    stands = asked.ask.borders is None and len(asked.areas) == 1 and asked.areas[0].isdigit()
    return asked.areas[0] if stands else None


def attach(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of the indicators."""
    blueprint.add_url_rule("/rows", "rows", rows)
