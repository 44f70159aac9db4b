"""Routes of the files: attach one, one file with its copies, its original, its withdrawal."""

from __future__ import annotations

import base64

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from caseapp.casework import files
from caseapp.casework.case_reading import read_case
from caseapp.casework.file_reading import FileView, read_copy, read_file
from caseapp.casework.files import NewFile, Room
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Act
from caseapp.rules.care_states import FORMS
from caseapp.rules.file_kinds import kind_of
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_process import copies_of
from caseapp.web.files.forms import FileForm, HandOutForm, WithdrawForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, insist, missing
from caseapp.web.uploads import takes_file
from caseapp.web.widgets import refuse

blueprint = Blueprint("files", __name__)
Answer = AnyResponse | tuple[str, int] | str

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""What bytes that somebody sent may do in a browser: be looked at, and nothing else."""


@blueprint.route("/reports/<code>/files/new", methods=["GET", "POST"])
@needs(Act.FILE_ADD)
@takes_file
def add_to_report(code: str) -> Answer:
    """Ask a file for a report."""
    view = read_report(actor(), code, now=now())
    insist(Act.FILE_ADD, view.unit_id)
    back = url_for("reports.show", code=code)
    words = gettext("Back to report %(code)s", code=code)
    return _add(view.child_name, back, words, report=code)


@blueprint.route("/cases/<code>/files/new", methods=["GET", "POST"])
@needs(Act.FILE_ADD)
@takes_file
def add_to_case(code: str) -> Answer:
    """Ask a file for a case."""
    view = read_case(actor(), code, now=now())
    insist(Act.FILE_ADD, view.unit_id)
    back = url_for("cases.show", code=code)
    words = gettext("Back to case %(code)s", code=code)
    return _add(view.child.full_name, back, words, case=code)


def _form_named() -> str:
    """Return the number of the form that a link asks for, to stand before what the file shows."""
    number = request.args.get("form", "")
    return f"Mẫu {number}: " if number in FORMS else ""


def _add(name: str, back: str, back_words: str, *, report: str = "", case: str = "") -> Answer:
    """Take the form of a file: what was typed stays when the file is refused."""
    form = FileForm(data={"description": _form_named()})
    if form.validate_on_submit():
        content = form.content()

        def attach() -> str:
            kind = kind_of(content)
            new = NewFile(
                content,
                form.description.data or "",
                form.taken_on.data,
                copies_of(kind, content),
            )
            key = posted_key(content)
            return files.attach_file(
                actor(), new, report=report, case=case, room=_room(), now=now(), post=key
            )

        done = perform(form, attach, to=lambda _: f"{back}#files")
        if done is not None:
            flash(gettext("The file is attached"), "success")
            return done
    if form.is_submitted() and not form.file.errors:
        refuse(form, "file", gettext("Choose the file once more: a browser does not keep it"))
    page = render_template(
        "files/new.html", form=form, name=name, back=back, back_words=back_words, key=post_key()
    )
    return (page, 422) if form.is_submitted() else page


def _room() -> Room:
    return Room(settings().files_in_unit, settings().files_in_all)


@blueprint.route("/files/<code>")
@needs(Act.FILE_READ)
def show(code: str) -> str:
    """Show a file: what it is, its copies, and to whom its original was handed out."""
    view, given = read_file(actor(), code, now=now())
    where = "reports.show" if view.of_report else "cases.show"
    words = (
        gettext("Back to report %(code)s", code=view.about)
        if view.of_report
        else gettext("Back to case %(code)s", code=view.about)
    )
    return render_template(
        "files/show.html",
        view=view,
        given=given,
        about_url=url_for(where, code=view.about),
        about_words=words,
        may_hand_out=_shown(view) and allowed(Act.FILE_ORIGINAL, view.unit_id),
        may_withdraw=_shown(view) and allowed(Act.FILE_ADD, view.unit_id),
    )


def _shown(view: FileView) -> bool:
    return view.withdrawn_at is None and not view.erased


@blueprint.route("/files/<code>/thumbnail")
@needs(Act.FILE_READ)
def thumbnail(code: str) -> Response:
    """Show the small picture of a file in a list."""
    return _inline(read_copy(actor(), code, None, now=now()), code)


@blueprint.route("/files/<code>/pages/<int:number>")
@needs(Act.FILE_READ)
def page(code: str, number: int) -> Response:
    """Show the copy of a page."""
    return _inline(read_copy(actor(), code, number, now=now()), f"{code}-{number}")


def _inline(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.jpg"'
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _for_step(code: str, act: Act) -> FileView:
    """Return a file for a step; 404 for who may not take it, and for a file that is not shown."""
    view, _ = read_file(actor(), code, now=now())
    insist(act, view.unit_id)
    if not _shown(view):
        missing()
    return view


@blueprint.route("/files/<code>/hand-outs/new", methods=["GET", "POST"])
@needs(Act.FILE_ORIGINAL)
def hand_out(code: str) -> Answer:
    """Ask to whom the original goes; the download is offered once that is kept."""
    view = _for_step(code, Act.FILE_ORIGINAL)
    form = HandOutForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: files.hand_out(
                actor(),
                code,
                recipient=form.recipient.data or "",
                paper=form.paper.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("files.show", code=code, _anchor="original"),
        )
        if done is not None:
            flash(gettext("It is recorded: you may download the original for 24 hours"), "success")
            return done
    html = render_template("files/hand_out.html", form=form, file=view, key=post_key())
    return (html, 422) if form.is_submitted() else html


@blueprint.route("/files/<code>/hand-outs/<int:number>", methods=["POST"])
@needs(Act.FILE_ORIGINAL)
def original(code: str, number: int) -> Response:
    """Give the original to who recorded a hand-out, as it came; each time is logged."""
    found = files.original(actor(), code, number, now=now())
    answer = Response(found.content, mimetype="application/octet-stream")
    digest = base64.b64encode(bytes.fromhex(found.sha256)).decode("ascii")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return answer


@blueprint.route("/files/<code>/withdrawal", methods=["GET", "POST"])
@needs(Act.FILE_ADD)
def withdraw(code: str) -> Answer:
    """Ask why a file is taken off the pages."""
    view = _for_step(code, Act.FILE_ADD)
    form = WithdrawForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: files.withdraw_file(
                actor(), code, reason=form.reason.data or "", now=now(), post=posted_key()
            ),
            to=lambda _: url_for("files.show", code=code),
        )
        if done is not None:
            flash(gettext("The file is withdrawn"), "success")
            return done
    html = render_template("files/withdraw.html", form=form, file=view, key=post_key())
    return (html, 422) if form.is_submitted() else html
