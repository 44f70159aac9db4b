"""Takes the form of a step of care: shown, shown again with its faults, or done and led on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.care_reading import CareView, CaseCare, EndingView, read_care
from caseapp.rules.access import Act
from caseapp.web.actor import actor, now
from caseapp.web.meeting import Meeting
from caseapp.web.posting import perform, post_key
from caseapp.web.rights import insist, missing

Answer = Response | tuple[str, int] | str
BOTH = ["GET", "POST"]


@dataclass(frozen=True)
class Page:
    """What stands around a form: its heading, facts as question and answer, where it leads.

    `done` is said once the step is taken; `version` is that of the paper which was read.
    """

    title: str
    done: str
    back: str
    intro: str = ""
    facts: tuple[tuple[str, Any], ...] = ()
    version: int | None = None
    met: Meeting | None = None
    """What a form that edits what was prepared carries in place of the version."""

    unseen: bool = True
    """The wording of Mẫu 08 to 16 was not seen yet."""
    carers: str = ""
    """Where the carers are registered of whom one is chosen."""
    heard: AssessmentView | None = None
    """The assessment whose words of the child stand first on the page of who decides."""


def read_for(code: str, act: Act) -> CaseCare:
    """Return the alternative care of a case for a step; 404 for those who may not take it."""
    view = read_care(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


def care_of(view: CaseCare, number: int) -> CareView:
    """Return the alternative care of that number; 404 when there is none."""
    return next((each for each in view.cares if each.paper.number == number), None) or missing()


def ending_of(view: CaseCare, number: int) -> tuple[CareView, EndingView]:
    """Return the end of that number with what it ends; 404 when there is none."""
    found = ((care, each) for care in view.cares for each in care.endings)
    return next((pair for pair in found if pair[1].paper.number == number), None) or missing()


def step(form: BaseForm, view: Any, act: Callable[[], Any], page: Page) -> Answer:  # noqa: ANN401
    """Take a step's form and lead back to where it was begun; 409 with what was typed if it met."""
    if page.met is not None and page.met.page is not None:
        return page.met.page
    if request.method == "POST" and form.validate():
        answer = perform(form, act, to=lambda _: page.back)
        if answer is not None:
            flash(page.done, "success")
            return answer
    html = render_template("care/step.html", form=form, view=view, page=page, key=post_key())
    return (html, 422) if request.method == "POST" else html


def nothing_to_do(code: str) -> Response:
    """Say that a step is not possible now, and show how things stand."""
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(url_for("care.index", code=code))


def not_now(possible: object) -> bool:
    """Tell whether a form is asked for whose step is not possible; what was sent a rule refuses."""
    return not possible and request.method == "GET"
