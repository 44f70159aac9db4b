"""Takes the form of a step: shown, shown again with its faults, or done and led on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.measures_reading import (
    Measures,
    PlacementView,
    read_measures,
)
from caseapp.casework.outcomes import Stale
from caseapp.casework.separation_reading import OrderView, SeparationView
from caseapp.rules.access import Act
from caseapp.web.actor import actor, now
from caseapp.web.form_builder import ToldSection
from caseapp.web.meeting import Meeting
from caseapp.web.posting import perform, post_key, posted_version
from caseapp.web.rights import insist, missing

Answer = Response | tuple[str, int] | str
BOTH = ["GET", "POST"]


@dataclass(frozen=True)
class Page:
    """What stands around a form: its heading, words before it, facts as question and answer.

    `told` is what the separation says that the step is about, under the headings of Mẫu 07.
    `done` is said once the step is taken; `version` is that of the paper which was read; `met` is
    what a form that edits its row carries in its place.
    """

    title: str
    done: str
    intro: str = ""
    facts: tuple[tuple[str, Any], ...] = ()
    told: Sequence[ToldSection] = ()
    version: int | None = None
    met: Meeting | None = None
    unseen: bool = False
    """Whether the wording of the official form behind it was not seen yet."""
    heard: AssessmentView | None = None
    """The assessment whose words of the child stand first on the page of who decides."""


def read_for(code: str, act: Act) -> Measures:
    """Return the measures of a case for a step; 404 for those who may not take it."""
    view = read_measures(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


def separation_of(view: Measures, number: int) -> SeparationView:
    """Return the separation of that number; 404 when there is none."""
    return next((each for each in view.separations if each.number == number), None) or missing()


def order_of(view: Measures, number: int) -> tuple[SeparationView, OrderView]:
    """Return what follows a separation by its number, with that separation; 404 for none."""
    found = ((parted, each) for parted in view.separations for each in parted.orders)
    return next((pair for pair in found if pair[1].number == number), None) or missing()


def placement_of(view: Measures, number: int) -> PlacementView:
    """Return the placement of that number; 404 when there is none."""
    return next((each for each in view.placements if each.number == number), None) or missing()


def step(
    form: BaseForm,
    view: Measures,
    act: Callable[[], Any],
    page: Page,
    *,
    back: str,
    to: Callable[[str], str] | None = None,
) -> Answer:
    """Take a step's form and lead on to `to`, else back to where it was begun.

    What was typed on a paper that changed since is shown again under a word that says so; Stale of
    a form that edits its row is the caller's.
    """
    status = 422
    if request.method == "POST" and form.validate():
        try:
            answer = perform(form, act, to=to or (lambda _: back))
        except Stale:
            if page.met is not None:
                raise  # its two versions are to meet
            answer, status = None, 409
        if answer is not None:
            flash(page.done, "success")
            return answer
    html = render_template(
        "measures/step.html", form=form, view=view, page=page, key=post_key(), back=back,
        changed=page.version is not None and posted_version() not in {0, page.version},
    )  # fmt: skip
    return (html, status) if request.method == "POST" else html


def nothing_to_do(code: str) -> Response:
    """Say that a step is not possible now, and show how things stand."""
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(url_for("measures.index", code=code))


def not_now(possible: object) -> bool:
    """Tell whether a form is asked for whose step is not possible; what was sent a rule refuses."""
    return not possible and request.method == "GET"
