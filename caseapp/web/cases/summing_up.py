"""The print of a case's summary: asked for by length, sections and purpose, or whole at once."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from caseapp.casework.case_reading import read_case
from caseapp.casework.summaries import WHOLE, Wanted, gather
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.cases.forms import SummaryForm
from caseapp.web.cases.summary_paper import summary_pdf
from caseapp.web.code_choices import code_choices
from caseapp.web.pdf_answer import made_answer
from caseapp.web.rights import insist


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the cases' blueprint."""
    blueprint.add_url_rule("/<code>/summary", "sum_up", sum_up, methods=["GET", "POST"])
    blueprint.add_url_rule("/<code>/summary.pdf", "summary", summary)


@needs(Act.CASE_PRINT)
def sum_up(code: str) -> Response | tuple[str, int] | str:
    """Ask what the summary is to hold and what it is for; the answer is the print itself."""
    form = SummaryForm()
    form.sections.choices = code_choices("summary_sections")
    form.reason.choices = code_choices("print_reasons")
    if form.validate_on_submit():
        wanted = Wanted(form.sections.data or (), form.brief, form.reason.data)
        return _printed(code, wanted, both_sides=bool(form.both_sides.data))
    view = read_case(actor(), code, now=now())
    insist(Act.CASE_PRINT, view.unit_id)
    page = render_template("cases/summary.html", form=form, view=view)
    return (page, 422) if form.is_submitted() else page


@needs(Act.CASE_PRINT)
def summary(code: str) -> Response:
    """Print the whole summary of a case for its paper file."""
    return _printed(code, WHOLE)


def _printed(code: str, wanted: Wanted, *, both_sides: bool = False) -> Response:
    found = gather(actor(), code, now=now(), wanted=wanted)
    make = partial(summary_pdf, found, demo=settings().demo, both_sides=both_sides)
    return made_answer(make, found.case.code, found.printed)
