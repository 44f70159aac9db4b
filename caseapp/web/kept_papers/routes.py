"""Routes of papers before their signer: put there, shown, given out again, numbered and signed."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from caseapp.casework import kept_papers, signing_rules
from caseapp.casework.deciding_rows import OF_REPORT
from caseapp.casework.files import NewFile, Room
from caseapp.casework.kept_opening import open_copy
from caseapp.casework.kept_papers import Completion, Decision
from caseapp.casework.kept_reading import (
    KeptView,
    kept_in_case,
    kept_on_report,
    read_kept,
)
from caseapp.rules.access import Act
from caseapp.rules.copies import Copy
from caseapp.rules.file_kinds import kind_of
from caseapp.rules.kept_papers import KINDS
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_process import copies_of
from caseapp.web.deciding_papers import DRAWN, drawn_copies
from caseapp.web.errors import error_page
from caseapp.web.kept_answer import bytes_answer
from caseapp.web.kept_papers import correcting, ruling
from caseapp.web.kept_papers.forms import CompletionForm, PutForm
from caseapp.web.kept_steps import kept_of
from caseapp.web.kept_words import KIND_WORDS, back_to, deciding_pages, links_to
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.printing import PrinterDown, Unprintable
from caseapp.web.rights import allowed, insist, missing
from caseapp.web.uploads import takes_file
from caseapp.web.widgets import refuse

blueprint = Blueprint("kept_papers", __name__)
ruling.attach(blueprint)
correcting.attach(blueprint)
Answer = Response | tuple[str, int] | str


@blueprint.route("/cases/<code>/kept-papers")
@needs(Act.CASE_READ)
def in_case(code: str) -> str:
    """List the papers of a case's decisions in all their versions, with their hashes."""
    return _index(kept_in_case(actor(), code, now=now()), code, of_report=False)


@blueprint.route("/reports/<code>/kept-papers")
@needs(Act.REPORT_READ)
def on_report(code: str) -> str:
    """List the papers of a report's decisions in all their versions."""
    return _index(kept_on_report(actor(), code, now=now()), code, of_report=True)


def _index(rows: list[KeptView], code: str, *, of_report: bool) -> str:
    return render_template(
        "kept_papers/index.html",
        rows=rows,
        back=back_to(code, of_report=of_report),
        deciding=deciding_pages(code, of_report=of_report) if not rows else [],
        kind_words=KIND_WORDS,
    )


@blueprint.route("/cases/<code>/kept-papers/<decision>/<int:number>", methods=["GET", "POST"])
@needs(Act.PAPER_PUT)
def put_in_case(code: str, decision: str, number: int) -> Answer:
    """Put the paper of a decision in a case before its signer."""
    if decision not in DRAWN or decision in OF_REPORT:
        missing()
    return _put(Decision(decision, code, number))


@blueprint.route("/reports/<code>/kept-papers/<int:number>", methods=["GET", "POST"])
@needs(Act.PAPER_PUT)
def put_on_report(code: str, number: int) -> Answer:
    """Put the paper of emergency measures on a report before its signer."""
    return _put(Decision("emergency", code, number))


def _put(about: Decision) -> Answer:
    """Ask, then draw both copies and keep them; what cannot be drawn is said and kept nowhere."""
    try:
        seen = kept_papers.look(actor(), about, now=now())
    except RuleBroken:
        missing()  # nothing is decided: no page offers this
    of_report = about.kind == "emergency"
    read = kept_on_report if of_report else kept_in_case
    before = kept_of(read(actor(), about.code, now=now()), about.kind, about.number)
    form = PutForm(again=bool(before))
    if form.validate_on_submit():
        try:
            done = perform(
                form,
                lambda: _keep(about, form.why, seen),
                to=lambda made: url_for("kept_papers.show", code=made),
            )
        except Unprintable as refusal:
            current_app.logger.warning("unprintable %s: %s", about.code, refusal)
            return error_page(422)
        except PrinterDown as trouble:
            current_app.logger.error("no print: %s", trouble)  # noqa: TRY400 - the words say it all
            return error_page(503)
        if done is not None:
            flash(gettext("The paper is kept as it is now: print it and bring it to the signer"))
            return done
    html = render_template(
        "kept_papers/put.html",
        form=form,
        about=about,
        before=before,
        back=back_to(about.code, of_report=of_report),
        what=KIND_WORDS[about.kind],
        drafts=links_to(about),
        key=post_key(),
    )
    return (html, 422) if form.is_submitted() else html


