"""Routes of personal data: the register of requests, one request, and the steps that it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.casework import data_requests as requests
from caseapp.casework.child_reading import read_child
from caseapp.casework.data_extracts import gather_extract
from caseapp.casework.data_request_reading import (
    RequestView,
    list_requests,
    read_asking,
    read_request,
)
from caseapp.casework.data_requests import Answer, NewRequest, may_answer
from caseapp.casework.file_restrictions import lift_restriction
from caseapp.rules.access import Act
from caseapp.rules.data_requests import LIMITS, RUNNING, UNANSWERED
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.personal_data import breaches, retention
from caseapp.web.personal_data.extract_paper import extract_html
from caseapp.web.personal_data.field_words import FIELD_WORDS
from caseapp.web.personal_data.forms import (
    AnswerForm,
    DoneForm,
    DraftForm,
    LiftForm,
    ReasonForm,
    RequestForm,
)
from caseapp.web.personal_data.step_notes import note_of
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import allowed, allowed_over_all, insist, missing, refuse

blueprint = Blueprint("personal_data", __name__)
breaches.attach(blueprint)
retention.attach(blueprint)
Page = Response | tuple[str, int] | str
_ONE = "/data-requests/<code>"


@blueprint.route("/data-requests")
@needs(Act.DATA_REQUEST_READ)
def index() -> str:
    """List the requests of the units within reach: what is due first, what is late in red."""
    return render_template("personal_data/index.html", rows=list_requests(actor(), now=now()))


@blueprint.route(_ONE)
@needs(Act.DATA_REQUEST_READ)
def show(code: str) -> str:
    """Show one request with its limits and answer, and the steps that are open."""
    view = read_request(actor(), code, now=now())
    return render_template(
        "personal_data/show.html",
        view=view,
        limit=LIMITS[view.line.kind],
        steps=_steps(view),
        changed=FIELD_WORDS,
        proposes=_to_be_erased(view) and allowed_over_all(Act.ERASURE_PROPOSE),
    )


def _to_be_erased(view: RequestView) -> bool:
    return view.line.kind == "erasure" and view.line.state == "accepted"


@blueprint.route(f"{_ONE}/extract.pdf")
@needs(Act.DATA_EXTRACT_PRINT)
def extract(code: str) -> Response:
    """Print what is held about the child for who asked, without what nobody is given."""
    view = read_request(actor(), code, now=now())
    if not _extractable(view):
        missing()
    found = gather_extract(actor(), code, now=now())
    html = extract_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, found.request, found.printed)


def _extractable(view: RequestView) -> bool:
    granted = view.line.kind == "access" and view.line.state in {"accepted", "executed"}
    return granted and allowed(Act.DATA_EXTRACT_PRINT, view.unit_id)


def _steps(view: RequestView) -> list[tuple[str, str]]:
    """Return the steps that this person may take now: endpoint and words."""
    records = allowed(Act.DATA_REQUEST_RECORD, view.unit_id)
    answers = may_answer(actor(), view.unit_id, conflict=view.conflict, now=now())
    state = view.line.state
    found = (
        (records and state == "received", "prepare", gettext("Draft the answer")),
        (answers and state in UNANSWERED, "answer", gettext("Answer the request")),
        (answers and _extends(view), "extend", gettext("Extend the limit, once")),
        (_extractable(view), "extract", gettext("Print the extract (PDF)")),
        (records and state == "accepted", "execute", gettext("Carried out: close the request")),
    )
    return [(f"personal_data.{name}", words) for open_, name, words in found if open_]


def _extends(view: RequestView) -> bool:
    running = view.line.state in RUNNING and not view.extended_at and not view.line.late
    return running and bool(LIMITS[view.line.kind].extension)


@blueprint.route("/children/<code>/data-request", methods=["GET", "POST"])
@needs(Act.DATA_REQUEST_RECORD)
def new(code: str) -> Page:
    """Take a request about a child down."""
    view = read_asking(actor(), code, now=now())
    form = RequestForm(view, data={"received_at": now()})
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: requests.record_request(
                actor(), code, _request(form), now=now(), post=posted_key()
            ),
            to=lambda made: url_for("personal_data.show", code=made),
        )
        if done is not None:
            return done
    page = render_template("personal_data/new.html", form=form, view=view, key=post_key())
    return (page, 422) if request.method == "POST" else page


def _request(form: RequestForm) -> NewRequest:
    received_at = form.received_at.data
    assert isinstance(received_at, datetime)
    return NewRequest(
        kind=form.kind.data or "",
        asker=form.asker.data or "",
        channel=form.channel.data or "",
        received_at=received_at,
        words=form.words.data or "",
        person=int(form.person.data or 0),
        name=form.name.data or "",
        with_processor=bool(form.with_processor.data),
    )


def _step(
    step: str, form: FlaskForm, view: RequestView, act: Callable[[], None], heading: str
) -> Page:
    """Take one step of a request: shown, shown again with its faults, or done."""
    if request.method == "POST" and form.validate():
        to = url_for("personal_data.show", code=view.line.code)
        done = perform(form, act, to=lambda _: to)
        if done is not None:
            return done
    page = render_template(
        "personal_data/step.html", form=form, view=view, heading=heading, key=post_key(),
        note=note_of(step, view),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@blueprint.route(f"{_ONE}/draft", methods=["GET", "POST"])
@needs(Act.DATA_REQUEST_RECORD)
def prepare(code: str) -> Page:
    """Ask the drafted answer."""
    view = read_request(actor(), code, now=now())
    insist(Act.DATA_REQUEST_RECORD, view.unit_id)
    form = DraftForm(data={"answer": view.draft})
    return _step(
        "prepare",
        form,
        view,
        lambda: requests.prepare_answer(
            actor(), code, form.answer.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        gettext("Draft the answer"),
    )  # fmt: skip


def _to_answer(code: str) -> RequestView:
    view = read_request(actor(), code, now=now())
    if not may_answer(actor(), view.unit_id, conflict=view.conflict, now=now()):
        refuse(Act.DATA_REQUEST_ANSWER)
    return view


@blueprint.route(f"{_ONE}/answer", methods=["GET", "POST"])
@needs(Act.DATA_REQUEST_ANSWER)
def answer(code: str) -> Page:
    """Ask the answer."""
    view = _to_answer(code)
    form = AnswerForm(prepared=view.line.state == "prepared", data={"answer": view.draft})
    return _step(
        "answer",
        form,
        view,
        lambda: requests.answer_request(
            actor(), code,
            Answer(form.move.data or "", form.answer.data or "", form.ground.data or ""),
            version=posted_version(), now=now(), post=posted_key(),
        ),
        gettext("Answer the request"),
    )  # fmt: skip


@blueprint.route(f"{_ONE}/extension", methods=["GET", "POST"])
@needs(Act.DATA_REQUEST_ANSWER)
def extend(code: str) -> Page:
    """Ask why the limit is extended."""
    view = _to_answer(code)
    form = ReasonForm()
    return _step(
        "extend",
        form,
        view,
        lambda: requests.extend_request(
            actor(), code, form.reason.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        gettext("Extend the limit, once"),
    )  # fmt: skip


@blueprint.route(f"{_ONE}/execution", methods=["GET", "POST"])
@needs(Act.DATA_REQUEST_RECORD)
def execute(code: str) -> Page:
    """Ask what was done, and close the request."""
    view = read_request(actor(), code, now=now())
    insist(Act.DATA_REQUEST_RECORD, view.unit_id)
    form = DoneForm()
    return _step(
        "execute",
        form,
        view,
        lambda: requests.execute_request(
            actor(), code, form.done.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        gettext("Carried out: close the request"),
    )  # fmt: skip


@blueprint.route("/children/<code>/restrictions/<int:number>/end", methods=["GET", "POST"])
@needs(Act.DATA_REQUEST_ANSWER)
def lift(code: str, number: int) -> Page:
    """Ask why a restriction is lifted."""
    view = read_child(actor(), code, now=now())
    standing = [each for each in view.restrictions if each.number == number]
    if not standing:
        missing()
    insist(Act.DATA_REQUEST_ANSWER, standing[0].unit_id)
    form = LiftForm()
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: lift_restriction(
                actor(), code, number, form.reason.data or "", now=now(), post=posted_key()
            ),
            to=lambda _: url_for("children.show", code=code),
        )
        if done is not None:
            return done
    page = render_template(
        "personal_data/lift.html", form=form, view=view, each=standing[0], key=post_key()
    )
    return (page, 422) if request.method == "POST" else page
