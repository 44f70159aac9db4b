"""Routes of the indicators: the page of exact figures, and the same as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext

from caseapp.rules.access import Act
from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.matching import name_order
from caseapp.rules.values import local_day
from caseapp.statistics import layouts
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.web.actor import actor, needs, now
from caseapp.web.rights import allowed
from caseapp.web.statistics import charts, frozen, opening, page
from caseapp.web.statistics.doors import doors
from caseapp.web.statistics.drawn import measured
from caseapp.web.statistics.questions import (
    ask_of,
    file_of,
    pages_of,
    population_of,
    reach,
    sound,
    the_form,
)

blueprint = Blueprint("statistics", __name__, url_prefix="/indicators")
frozen.attach(blueprint)
charts.attach(blueprint)
opening.attach(blueprint)


@blueprint.route("")
@needs(Act.FIGURES_READ)
def index() -> tuple[str, int] | str:
    """Show the indicators of a period, for the city or one unit, and each ward when asked."""
    form = the_form()
    if not sound(form):
        return render_template("statistics/index.html", form=form, sheet=None), 422
    ask = ask_of(form)
    sheet = read_indicators(actor(), ask, now=now())
    names, to = form.area_names() | page.unassigned(), doors(ask.period, ask.basis)
    return render_template(
        "statistics/index.html",
        form=form,
        sheet=sheet,
        figures=page.figures_of(sheet, ask.area, to),
        table=page.table_of(sheet, names, to=to) if ask.each_ward else None,
        area=names[ask.area],
        apart=page.apart(sheet.notes, ask.basis, to, ask.area),
        versions=page.versions(sheet),
        lacking=sorted(
            (names.get(code, code) for code in sheet.notes["no_denominator"]), key=name_order
        ),
        running=sheet.period.end > local_day(now()),
        file=_file_of(ask),
        hand=_hand_out_of(ask),
        by_program=allowed(Act.FIGURES_FETCH),
        population=population_of(min(sheet.period.end, local_day(now()))),
        measured=measured(sheet, ask.area),
        pages=pages_of(ask.period, ask.area, ask.basis),
    )


def _file_of(ask: Ask) -> str:
    """Return the address of the same figures as a file; the period as typed, for any may be."""
    each_ward = "y" if ask.each_ward else None
    return url_for(
        "statistics.figures",
        other=ask.period.id,
        area=ask.area,
        basis=ask.basis,
        each_ward=each_ward,
    )


def _hand_out_of(ask: Ask) -> str:
    """Return where these figures are handed to somebody, '' for who may not."""
    if not allowed(Act.FIGURES_HAND_OUT) or reach() is not None:
        return ""
    return url_for("hand_outs.new", period=ask.period.id, area=ask.area, basis=ask.basis)


@blueprint.route("/figures.csv")
@needs(Act.FIGURES_READ)
def figures() -> Response | tuple[str, int]:
    """Hand out the same figures as CSV, for the office's own use."""
    form = the_form()
    if not sound(form):
        return render_template("statistics/index.html", form=form, sheet=None), 422
    sheet = read_indicators(actor(), ask_of(form), now=now())
    name = gettext("indicators-internal-%(period)s.csv", period=sheet.period.id)
    return file_of(layouts.as_csv(sheet, INTERNAL), name)