def _keep(about: Decision, why: str, seen: str) -> str:
    drawn = drawn_copies(
        actor(), about.kind, about.code, about.number, now=now(), demo=settings().demo
    )
    return kept_papers.put_paper(
        actor(), about, drawn, seen=seen, reason=why, now=now(), post=posted_key()
    )


@blueprint.route("/kept-papers/<code>")
@needs(Act.CASE_READ)
def show(code: str) -> str:
    """Show one paper: its copies with their hashes, and how far it is."""
    view = read_kept(actor(), code, now=now())
    completes = view.waits and allowed(Act.PAPER_COMPLETE, view.unit_id)
    return render_template(
        "kept_papers/show.html",
        view=view,
        back=back_to(view.about, of_report=view.of_report),
        what=KIND_WORDS[view.kind],
        completes=completes,
        corrects=bool(view.number) and allowed(Act.PAPER_COMPLETE, view.unit_id),
        renews=view.newest and allowed(Act.PAPER_PUT, view.unit_id),
        again=_again(view),
        prints=allowed(Act.REPORT_PRINT if view.of_report else Act.CASE_PRINT, view.unit_id),
        sees_place=allowed(Act.PLACE_SEE, view.unit_id),
        may_read_files=allowed(Act.FILE_READ, view.unit_id),
    )


def _again(view: KeptView) -> str:
    if view.of_report:
        return url_for("kept_papers.put_on_report", code=view.about, number=view.place)
    named = {"code": view.about, "decision": view.kind, "number": view.place}
    return url_for("kept_papers.put_in_case", **named)  # type: ignore[arg-type]  # by name


@blueprint.route("/kept-papers/<code>/served.pdf")
@needs(Act.CASE_PRINT)
def served_copy(code: str) -> Response:
    """Give the copy that is handed out, as it was kept."""
    return bytes_answer(open_copy(actor(), code, Copy.SERVED, now=now()))


@blueprint.route("/kept-papers/<code>/file.pdf")
@needs(Act.PLACE_SEE)
def file_copy(code: str) -> Response:
    """Give the file's own copy, as it was kept, to who may see where the child is."""
    return bytes_answer(open_copy(actor(), code, Copy.FILE, now=now()))


@blueprint.route("/kept-papers/<code>/completion", methods=["GET", "POST"])
@needs(Act.PAPER_COMPLETE)
@takes_file
def complete(code: str) -> Answer:
    """Ask for the clerk's number, the day of the signature and the signed paper."""
    view = read_kept(actor(), code, now=now())
    insist(Act.PAPER_COMPLETE, view.unit_id)
    if not view.waits and request.method == "GET":
        missing()
    by_hour = kept_papers.hour_counts(actor(), code, now=now())
    symbol = KINDS[view.kind].symbol
    proposed = signing_rules.proposed_number(actor(), view.numbered_in, symbol, now=now())
    form = CompletionForm(proposed, by_hour=by_hour, data={"symbol": symbol, "number": proposed})
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: _complete(code, form),
            to=lambda made: url_for("kept_papers.show", code=made),
        )
        if done is not None:
            flash(gettext("Number and signed paper are saved"), "success")
            return done
    if form.is_submitted() and not form.file.errors:
        refuse(form, "file", gettext("Choose the file once more: a browser does not keep it"))
    html = render_template(
        "kept_papers/complete.html",
        form=form,
        view=view,
        what=KIND_WORDS[view.kind],
        by_hour=by_hour,
        key=post_key(),
    )
    return (html, 422) if form.is_submitted() else html


def _complete(code: str, form: CompletionForm) -> str:
    content = form.content()
    with force_locale("vi"):
        words = gettext("Signed paper %(number)s", number=f"{form.number.data}/{form.symbol.data}")
    file = NewFile(content, words, None, copies_of(kind_of(content), content))
    hour: datetime | None = form.signed_at.data if "signed_at" in form else None
    done = Completion(
        number=form.number.data or "",
        symbol=form.symbol.data or "",
        signed_on=local_day(hour) if hour else form.signed_on.data,
        signed_at=hour,
        file=file,
    )
    room = Room(settings().files_in_unit, settings().files_in_all)
    return kept_papers.complete_paper(
        actor(), code, done, room=room, now=now(), post=posted_key(content)
    )
