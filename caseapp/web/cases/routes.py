"""Routes of the cases: list, one case, its steps and its print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import assigning, cases
from caseapp.casework.case_reading import CaseView, list_cases, read_case
from caseapp.casework.file_reading import files_of_case
from caseapp.casework.looks import looks_at_case
from caseapp.casework.outcomes import Stale
from caseapp.casework.summaries import gather
from caseapp.rules.access import Act
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now, person, settings
from caseapp.web.cases import level, mistake
from caseapp.web.cases.forms import (
    AssignForm,
    ClosingForm,
    DecisionForm,
    ListForm,
    NoteForm,
)
from caseapp.web.cases.page import child_rows, decisions, moves_of
from caseapp.web.cases.summary_lines import summary_lines
from caseapp.web.cases.timeline import WORDS, entries, proposal_of, receipt_words
from caseapp.web.code_choices import code_choices
from caseapp.web.looks import looks_page, page_number
from caseapp.web.pdf_answer import heading_of, pdf_answer
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.printing import Sheet, summary_html
from caseapp.web.rights import allowed, insist
from caseapp.web.signing import day_moment

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
mistake.attach(blueprint)
level.attach(blueprint)
Answer = Response | tuple[str, int] | str

DECISIONS: Final = {
    "close": lazy_gettext("Close the case"),
    "return_closing": lazy_gettext("Do not close; the officer goes on"),
    "reopen": lazy_gettext("Open the case again"),
}


@blueprint.route("")
@needs(Act.CASE_LIST)
def index() -> str:
    """List the cases within reach, 50 a page, by state and level when asked."""
    form = ListForm(formdata=request.args)
    everything = ("", gettext("All"))
    form.state.choices = [everything, *code_choices("case_states")]
    form.level.choices = [everything, *code_choices("risk_levels")]
    page = page_number()
    asked = {"state": form.state.data or "", "level": form.level.data or ""}
    if not form.validate():
        asked = {"state": "", "level": ""}
    lines, more = list_cases(actor(), now=now(), page=page, **asked)
    return render_template(
        "cases/index.html",
        form=form, lines=lines, more=more, page=page, asked=asked, wide=person().unit_id == CITY_ID,
    )  # fmt: skip


@blueprint.route("/<code>")
@needs(Act.CASE_READ)
def show(code: str) -> str:
    """Show a case: clocks, what to do next, child, reports, referrals, timeline."""
    view = read_case(actor(), code, now=now())
    return render_template(
        "cases/show.html",
        view=view,
        moves=moves_of(view),
        child_rows=child_rows(view.child),
        timeline=entries(view.events),
        receipt_words=receipt_words,
        may_read_child=allowed(Act.CHILD_READ),
        files=files_of_case(actor(), code, now=now()) if allowed(Act.FILE_READ) else None,
        may_see_looks=allowed(Act.LOG_READ_SUBJECT, view.unit_id),
    )


def _read(code: str, act: Act) -> CaseView:
    """Return a case for a step; 404 for those who may read it but not take the step."""
    view = read_case(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


def _step(
    form: BaseForm,
    view: CaseView,
    act: Callable[[], None],
    page: str,
    done: str,
) -> Answer:
    """Take a step's form: shown, shown again with its faults, or done and led to the case."""
    if request.method == "POST" and form.validate():
        answer = perform(form, act, to=lambda _: url_for("cases.show", code=view.code))
        if answer is not None:
            flash(done, "success")
            return answer
    html = render_template(
        page,
        form=form,
        view=view,
        key=post_key(),
        version=view.version,
        proposal=proposal_of(view.events) if view.state == "closing_proposed" else None,
    )
    return (html, 422) if request.method == "POST" else html


