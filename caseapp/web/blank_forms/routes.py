"""Routes of the empty official forms: the list of them, and each as a PDF."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from caseapp.rules.access import Act
from caseapp.rules.forms.registry import form as form_of
from caseapp.rules.values import local_day
from caseapp.web.actor import needs, now, settings
from caseapp.web.blank_paper import NUMBERS, blank_html
from caseapp.web.form_words import said
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.printing import Sheet
from caseapp.web.rights import missing

blueprint = Blueprint("blank_forms", __name__, url_prefix="/blank-forms")


@blueprint.route("")
@needs(Act.HOME_READ)
def index() -> str:
    """List the forms that can be printed empty."""
    forms = [form_of(number, local_day(now())) for number in NUMBERS]
    return render_template(
        "blank_forms/index.html",
        forms=[(int(each.number), said(each.title.capitalize(), each.gloss)) for each in forms],
    )


@blueprint.route("/<int:number>/form.pdf")
@needs(Act.HOME_READ)
def printed(number: int) -> Response:
    """Print an empty form, to be filled in by hand."""
    known = f"{number:02d}"
    if known not in NUMBERS:
        missing()
    return pdf_answer(blank_html(known, Sheet(now(), settings().demo)), f"mau-{known}")
