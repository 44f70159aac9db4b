"""Routes of the cases: list, one case, its steps and its print."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import assigning, cases
from caseapp.casework.assessment_reading import alarm_of
from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.looks import looks_at_case
from caseapp.casework.outcomes import Stale
from caseapp.rules.access import Act
from caseapp.rules.units import CITY_ID
from caseapp.web.actor import actor, needs, now, person, safe_next
from caseapp.web.cases import closing, closing_print, facts, level, summing_up
from caseapp.web.cases.forms import (
    AssignForm,
    ListForm,
    NoteForm,
)
from caseapp.web.cases.page import child_rows, moves_of
from caseapp.web.cases.timeline import WORDS, entries, receipt_words
from caseapp.web.code_choices import code_choices
from caseapp.web.kept_words import KIND_WORDS
from caseapp.web.looks import looks_page, page_number
from caseapp.web.measure_words import NEEDS
from caseapp.web.posting import posted_key, posted_version, take_step
from caseapp.web.rights import allowed, insist

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
facts.attach(blueprint)
closing.attach(blueprint)
closing_print.attach(blueprint)
level.attach(blueprint)
summing_up.attach(blueprint)
Answer = Response | tuple[str, int] | str


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
        may_open=allowed(Act.CASE_EDIT), may_see_transfers=allowed(Act.TRANSFER_READ),
        may_decide_transfers=allowed(Act.TRANSFER_DECIDE),
    )  # fmt: skip


@blueprint.route("/<code>")
@needs(Act.CASE_READ)
def show(code: str) -> str:
    """Show a case: clocks, what to do next, child, reports, referrals, timeline."""
    view = read_case(actor(), code, now=now())
    decided = [each.decided_at for report in view.reports for each in report.decisions]
    decided += [
        each.decided_at
        for each in view.measures.separations
        if each.was_decided and each.decided_at
    ]
    clocks = [report.clock for report in view.reports]
    return render_template(
        "cases/show.html",
        view=view,
        alarm=alarm_of(view.assessments, decided, clocks) if view.state != "closed" else None,
        moves=moves_of(view),
        child_rows=child_rows(view.child),
        needs_words=NEEDS,
        kept_words=KIND_WORDS,
        timeline=entries(view.events),
        receipt_words=receipt_words,
        may_read_child=allowed(Act.CHILD_READ),
        may_referrals=allowed(Act.REFERRAL_READ),
        may_see_looks=allowed(Act.LOG_READ_SUBJECT, view.unit_id),
        **facts.facts_of(view),
    )


def _read(code: str, act: Act) -> CaseView:
    """Return a case for a step; 404 for those who may read it but not take the step."""
    view = read_case(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


def _step(
    form: BaseForm, view: CaseView, act: Callable[[], None], page: str, done: str, to: str = ""
) -> Answer:
    """Take a step's form that leads to the case, or to where it was begun."""
    to = to or url_for("cases.show", code=view.code)
    return take_step(
        form, act, to=to, page=page, done=done, view=view, version=view.version, leads_to=to
    )


def _list_before() -> str:
    """Return the list of the supervisor's desk from which a step was begun, '' for none.

    Nothing but a page of the desk counts: what an address names leads nowhere else.
    """
    going, desk = safe_next(request.args.get("next")), url_for("supervision.index")
    return going if going == desk or going.startswith((f"{desk}/", f"{desk}?")) else ""


@blueprint.route("/<code>/officer", methods=["GET", "POST"])
@needs(Act.CASE_ASSIGN)
def assign(code: str) -> Answer:
    """Ask to whom of the unit's officers the case is given; then back to the list it came from."""
    view = _read(code, Act.CASE_ASSIGN)
    form, before = AssignForm(), _list_before()
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
            to=before,
        )
    except Stale:
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(before or url_for("cases.show", code=view.code))


@blueprint.route("/<code>/notes/new", methods=["GET", "POST"])
@needs(Act.CASE_EDIT)
def note(code: str) -> Answer:
    """Ask a note, a contact or a visit."""
    view = _read(code, Act.CASE_EDIT)
    form = NoteForm(data={"happened_at": now(), "seen_by": actor().name})
    form.kind.choices = [(kind, str(WORDS[kind])) for kind in cases.NOTES]
    return _step(
        form,
        view,
        lambda: cases.add_note(
            actor(),
            code,
            **form.said(),
            now=now(),
            post=posted_key(),
        ),
        "cases/note.html",
        gettext("Saved in the timeline"),
    )


@blueprint.route("/<code>/log")
@needs(Act.LOG_READ_SUBJECT)
def looks(code: str) -> str:
    """Show who looked at the case, for those who answer for it."""
    return looks_page(looks_at_case(actor(), code, now=now(), page=page_number()), "cases")
