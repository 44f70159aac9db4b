"""Routes of the indicators: the page of exact figures, and the same as a file."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from caseapp.casework import areas
from caseapp.rules.access import Act, Denied, scope_for
from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_CODE, REFORM
from caseapp.rules.values import Period, local_day
from caseapp.statistics import layouts
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.grouping import add_up, notes_of
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.trend import TrendAsk, read_trend
from caseapp.web.actor import actor, needs, now
from caseapp.web.rights import allowed
from caseapp.web.statistics import frozen, page
from caseapp.web.statistics.chart_forms import CrossForm, GroupForm, MapForm, TrendForm, basis_of
from caseapp.web.statistics.crossed import crossed_of
from caseapp.web.statistics.drawn import made_of, measured, words
from caseapp.web.statistics.forms import AskForm
from caseapp.web.statistics.tile_map import map_of
from caseapp.web.statistics.trend import charts_of, steps_of, wards_of

_MARK: Final = "\ufeff"
blueprint = Blueprint("statistics", __name__, url_prefix="/indicators")
frozen.attach(blueprint)


def _reach() -> frozenset[int] | None:
    """Return the units whose figures the reader may see; None for all."""
    return scope_for(actor(), Act.FIGURES_READ, local_day(now())).units


def _asked(**usual: str) -> MultiDict[str, str] | None:
    """Return the question as it was sent, with what is usual where nothing was said."""
    asked = MultiDict(request.args)
    if not asked:
        return None
    for name, value in {"period": str(local_day(now()).year), "basis": "received", **usual}.items():
        asked.setdefault(name, value)
    return asked


def _form() -> AskForm:
    return AskForm(local_day(now()), _reach(), formdata=_asked())


def _ask(form: AskForm) -> Ask:
    """Return the question of a form that was found sound."""
    period = form.read_period()
    assert period is not None
    each_ward = "each_ward" in form and bool(form.each_ward.data)
    basis = basis_of(form.basis.data)
    return Ask(period, form.area.data or "", each_ward=each_ward, basis=basis)


def _sound(form: AskForm | TrendForm) -> bool:
    """Whether it can be counted; a page opened without a question asks the usual one."""
    offered = "area" not in form or bool(form.area.choices)
    return offered and (not request.args or bool(form.validate()))


def _pages(period: Period, area: str, basis: str) -> list[tuple[str, str, str]]:
    """Return the pages of the indicators, the question carried on: endpoint, words, address."""
    of_period = {"other": period.id, "basis": basis}
    today = {"area": area} if period.end >= REFORM else {}
    found: list[tuple[str, str, dict[str, Any]]] = [
        ("index", gettext("Overview"), {**of_period, "area": area}),
        ("trend", gettext("Trend"), {**today, "basis": basis}),
        ("tile_map", gettext("Map of tiles"), of_period),
        ("crossed", gettext("Divided"), {**of_period, "area": area}),
        ("group", gettext("Group of wards and communes"), {}),
    ]
    return [
        (name, title, url_for(f"statistics.{name}", **asked))
        for name, title, asked in found
        if name not in {"tile_map", "group"} or _reach() is None
    ]


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
        hand=_hand_out_of(ask),
        by_program=allowed(Act.FIGURES_FETCH),
        population=_population_of(min(sheet.period.end, local_day(now()))),
        measured=measured(sheet, ask.area),
        pages=_pages(ask.period, ask.area, ask.basis),
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


def _hand_out_of(ask: Ask) -> str:
    """Return where these figures are handed to somebody, '' for who may not."""
    if not allowed(Act.FIGURES_HAND_OUT) or _reach() is not None:
        return ""
    return url_for("hand_outs.new", period=ask.period.id, area=ask.area, basis=ask.basis)


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
    answer = Response(_MARK + layouts.as_csv(sheet, INTERNAL), mimetype="text/csv")
    name = gettext("indicators-internal-%(period)s.csv", period=sheet.period.id)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.route("/trend")
@needs(Act.FIGURES_READ)
def trend() -> tuple[str, int] | str:
    """Show the half-years of the last three years of an area, and of every ward in the city's."""
    today = local_day(now())
    form = TrendForm(today, _reach(), formdata=_asked(borders="now", indicator="8b"))
    if not _sound(form):
        return render_template("statistics/trend.html", form=form, charts=None), 422
    wards, area = form.wards_of, form.area.data or ""
    ask = TrendAsk(area, bool(wards), basis_of(form.basis.data), form.borders.data == "then")
    found = read_trend(actor(), ask, now=now())
    lacking = [
        step
        for step in steps_of(found.periods, today)
        for series in list(found.series.values())[:1]
        for row in series.of("8a", [step.period])
        if row is not None and row.status == "no_denominator"
    ]
    return render_template(
        "statistics/trend.html",
        form=form,
        area=form.area_name(),
        charts=charts_of(found, today, int(area)),
        wards=wards_of(found, wards, today) if wards else None,
        ask=ask,
        lacking=[(step, _population_of(min(step.period.end, today))) for step in lacking],
        within_reach=_reach() is not None,
        said=words,
        why=page.why,
        made_of=made_of,
        unassigned=next(iter(page.unassigned().values())),
        reform=REFORM,
        pages=_pages(found.periods[-1], area, ask.basis),
    )


