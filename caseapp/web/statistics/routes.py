"""Routes of the indicators: the page of exact figures, and the same as a file."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, cast

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from caseapp.rules.access import Act, scope_for
from caseapp.rules.matching import name_order
from caseapp.rules.values import local_day
from caseapp.statistics import layouts
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.indicator import Basis
from caseapp.statistics.sheet import Sheet
from caseapp.web.actor import actor, needs, now
from caseapp.web.statistics import frozen, page
from caseapp.web.statistics.forms import AskForm

_MARK: Final = "\ufeff"
blueprint = Blueprint("statistics", __name__, url_prefix="/indicators")
frozen.attach(blueprint)


def _form() -> AskForm:
    today = local_day(now())
    units = scope_for(actor(), Act.FIGURES_READ, today).units
    asked = MultiDict(request.args)
    if asked:
        asked.setdefault("period", str(today.year))
        asked.setdefault("basis", "received")
    return AskForm(today, units, formdata=asked or None)


def _ask(form: AskForm) -> Ask:
    """Return the question of a form that was found sound."""
    period = form.read_period()
    assert period is not None
    basis = "occurred" if form.basis.data == "occurred" else "received"
    each_ward = "each_ward" in form and bool(form.each_ward.data)
    return Ask(period, form.area.data or "", each_ward=each_ward, basis=cast("Basis", basis))


def _sound(form: AskForm) -> bool:
    """Whether it can be counted; a page opened without a question asks the usual one."""
    return bool(form.area.choices) and (not request.args or bool(form.validate()))


@blueprint.route("")
@needs(Act.FIGURES_READ)
def index() -> tuple[str, int] | str:
    """Show the indicators of a period, for the city or one unit, and each ward when asked."""
    form = _form()
    if not _sound(form):
        return render_template("statistics/index.html", form=form, sheet=None), 422
    ask = _ask(form)
    sheet = read_indicators(actor(), ask, now=now())
    names = form.area_names() | page.unassigned()
    return render_template(
        "statistics/index.html",
        form=form,
        sheet=sheet,
        figures=page.figures_of(sheet, ask.area),
        table=page.table_of(sheet, names) if ask.each_ward else None,
        area=names[ask.area],
        versions=page.versions(sheet),
        basis=ask.basis,
        lacking=sorted(
            (names.get(code, code) for code in sheet.notes["no_denominator"]), key=name_order
        ),
        running=sheet.period.end > local_day(now()),
        file=_file_of(ask),
        population=_population_of(min(sheet.period.end, local_day(now()))),
    )


def _population_of(day: date) -> str:
    """Return the address of the population figures that count on the day."""
    boxes: dict[str, Any] = {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    return url_for("populations.index", **boxes)


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


@blueprint.route("/figures.csv")
@needs(Act.FIGURES_READ)
def figures() -> Response | tuple[str, int]:
    """Hand out the same figures as CSV, for the office's own use.

    It begins with a byte order mark: Excel takes a file without one for another encoding.
    """
    form = _form()
    if not _sound(form):
        return render_template("statistics/index.html", form=form, sheet=None), 422
    sheet: Sheet = read_indicators(actor(), _ask(form), now=now())
    answer = Response(_MARK + layouts.as_csv(sheet), mimetype="text/csv")
    name = gettext("indicators-internal-%(period)s.csv", period=sheet.period.id)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