@blueprint.route("/<code>/officer", methods=["GET", "POST"])
@needs(Act.CASE_ASSIGN)
def assign(code: str) -> Answer:
    """Ask to whom of the unit's officers the case is given."""
    view = _read(code, Act.CASE_ASSIGN)
    form = AssignForm()
    # Whom a form sent twice names has the case by then: it is led to what the first one did.
    form.officer.choices = [
        (each.username, each.full_name)
        for each in assigning.list_officers(actor(), code, now=now())
        if not each.has_it or each.username == form.officer.data
    ]
    try:
        return _step(
            form,
            view,
            lambda: assigning.assign_officer(
                actor(),
                code,
                username=form.officer.data or "",
                version=posted_version(),
                now=now(),
                post=posted_key(),
            ),
            "cases/assign.html",
            gettext("The case is assigned"),
        )
    except Stale:
        return _nothing_to_do(view)


@blueprint.route("/<code>/notes/new", methods=["GET", "POST"])
@needs(Act.CASE_EDIT)
def note(code: str) -> Answer:
    """Ask a note, a contact or a visit."""
    view = _read(code, Act.CASE_EDIT)
    form = NoteForm(data={"happened_at": now()})
    form.kind.choices = [(kind, str(WORDS[kind])) for kind in cases.NOTES]
    return _step(
        form,
        view,
        lambda: cases.add_note(
            actor(),
            code,
            kind=form.kind.data,
            happened_at=form.happened_at.data,
            text=form.text.data or "",
            now=now(),
            post=posted_key(),
        ),
        "cases/note.html",
        gettext("Saved in the timeline"),
    )


@blueprint.route("/<code>/closing", methods=["GET", "POST"])
@needs(Act.CASE_PROPOSE_CLOSING)
def closing(code: str) -> Answer:
    """Ask why the case may be closed; the chair decides."""
    view = _read(code, Act.CASE_PROPOSE_CLOSING)
    form = ClosingForm()
    if "propose_closing" not in view.moves and request.method == "GET":
        return _nothing_to_do(view)
    return _step(
        form,
        view,
        lambda: _move(form, code, "propose_closing"),
        "cases/closing.html",
        gettext("Closing is proposed; the chair decides"),
    )


@blueprint.route("/<code>/decision", methods=["GET", "POST"])
@needs(Act.CASE_CLOSE)
def decide(code: str) -> Answer:
    """Ask the chair's word on a proposed closing, or on opening a closed case again."""
    view = _read(code, Act.CASE_CLOSE)
    possible = decisions(view)
    if not possible and request.method == "GET":
        return _nothing_to_do(view)
    form = DecisionForm(data={"move": possible[0] if len(possible) == 1 else None})
    # A form that was sent late is refused by the table of states, with the words for it; so the
    # choice that it holds is offered beside those that are possible now.
    offered = {*possible, form.move.data}
    form.move.choices = [(move, str(DECISIONS[move])) for move in DECISIONS if move in offered]
    return _step(
        form,
        view,
        lambda: _move(form, code, form.move.data, signed=True),
        "cases/decide.html",
        gettext("The decision is recorded"),
    )


def _nothing_to_do(view: CaseView) -> Response:
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(url_for("cases.show", code=view.code))


def _move(form: ClosingForm | DecisionForm, code: str, move: str, *, signed: bool = False) -> None:
    cases.move_case(
        actor(),
        code,
        move=move,
        reason=form.reason.data or "",
        signed_at=day_moment(form.signed_on.data) if signed else None,
        now=now(),
        post=posted_key(),
    )


@blueprint.route("/<code>/summary.pdf")
@needs(Act.CASE_PRINT)
def summary(code: str) -> Response:
    """Print the summary of a case."""
    found = gather(actor(), code, now=now())
    html = summary_html(
        summary_lines(found),
        heading_of(found.case.unit_id, local_day(now())),
        Sheet(now(), settings().demo),
    )
    return pdf_answer(html, found.case.code)


@blueprint.route("/<code>/log")
@needs(Act.LOG_READ_SUBJECT)
def looks(code: str) -> str:
    """Show who looked at the case, for those who answer for it."""
    return looks_page(looks_at_case(actor(), code, now=now(), page=page_number()), "cases")
