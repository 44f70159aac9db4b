"""Routes of the dossiers: the procedures, and what one is bound of; the answer is the print."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.case_reading import read_case
from caseapp.casework.dossiers import Held, Survey, bind, survey
from caseapp.rules.access import Act
from caseapp.rules.dossiers import PAPERS, PROCEDURES, REASONS, Pick, missing_from
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.code_choices import code_choices
from caseapp.web.dossier_paper import bound_html
from caseapp.web.dossiers.forms import DossierForm
from caseapp.web.filters import day, page_language
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.rights import insist
from caseapp.web.widgets import refuse

blueprint = Blueprint("dossiers", __name__, url_prefix="/cases/<code>/dossiers")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.CASE_PRINT)
def index(code: str) -> str:
    """List the procedures whose papers can be bound."""
    view = read_case(actor(), code, now=now())
    insist(Act.CASE_PRINT, view.unit_id)
    names = [(each.code, procedure_words(each.code)) for each in PROCEDURES.values()]
    return render_template("dossiers/index.html", view=view, procedures=names)


@blueprint.route("/<procedure>", methods=["GET", "POST"])
@needs(Act.CASE_PRINT)
def show(code: str, procedure: str) -> Answer:
    """Ask which papers and documents are bound; then print them as one."""
    found = survey(actor(), code, procedure, now=now())
    insist(Act.CASE_PRINT, found.unit_id)
    form = _form(found)
    if form.validate_on_submit():
        printed = _printed(form, found)
        if printed is not None:
            return printed
    lacking = missing_from(found.procedure, [each.pick for each in found.papers])
    barred = [paper for paper in lacking if paper in found.barred]
    page = render_template(
        "dossiers/show.html",
        form=form,
        found=found,
        title=procedure_words(procedure),
        missing=[gettext(PAPERS[paper][1]) for paper in lacking if paper not in barred],
        barred=[gettext(PAPERS[paper][1]) for paper in barred],
    )
    return (page, 422) if form.is_submitted() else page


def procedure_words(code: str) -> str:
    """Name a procedure in the language of the page."""
    known = PROCEDURES[code]
    return known.vi if page_language() == "vi" else gettext(known.en)


def _form(found: Survey) -> DossierForm:
    form = DossierForm(papers=found.proposed)
    form.papers.choices = [(each.pick.key, _words(each)) for each in found.papers]
    form.files.choices = [
        (file.code, f"{file.code}: {file.description}" if file.description else file.code)
        for file in found.files
    ]
    if not found.files:
        del form.files
    form.reason.choices = code_choices("print_reasons", REASONS)
    return form


def _words(each: Held) -> str:
    words = f"{gettext(PAPERS[each.pick.paper][1])}, {day(each.day)}, {_named(each.pick)}"
    return f"{words} ({gettext('draft')})" if each.draft else words


def _named(pick: Pick) -> str:
    return f"{pick.code}/{pick.number}"


def _printed(form: DossierForm, found: Survey) -> Response | None:
    """Bind and print; None when the form must be shown again with its fault."""
    try:
        bound = bind(
            actor(),
            found.code,
            found.procedure.code,
            papers=form.papers.data or (),
            files=(form.files.data if "files" in form else None) or (),
            reason=form.reason.data,
            now=now(),
        )
    except RuleBroken as broken:
        refuse(form, broken.field or "", gettext(broken.message, **broken.params))
        return None
    html = bound_html(
        actor(), bound, now=now(), demo=settings().demo, both_sides=bool(form.both_sides.data)
    )
    return pdf_answer(html, f"{found.code}-{found.procedure.code}", bound.printed)