@blueprint.route("/map")
@needs(Act.FIGURES_READ)
def tile_map() -> tuple[str, int] | str:
    """Show one indicator in every ward and commune of today, for who may see the city."""
    form = MapForm(local_day(now()), formdata=_asked(indicator="8b"))
    if not _sound(form):
        return render_template("statistics/map.html", form=form, map=None), 422
    period = form.read_period()
    assert period is not None
    basis, today = basis_of(form.basis.data), local_day(now())
    ask = Ask(period, each_ward=True, basis=basis, borders=today)
    sheet = read_indicators(actor(), ask, now=now())
    return render_template(
        "statistics/map.html",
        form=form,
        map=map_of(sheet, form.indicator.data),
        indicator=form.indicator.data,
        period=period,
        running=period.end > today,
        carried=period.end < REFORM,
        pages=_pages(period, ask.area, basis),
    )


@blueprint.route("/divided")
@needs(Act.FIGURES_READ)
def crossed() -> tuple[str, int] | str:
    """Show one indicator of an area divided by one or two dimensions."""
    asked = _asked(indicator="8a", by="sex", across="")
    form = CrossForm(local_day(now()), _reach(), formdata=asked)
    if not _sound(form):
        return render_template("statistics/crossed.html", form=form, found=None), 422
    period = form.read_period()
    assert period is not None
    basis, area = basis_of(form.basis.data), form.area.data or ""
    ask = Ask(period, area, by=form.dimensions, basis=basis)
    sheet = read_indicators(actor(), ask, now=now())
    return render_template(
        "statistics/crossed.html",
        form=form,
        found=crossed_of(sheet, form.indicator.data),
        sheet=sheet,
        indicator=form.indicator.data,
        area=(form.area_names() | page.unassigned())[area],
        period=period,
        running=period.end > local_day(now()),
        pages=_pages(period, area, basis),
    )


@blueprint.route("/group")
@needs(Act.FIGURES_READ)
def group() -> tuple[str, int] | str:
    """Show the indicators of several wards and communes of today together."""
    if _reach() is not None:
        raise Denied(Act.FIGURES_READ)
    form, today = GroupForm(local_day(now()), formdata=_asked(province="")), local_day(now())
    if not request.args or not _sound(form):
        pages = _pages(Period.parse(str(today.year)), CITY_CODE, "received")
        shown = render_template("statistics/group.html", form=form, figures=None, pages=pages)
        return shown, 422 if request.args else 200
    period = form.read_period()
    assert period is not None
    basis = basis_of(form.basis.data)
    ask = Ask(period, each_ward=True, basis=basis, borders=today)
    sheet = read_indicators(actor(), ask, now=now())
    names, notes = dict(areas.choices(today)), notes_of(sheet, form.codes)
    return render_template(
        "statistics/group.html",
        form=form,
        figures=[page.figure(row) for row in add_up(sheet, form.codes)],
        table=page.table_of(sheet, {code: names[code] for code in form.codes}, only=form.codes),
        name=form.group_name(),
        notes=notes,
        basis=basis,
        lacking=sorted((names[code] for code in notes["no_denominator"]), key=name_order),
        period=period,
        running=period.end > today,
        pages=_pages(period, ask.area, basis),
    )
