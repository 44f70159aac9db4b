"""Routes of the assessments: write a draft, read it with its counts, sign it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import assessments
from caseapp.casework.assessed import READS, Assessed, read_assessed
from caseapp.casework.assessment_prints import gather_assessment
from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.assessments import WRITES
from caseapp.casework.outcomes import Stale
from caseapp.casework.reviewing import read_basis
from caseapp.rules import closing, risk
from caseapp.rules.access import Act
from caseapp.rules.assessment_states import FORM_OF, INITIAL, KINDS, REVIEW
from caseapp.rules.forms.registry import form as form_of
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.assessment_paper import assessment_html
from caseapp.web.assessments.words import (
    NAMES,
    PATHS,
    back_to,
    conclusion_form,
    draft_form,
    owed_words,
    read_sections,
)
from caseapp.web.form_builder import OfficialForm, answer_sections
from caseapp.web.meeting import Meeting, meet
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import allowed, missing, refuse
from caseapp.web.signing_needs import lacking_assessment

blueprint = Blueprint("assessments", __name__)
_WRITE = "assessments/write.html"
Answer = Response | tuple[str, int] | str
BOTH: Final = ("GET", "POST")


def new(kind: str, code: str) -> Answer:
    """Ask a new assessment; one that waits to be signed off is gone on with."""
    about = _about(kind, code, WRITES[kind])
    drafts = [view for view in about.of_kind() if view.is_draft]
    spec = form_of(FORM_OF[kind], local_day(now()))
    form = draft_form(kind, spec.edition.id)(now=now(), values={"happened_at": now()})
    if not form.is_submitted() and (drafts or not about.is_open):
        return _elsewhere(about, drafts)
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: assessments.start_assessment(
                actor(), kind, code, form.answers, now=now(), post=posted_key()
            ),
            to=lambda made: _url(kind, code, made.rpartition("/")[2]),
        )
        if done is not None:
            flash(gettext("The draft is saved"), "success")
            return done
    return _write_page(form, about)


def _write_page(form: OfficialForm, about: Assessed, met: Meeting | None = None) -> Answer:
    page = _page("assessments/write.html", about, form=form, key=post_key(), met=met)
    return (page, 422) if form.is_submitted() else page


def _elsewhere(about: Assessed, drafts: list[AssessmentView]) -> Response:
    """Lead to the draft that waits, or back to what is assessed no more."""
    if drafts and about.is_open:
        flash(gettext("A draft waits to be signed off: go on with that one"))
        return redirect(_url(about.kind, about.code, drafts[-1].number))
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(back_to(about)[0])


def show(kind: str, code: str, number: int) -> str:
    """Show an assessment: the child's words first, then the counts, then every answer."""
    about = read_assessed(actor(), kind, code, now=now())
    view = _numbered(about, number)
    told = answer_sections(read_sections(view), view.values, areas={}, see_restricted=True)
    return _page(
        "assessments/show.html",
        about,
        assessment=view,
        sections=told,
        owed=owed_words(view),
        may_write=about.is_open and _may_write(about),
        may_close=_may_propose(about, view),
        may_print=allowed(Act.CASE_PRINT, about.unit_id),
        lacking=[lacking_assessment(view, about.child_name, _written_on(about, view))],
        how_counted=gettext(risk.HOW_COUNTED),
    )


def _written_on(about: Assessed, view: AssessmentView) -> str:
    """Return where a draft is written on; nowhere for who may not, and once it is signed off."""
    if not (view.is_draft and about.is_open and _may_write(about)):
        return ""
    return url_for(f"assessments.amend_{about.kind}", code=about.code, number=view.number)


def paper(kind: str, code: str, number: int) -> Response:
    """Print the official form of an assessment, a draft as one."""
    found = gather_assessment(actor(), kind, code, number, now=now())
    html = assessment_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{code}-{FORM_OF[kind]}-{number}", found.printed)


def _may_propose(about: Assessed, view: AssessmentView) -> bool:
    """Whether this review is the one on which the reader may propose closing now."""
    if about.kind != REVIEW or not about.is_open or view.values.get("proposal") != closing.CLOSE:
        return False
    if view.is_draft or not allowed(Act.CASE_PROPOSE_CLOSING, about.unit_id):
        return False
    review = read_basis(actor(), about.code, now=now()).review
    return review is not None and review.number == view.number


