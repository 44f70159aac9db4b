"""Routes of the charts of the indicators, each with the same figures as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from caseapp.casework import areas
from caseapp.rules.access import Act, Denied
from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_CODE, REFORM
from caseapp.rules.values import Period, local_day
from caseapp.statistics import layouts
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.grouping import add_up, notes_of
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.statistics.trend import Trend, TrendAsk, read_trend
from caseapp.web.actor import actor, needs, now
from caseapp.web.statistics import page
from caseapp.web.statistics.chart_forms import CrossForm, GroupForm, MapForm, TrendForm, basis_of
from caseapp.web.statistics.crossed import crossed_of
from caseapp.web.statistics.doors import doors
from caseapp.web.statistics.drawn import made_of, words
from caseapp.web.statistics.forms import AskForm
from caseapp.web.statistics.questions import (
    file_address,
    file_of,
    pages_of,
    population_of,
    question,
    reach,
    sound,
)
from caseapp.web.statistics.tile_map import map_of
from caseapp.web.statistics.trend import charts_of, steps_of, wards_of

Answer = tuple[str, int] | str
File = Response | tuple[str, int]


def _today_form() -> TrendForm:
    formdata = question(borders="now", indicator="8b")
    return TrendForm(local_day(now()), reach(), formdata=formdata)


def _trend_ask(form: TrendForm) -> TrendAsk:
    then = form.borders.data == "then"
    return TrendAsk(form.area.data or "", bool(form.wards_of), basis_of(form.basis.data), then)


@needs(Act.FIGURES_READ)
def trend() -> Answer:
    """Show the half-years of the last three years of an area, and of every ward in the city's."""
    today, form = local_day(now()), _today_form()
    if not sound(form):
        return render_template("statistics/trend.html", form=form, charts=None), 422
    ask, wards = _trend_ask(form), form.wards_of
    found = read_trend(actor(), ask, now=now())
    to = doors(found.periods[-1], ask.basis, None if ask.then else today)
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
        charts=charts_of(found, today, int(ask.area), to),
        wards=wards_of(found, wards, today, to) if wards else None,
        ask=ask,
        lacking=[(step, population_of(min(step.period.end, today))) for step in lacking],
        within_reach=reach() is not None,
        said=words,
        why=page.why,
        made_of=lambda row, period: made_of(row, to.at(period)),
        unassigned=next(iter(page.unassigned().values())),
        reform=REFORM,
        file=file_address("trend_file"),
        pages=pages_of(found.periods[-1], ask.area, ask.basis),
    )


@needs(Act.FIGURES_READ)
def trend_file() -> File:
    """Hand out the half-years as CSV: of each area with all that is drawn of it."""
    form = _today_form()
    if not sound(form):
        return render_template("statistics/trend.html", form=form, charts=None), 422
    ask = _trend_ask(form)
    found = read_trend(actor(), ask, now=now())
    text = layouts.periods_csv(_drawn_rows(found, ask, form.wards_of), INTERNAL)
    name = gettext("trend-internal-%(period)s.csv", period=found.periods[-1].id)
    return file_of(text, name)


def _drawn_rows(found: Trend, ask: TrendAsk, of_wards: str) -> Iterator[tuple[str, Row]]:
    """Yield what the page says: each indicator of the area, and of every ward the one chosen."""
    for number, series in enumerate(found.series.values()):
        drawn = number == 0 or ask.area != CITY_CODE
        for indicator in series.rows if drawn else (of_wards,):
            for period in found.periods:
                if row := series.rows.get(indicator, {}).get(period.id):
                    yield period.id, row


def _period_of(form: AskForm) -> Period:
    """Return the period of a form that was found sound."""
    period = form.read_period()
    assert period is not None
    return period


def _map_form() -> MapForm:
    if reach() is not None:
        raise Denied(Act.FIGURES_READ)
    return MapForm(local_day(now()), formdata=question(indicator="8b"))


def _every_unit(form: AskForm, borders: date | None) -> Sheet:
    """Count every ward and commune; Denied for who may not see all."""
    basis = basis_of(form.basis.data)
    ask = Ask(_period_of(form), each_ward=True, basis=basis, borders=borders)
    return read_indicators(actor(), ask, now=now())


@needs(Act.FIGURES_READ)
def tile_map() -> Answer:
    """Show one indicator in every ward and commune of today, for who may see the city."""
    form = _map_form()
    if not sound(form):
        return render_template("statistics/map.html", form=form, map=None), 422
    today, basis = local_day(now()), basis_of(form.basis.data)
    sheet = _every_unit(form, today)
    period = sheet.period
    return render_template(
        "statistics/map.html",
        form=form,
        map=map_of(sheet, form.indicator.data, doors(period, basis, today)),
        indicator=form.indicator.data,
        period=period,
        running=period.end > today,
        carried=period.end < REFORM,
        file=file_address("tile_map_file"),
        pages=pages_of(period, CITY_CODE, basis),
    )


