"""What the pages of the indicators have in common: the question asked, its pages, its files."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from caseapp.rules.access import Act, scope_for
from caseapp.rules.units import REFORM
from caseapp.rules.values import Period, local_day
from caseapp.statistics.counting import Ask
from caseapp.web.actor import actor, now
from caseapp.web.statistics.chart_forms import TrendForm, basis_of
from caseapp.web.statistics.forms import AskForm

_MARK: Final = "\ufeff"


def reach() -> frozenset[int] | None:
    """Return the units whose figures the reader may see; None for all."""
    return scope_for(actor(), Act.FIGURES_READ, local_day(now())).units


def question(**usual: str) -> MultiDict[str, str] | None:
    """Return the question as it was sent, with what is usual where nothing was said."""
    asked = MultiDict(request.args)
    if not asked:
        return None
    for name, value in {"period": str(local_day(now()).year), "basis": "received", **usual}.items():
        asked.setdefault(name, value)
    return asked


def the_form() -> AskForm:
    """Return the form of a question about the indicators of an area."""
    return AskForm(local_day(now()), reach(), formdata=question())


def ask_of(form: AskForm) -> Ask:
    """Return the question of a form that was found sound."""
    period = form.read_period()
    assert period is not None
    each_ward = "each_ward" in form and bool(form.each_ward.data)
    basis = basis_of(form.basis.data)
    return Ask(period, form.area.data or "", each_ward=each_ward, basis=basis)


def sound(form: AskForm | TrendForm) -> bool:
    """Whether it can be counted; a page opened without a question asks the usual one."""
    offered = "area" not in form or bool(form.area.choices)
    return offered and (not request.args or bool(form.validate()))


def pages_of(period: Period, area: str, basis: str) -> list[tuple[str, str, str]]:
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
        if name not in {"tile_map", "group"} or reach() is None
    ]


def population_of(day: date) -> str:
    """Return the address of the population figures that count on the day."""
    boxes: dict[str, Any] = {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    return url_for("populations.index", **boxes)


def file_of(text: str, name: str) -> Response:
    """Hand out figures as CSV, for the office's own use.

    It begins with a byte order mark: Excel takes a file without one for another encoding.
    """
    answer = Response(_MARK + text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def file_address(endpoint: str) -> str:
    """Return the address of the same question as a file."""
    return with_question(url_for(f"statistics.{endpoint}"))


def with_question(address: str, **other: str) -> str:
    """Return an address with the question of this request, some of it put otherwise."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name not in other]
    asked += other.items()
    return f"{address}?{urlencode(asked)}" if asked else address