def again(kind: str, code: str, number: int) -> Answer:
    """Ask a draft again, filled; where someone saved another version meanwhile, both meet."""
    about = _about(kind, code, WRITES[kind])
    view = _numbered(about, number)
    make, words = draft_form(kind, view.form.edition.id), gettext("The draft is saved")
    form, shown = make(now=now(), values=view.values), _url(kind, code, number)
    if not form.is_submitted() and not (view.is_draft and about.is_open):
        return _done_already(about, view)
    met = meet(
        form,
        lambda: make(now=now(), values=view.values, formdata=None),
        view.version,
        title=str(NAMES[kind]),
        to=shown,
        done=words,
    )
    if met.page is not None:
        return met.page
    if form.validate_on_submit():
        try:
            done = perform(
                form,
                lambda: assessments.amend_assessment(
                    actor(),
                    kind,
                    code,
                    number,
                    form.answers,
                    version=met.version,
                    now=now(),
                    post=posted_key(),
                ),
                to=lambda _: shown,
            )
        except Stale:
            return again(kind, code, number)  # saved by somebody since it was read
        if done is not None:
            flash(words, "success")
            return done
    return _write_page(form, about, met)


def conclude(kind: str, code: str, number: int) -> Answer:
    """Ask the officer's level and conclusion beside the counts; then it is signed off."""
    about = _about(kind, code, WRITES[kind])
    view = _numbered(about, number)
    form = conclusion_form(kind, view.form.edition.id)(now=now(), values=view.values)
    if not form.is_submitted() and (view.owed or not (view.is_draft and about.is_open)):
        return _done_already(about, view)
    if form.validate_on_submit():
        try:
            done = perform(form, lambda: _sign(form, about, number), to=lambda _: _after(about))
        except Stale:
            return _conclusion(form, about, view), 409
        if done is not None:
            flash(gettext("The assessment is signed off"), "success")
            return done
    page = _conclusion(form, about, view)
    return (page, 422) if form.is_submitted() else page


def _conclusion(form: OfficialForm, about: Assessed, view: AssessmentView) -> str:
    """Show the counts with the form below; what was typed on other counts stands under a word."""
    return _page(
        "assessments/conclude.html",
        about,
        assessment=view,
        form=form,
        key=post_key(),
        version=view.version,
        changed=posted_version() not in {0, view.version},
        owed=owed_words(view),
        how_counted=gettext(risk.HOW_COUNTED),
    )


def _sign(form: OfficialForm, about: Assessed, number: int) -> None:
    assessments.sign_assessment(
        actor(),
        about.kind,
        about.code,
        number,
        form.answers,
        version=posted_version(),
        now=now(),
        post=posted_key(),
    )


def _after(about: Assessed) -> str:
    """Return where to go on: to the report whose clock runs, else to what was signed."""
    if about.kind == INITIAL and about.clock is not None and about.clock.stopped_at is None:
        return back_to(about)[0]
    return _url(about.kind, about.code, len(about.of_kind()))


def _done_already(about: Assessed, view: AssessmentView) -> Response:
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(_url(about.kind, about.code, view.number))


def _about(kind: str, code: str, act: Act) -> Assessed:
    """Return what is assessed; 404 for those who may read it but not assess it."""
    about = read_assessed(actor(), kind, code, now=now())
    if not _may_write(about):
        refuse(act)
    return about


def _may_write(about: Assessed) -> bool:
    """Whether the reader may assess: of a report the chair only what they logged themselves."""
    if not allowed(WRITES[about.kind], about.unit_id):
        return False
    return about.kind != INITIAL or about.own or allowed(Act.CASE_EDIT, about.unit_id)


def _numbered(about: Assessed, number: int) -> AssessmentView:
    view = about.numbered(number)
    if view is None:
        missing()
    return view


def _url(kind: str, code: str, number: int | str) -> str:
    return url_for(f"assessments.{kind}", code=code, number=number)


def _page(template: str, about: Assessed, **more: Any) -> str:  # noqa: ANN401 - what a template takes
    return render_template(
        template, about=about, name=NAMES[about.kind], back=back_to(about), **more
    )


def _attach(kind: str) -> None:
    """Give a kind its pages: a new one, one by its number, its answers, its conclusion."""
    pages: tuple[tuple[str, str, Act, Callable[..., Answer], tuple[str, ...]], ...] = (
        ("/new", f"new_{kind}", WRITES[kind], new, BOTH),
        ("/<int:number>", kind, READS[kind], show, ("GET",)),
        ("/<int:number>/answers", f"amend_{kind}", WRITES[kind], again, BOTH),
        ("/<int:number>/conclusion", f"sign_{kind}", WRITES[kind], conclude, BOTH),
        (_paper_path(kind), f"print_{kind}", Act.CASE_PRINT, paper, ("GET",)),
    )
    for path, name, act, page, methods in pages:
        view = needs(act)(_of(kind, page))
        blueprint.add_url_rule(PATHS[kind] + path, name, view, methods=list(methods))


def _paper_path(kind: str) -> str:
    return f"/<int:number>/form-{FORM_OF[kind]}.pdf"


def _of(kind: str, page: Callable[..., Answer]) -> Callable[..., Answer]:
    def view(**values: Any) -> Answer:  # noqa: ANN401 - the parts of the address
        return page(kind, **values)

    view.__doc__ = page.__doc__
    return view


for _kind in KINDS:
    _attach(_kind)