@needs(Act.FIGURES_READ)
def tile_map_file() -> File:
    """Hand out the indicator of every ward and commune as CSV."""
    form = _map_form()
    if not sound(form):
        return render_template("statistics/map.html", form=form, map=None), 422
    sheet = _every_unit(form, local_day(now()))
    rows = [row for row in sheet.make_rows() if row.indicator == form.indicator.data]
    name = gettext("map-internal-%(period)s.csv", period=sheet.period.id)
    return file_of(layouts.rows_csv(rows, mark=INTERNAL), name)


def _cross_form() -> CrossForm:
    formdata = question(indicator="8a", by="sex", across="")
    return CrossForm(local_day(now()), reach(), formdata=formdata)


def _divided(form: CrossForm) -> Sheet:
    basis, area = basis_of(form.basis.data), form.area.data or ""
    return read_indicators(
        actor(), Ask(_period_of(form), area, by=form.dimensions, basis=basis), now=now()
    )


@needs(Act.FIGURES_READ)
def crossed() -> Answer:
    """Show one indicator of an area divided by one or two dimensions."""
    form = _cross_form()
    if not sound(form):
        return render_template("statistics/crossed.html", form=form, found=None), 422
    sheet, basis, area = _divided(form), basis_of(form.basis.data), form.area.data or ""
    period = sheet.period
    return render_template(
        "statistics/crossed.html",
        form=form,
        found=crossed_of(sheet, form.indicator.data, doors(period, basis)),
        sheet=sheet,
        indicator=form.indicator.data,
        area=(form.area_names() | page.unassigned())[area],
        period=period,
        running=period.end > local_day(now()),
        file=file_address("crossed_file"),
        pages=pages_of(period, area, basis),
    )


@needs(Act.FIGURES_READ)
def crossed_file() -> File:
    """Hand out the divided indicator as CSV."""
    form = _cross_form()
    if not sound(form):
        return render_template("statistics/crossed.html", form=form, found=None), 422
    sheet = _divided(form)
    rows = [row for row in sheet.make_rows() if row.indicator == form.indicator.data]
    name = gettext("divided-internal-%(period)s.csv", period=sheet.period.id)
    return file_of(layouts.rows_csv(rows, sheet.by, INTERNAL), name)


def _group_form() -> GroupForm:
    if reach() is not None:
        raise Denied(Act.FIGURES_READ)
    return GroupForm(local_day(now()), formdata=question(province="", district=""))


def _group_question(form: GroupForm) -> Answer:
    pages = pages_of(Period.parse(str(local_day(now()).year)), CITY_CODE, "received")
    shown = render_template("statistics/group.html", form=form, figures=None, pages=pages)
    return (shown, 422) if request.args else shown


def _borders(form: GroupForm) -> date | None:
    """Return the day whose units the group is of; None for those of the period's last day."""
    return None if form.as_then else local_day(now())


@needs(Act.FIGURES_READ)
def group() -> Answer:
    """Show the indicators of several wards and communes together."""
    form, today = _group_form(), local_day(now())
    if not request.args or not sound(form):
        return _group_question(form)
    borders, basis, codes = _borders(form), basis_of(form.basis.data), form.codes
    sheet = _every_unit(form, borders)
    period, notes = sheet.period, notes_of(sheet, codes)
    names = dict(areas.choices(borders or period.end)) | page.unassigned()
    to = doors(period, basis, borders, group=codes)
    return render_template(
        "statistics/group.html",
        form=form,
        figures=[page.figure(row, to) for row in add_up(sheet, codes)],
        table=page.table_of(sheet, names, only=(*codes, UNASSIGNED_CODE), to=to),
        name=form.group_name(),
        apart=page.apart(notes, basis, to),
        lacking=sorted((names[code] for code in notes["no_denominator"]), key=name_order),
        period=period,
        running=period.end > today,
        as_then=form.as_then,
        file=file_address("group_file"),
        pages=pages_of(period, CITY_CODE, basis),
    )


@needs(Act.FIGURES_READ)
def group_file() -> File:
    """Hand out the group, each of its units and who is of no unit alone as CSV."""
    form = _group_form()
    if not request.args or not sound(form):
        return render_template("statistics/group.html", form=form, figures=None, pages=()), 422
    sheet, wanted = _every_unit(form, _borders(form)), {*form.codes, UNASSIGNED_CODE}
    own = [row for row in sheet.make_rows() if row.area in wanted]
    name = gettext("group-internal-%(period)s.csv", period=sheet.period.id)
    return file_of(layouts.rows_csv([*add_up(sheet, form.codes), *own], mark=INTERNAL), name)


def attach(blueprint: Blueprint) -> None:
    """Add these pages and files to the blueprint of the indicators."""
    for path, name, view in (
        ("/trend", "trend", trend),
        ("/trend.csv", "trend_file", trend_file),
        ("/map", "tile_map", tile_map),
        ("/map.csv", "tile_map_file", tile_map_file),
        ("/divided", "crossed", crossed),
        ("/divided.csv", "crossed_file", crossed_file),
        ("/group", "group", group),
        ("/group.csv", "group_file", group_file),
    ):
        blueprint.add_url_rule(path, name, view)
