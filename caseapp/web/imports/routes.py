"""Routes of the import: choose a file, see what it would do, take it in; what may be filled in."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import handed_files, jobs
from caseapp.casework.tokens import token_of
from caseapp.exchange import import_jobs, offered, permits
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.rules.access import Act
from caseapp.rules.job_states import FAULT_WORDS, IMPORT, IMPORT_CHECK, STATE_WORDS
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.imports import showing
from caseapp.web.imports.forms import HandInForm, TakeInForm
from caseapp.web.job_page import is_stuck, watched
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, note_refused
from caseapp.web.uploads import takes_file
from caseapp.web.widgets import refuse

blueprint = Blueprint("imports", __name__, url_prefix="/imports")
Answer = Response | tuple[str, int] | str

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("", methods=["GET", "POST"])
@needs(Act.IMPORT_FILE)
@takes_file
def index() -> Answer:
    """Ask for a file and let it be tried; list what one brought before."""
    form = HandInForm()
    if form.validate_on_submit():
        files = form.content()
        done = perform(
            form,
            lambda: import_jobs.ask_check(
                actor(),
                files,
                update=bool(form.update.data),
                now=now(),
                post=posted_key(*(content for _, content in files)),
            ),
            to=lambda made: url_for("imports.show", token=token_of("job", int(made))),
        )
        if done is not None:
            return done
    if form.is_submitted() and not form.files.errors:
        refuse(form, "files", gettext("Choose the file once more: a browser does not keep it"))
    sheets = permits.sheets_for(actor(), now())
    page = render_template(
        "imports/index.html",
        form=form,
        key=post_key(),
        sheets=[showing.sheet_words(name) for name in sheets if name not in DIRECTORY_SHEETS],
        of_figures=permits.FIGURES in sheets and not permits.may_import_all(actor(), now()),
        may_manage=allowed(Act.AGENCY_MANAGE),
        rows=_brought(),
        states=STATE_WORDS,
    )
    return (page, 422) if form.is_submitted() else page


def _brought() -> list[jobs.JobView]:
    both = [
        each for kind in (IMPORT_CHECK, IMPORT) for each in jobs.list_own(actor(), kind, now=now())
    ]
    return sorted(both, key=lambda job: job.number, reverse=True)


@blueprint.route("/template")
@needs(Act.IMPORT_FILE)
def template() -> Response:
    """Hand out the workbook to fill in, with the sheets and units of who asks."""
    return _book(offered.template_for(actor(), now=now()), gettext("import-template.xlsx"))


@blueprint.route("/agencies")
@needs(Act.AGENCY_READ)
def agencies() -> Response:
    """Hand out the directory of agencies as the workbook that may be changed and brought back."""
    return _book(offered.directory_book(actor(), now=now()), gettext("agencies.xlsx"))


def _book(content: bytes, name: str) -> Response:
    answer = make_response(content)
    answer.mimetype = WORKBOOK
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.route("/<token>")
@needs(Act.IMPORT_FILE)
def show(token: str) -> Answer:
    """Show how far a file is, then what was found in it; it loads itself again meanwhile."""
    return _page(token, _take_in_form())


def _take_in_form() -> TakeInForm:
    form = TakeInForm()
    if not is_asked():
        del form.factor
    return form


def _page(token: str, form: TakeInForm) -> Answer:
    number = jobs.own_number(actor(), token)
    job, found = import_jobs.read_import(actor(), number, now=now())
    page = render_template(
        "imports/show.html",
        job=job,
        found=found,
        part=showing.part_of(found),
        form=form,
        key=post_key(),
        tried=job.kind == IMPORT_CHECK,
        kept=handed_files.is_kept(actor(), number, now=now()),
        state=STATE_WORDS[job.state],
        fault=FAULT_WORDS.get(job.fault, ""),
        step=showing.STEPS.get(job.step, ""),
        stuck=is_stuck(job, now()),
        reason_words=showing.reason_words,
        sheet_words=showing.sheet_words,
        column_words=showing.column_words,
    )
    return (page, 422) if form.is_submitted() else watched(page, job, now())


@blueprint.route("/<token>/run", methods=["POST"])
@needs(Act.IMPORT_FILE)
def run(token: str) -> Answer:
    """Let a file that was tried be taken in."""
    form = _take_in_form()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: import_jobs.ask_import(
                actor(),
                jobs.own_number(actor(), token),
                now=now(),
                post=posted_key(),
                fresh=fresh_of(form),
            ),
            to=lambda made: url_for("imports.show", token=token_of("job", int(made))),
        )
        if done is not None:
            return done
    return _page(token, form)


@blueprint.route("/<token>/copy", methods=["POST"])
@needs(Act.IMPORT_FILE)
def copy(token: str) -> Response:
    """Hand out the copy in which each faulty cell is marked."""
    try:
        content = import_jobs.fetch_copy(actor(), jobs.own_number(actor(), token), now=now())
    except RuleBroken as broken:
        note_refused()
        flash(gettext(broken.message), "notice")
        return redirect(url_for("imports.show", token=token))
    return _book(content, gettext("import-with-faults-marked.xlsx"))


@blueprint.route("/<token>/drop", methods=["POST"])
@needs(Act.IMPORT_FILE)
def drop(token: str) -> Response:
    """Erase a file that was handed in, and what was found in it."""
    try:
        handed_files.drop(actor(), jobs.own_number(actor(), token), now=now())
    except RuleBroken as broken:
        note_refused()
        flash(gettext(broken.message), "notice")
        return redirect(url_for("imports.show", token=token))
    flash(gettext("The file is erased; nothing was written"), "success")
    return redirect(url_for("imports.index"))
