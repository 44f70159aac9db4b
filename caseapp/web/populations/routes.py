"""Routes of the population figures: the list with its gaps, a unit, a day, the asking."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, population_reading, populations
from caseapp.casework.populations import PopulationEntry
from caseapp.rules.access import Act
from caseapp.rules.matching import name_order
from caseapp.rules.values import local_day
from caseapp.statistics.population_gaps import Populations, UnitFigure, read_populations
from caseapp.web.actor import actor, needs, now
from caseapp.web.populations.forms import DayForm, PopulationForm, filled, lacks, words_of
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import allowed, missing

blueprint = Blueprint("populations", __name__, url_prefix="/populations")
Answer = Response | tuple[str, int] | str
_OLDEST: Final = date(2000, 1, 1)


@blueprint.route("")
@needs(Act.FIGURES_READ)
def index() -> Answer:
    """List the units of a day with the figure that counts then, those without one first."""
    form = DayForm(formdata=request.args or None, data={"day": local_day(now())})
    if request.args and not form.validate():
        return render_template("populations/index.html", form=form, found=None), 422
    day = form.day.data
    found = read_populations(actor(), day, now=now())
    return render_template(
        "populations/index.html",
        form=form,
        found=found,
        rows=_in_order(found),
        asked=population_reading.asked_units(actor(), now=now()),
        label=areas.label,
        code=areas.code_of,
        may_ask=allowed(Act.POPULATION_ASK),
        may_import=allowed(Act.IMPORT_FILE),
    )


def _in_order(found: Populations) -> list[UnitFigure]:
    return sorted(
        found.units, key=lambda row: (row.children is not None, name_order(areas.label(row.unit)))
    )


@blueprint.route("/requests", methods=["POST"])
@needs(Act.POPULATION_ASK)
def ask() -> Response:
    """Ask all units that lack a figure of a day, once each."""
    day = _day_of(request.form.get("day", ""))
    found = read_populations(actor(), day, now=now())
    told = populations.ask_units(actor(), found.gaps, day, now=now())
    flash(
        ngettext("%(num)d unit is asked now", "%(num)d units are asked now", told)
        if told
        else gettext("Every unit without a figure was asked before"),
        "success",
    )
    return redirect(url_for("populations.index", **_boxes(day)))


@blueprint.route("/<code>")
@needs(Act.FIGURES_READ)
def show(code: str) -> str:
    """Show a unit's figures, day by day, and what was corrected."""
    day = _day_of(request.args.get("day", ""))
    unit = population_reading.read_unit(actor(), code, day, now=now())
    return render_template(
        "populations/show.html", unit=unit, day=day, words_of=words_of, lacks=lacks
    )


@blueprint.route("/<code>/new", methods=["GET", "POST"])
@needs(Act.POPULATION_ENTER)
def new(code: str) -> Answer:
    """Enter the figures of a day that has none yet."""
    form = PopulationForm()
    day = _day_of(request.args.get("day", ""))
    unit = population_reading.read_unit(actor(), code, day, now=now())
    if form.validate_on_submit():
        done = _enter(form, code, (day, form.reference_date.data), None)
        if done is not None:
            return done
    page = render_template("populations/enter.html", form=form, unit=unit, key=post_key(), day=None)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<code>/<day>", methods=["GET", "POST"])
@needs(Act.POPULATION_ENTER)
def correct(code: str, day: str) -> Answer:
    """Correct the figures of a day, or take some back: what stood there before is kept."""
    of = _day_of(day)
    stored = population_reading.read_day(actor(), code, of, now=now())
    if not stored.figures:
        missing()
    form = PopulationForm(dated=True, data=filled(stored.figures, stored.source))
    unit = population_reading.read_unit(actor(), code, of, now=now())
    if form.validate_on_submit():
        done = _enter(form, code, (of, of), posted_version())
        if done is not None:
            return done
    page = render_template(
        "populations/enter.html",
        form=form,
        unit=unit,
        key=post_key(),
        day=of,
        version=stored.version,
    )
    return (page, 422) if form.is_submitted() else page


def _enter(
    form: PopulationForm, code: str, days: tuple[date, date], version: int | None
) -> Response | None:
    """Enter the figures of the second day for the unit that bore the code on the first."""
    on, day = days
    done = perform(
        form,
        lambda: populations.enter_figures(
            actor(),
            code,
            PopulationEntry(day, form.figures(), form.source.data or "", version),
            on=on,
            now=now(),
            post=posted_key(),
        ),
        to=lambda _: url_for("populations.show", code=code, day=day.isoformat()),
    )
    if done is not None:
        flash(gettext("The figures are saved"), "success")
    return done


def _day_of(typed: str) -> date:
    """Return a day of an address; today without one. What is none leads nowhere."""
    if not typed:
        return local_day(now())
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        missing()
    if not _OLDEST <= day <= local_day(now()):
        missing()
    return day


def _boxes(day: date) -> dict[str, Any]:
    return {"day-day": day.day, "day-month": day.month, "day-year": day.year}
