"""Routes of the supervisor's desk: how much stands in each list, and each list by pages."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from caseapp.casework import overseeing
from caseapp.casework.overseeing import Page
from caseapp.rules.access import Act
from caseapp.rules.supervision import AWAY, HIGH_CLOSED, LOAD, UNASSIGNED, WATCHES
from caseapp.web.actor import actor, needs, now
from caseapp.web.looks import page_number
from caseapp.web.rights import allowed
from caseapp.web.supervision.forms import UnitForm
from caseapp.web.supervision.words import (
    SINCE,
    STATES,
    TITLES,
    endpoint_of,
    hand_over_of,
    page_of,
    step_of,
    told_of,
    why_words,
)

blueprint = Blueprint("supervision", __name__, url_prefix="/supervision")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.SUPERVISION_READ)
def index() -> Answer:
    """Tell how much stands in each list, of one unit or of all that are supervised."""
    return _of_unit(
        "supervision.index",
        "supervision/index.html",
        lambda unit: {
            "counts": overseeing.count_all(actor(), unit=unit, now=now()),
            "watches": WATCHES,
            "titles": TITLES,
            "told_of": told_of,
            "endpoint_of": endpoint_of,
        },
    )


def _of_unit(endpoint: str, page: str, show: Callable[[str], dict[str, object]]) -> Answer:
    """Draw a page of the unit that the address names; a name that was typed leads to its code.

    A code that is none, or of a unit that the reader does not supervise, is missing.
    """
    form = UnitForm(overseeing.units_within(actor(), now=now()), formdata=request.args)
    typed = request.args.get("unit", "").strip()
    by_name = bool(typed) and not typed.isdecimal()
    if by_name and form.validate():
        return redirect(url_for(endpoint, unit=form.unit.data))
    if by_name:
        return render_template(page, form=form, unit="", shown=False), 422
    return render_template(page, form=form, unit=typed, shown=True, **show(typed))


def _list(
    name: str, template: str, read: Callable[[str, int], Page], **words: object
) -> Callable[[], Answer]:
    """Make the page of a list."""
    endpoint = endpoint_of(name)

    @needs(Act.SUPERVISION_READ)
    def view() -> Answer:
        page = page_number()

        def show(unit: str) -> dict[str, object]:
            return {
                "found": read(unit, page),
                "page": page,
                "here": url_for(endpoint, unit=unit or None, page=page if page > 1 else None),
            }

        return _of_unit(endpoint, template, lambda unit: {**show(unit), **_frame(name), **words})

    return view


def _frame(name: str) -> dict[str, object]:
    return {
        "name": name,
        "title": TITLES[name],
        "told": told_of(name),
        "watch": next(watch for watch in WATCHES if watch.name == name),
        "endpoint": endpoint_of(name),
        "may_assign": lambda unit_id: allowed(Act.CASE_ASSIGN, unit_id),
        "may_hand_on": allowed(Act.ACCOUNT_HAND_ON),
        "hand_over_of": hand_over_of,
        "states": STATES,
    }


def _lines(name: str) -> Callable[[str, int], Page]:
    return lambda unit, page: overseeing.list_lines(actor(), name, unit=unit, page=page, now=now())


def _attach(name: str, view: Callable[[], Answer]) -> None:
    blueprint.add_url_rule(f"/{name}", endpoint_of(name).partition(".")[2], view)


for _name in SINCE:
    _attach(
        _name,
        _list(
            _name,
            "supervision/list.html",
            _lines(_name),
            since=SINCE[_name],
            step_of=step_of,
            page_of=page_of,
            why_words=why_words,
            with_reasons=_name == HIGH_CLOSED.name,
            assigns=_name == UNASSIGNED.name,
        ),
    )
_attach(
    LOAD.name,
    _list(
        LOAD.name,
        "supervision/load.html",
        lambda unit, page: overseeing.list_load(actor(), unit=unit, page=page, now=now()),
    ),
)
_attach(
    AWAY.name,
    _list(
        AWAY.name,
        "supervision/absences.html",
        lambda unit, page: overseeing.list_absences(actor(), unit=unit, page=page, now=now()),
    ),
)
