"""Routes of an agency's inbox: the live referrals to it, one of them, and each answer."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import inbox
from caseapp.casework.referrals import Answer
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.inbox.forms import ReplyForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing
from caseapp.web.shared_words import REPLY_WORDS, shared_lines

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")


@blueprint.route("")
@needs(Act.REFERRAL_INBOX)
def index() -> str:
    """List the live referrals to the person's agencies, unanswered ones first."""
    return render_template("inbox/index.html", rows=inbox.list_sent(actor(), now=now()))


@blueprint.route("/<code>")
@needs(Act.REFERRAL_INBOX)
def show(code: str) -> str:
    """Show what was shared with the agency, and what it can answer now."""
    view = inbox.read_sent(actor(), code, now=now())
    lines = shared_lines(view.values)
    return render_template("inbox/show.html", view=view, lines=lines, words=REPLY_WORDS)


@blueprint.route("/<code>/addenda/<int:number>/known", methods=["POST"])
@needs(Act.REFERRAL_REPLY)
def know(code: str, number: int) -> Response:
    """Take note of what was added; again is no fault."""
    inbox.note_addendum(actor(), code, number, now=now())
    flash(gettext("The ward sees that you have taken note"), "success")
    return redirect(url_for("inbox.show", code=code))


@blueprint.route("/<code>/replies/<move>", methods=["GET", "POST"])
@needs(Act.REFERRAL_REPLY)
def reply(code: str, move: str) -> Response | tuple[str, int] | str:
    """Ask when it was and in what words, then send the answer."""
    view = inbox.read_sent(actor(), code, now=now())
    if move not in REPLY_WORDS:
        missing()
    form = ReplyForm(happened_at=now())
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: inbox.reply(
                actor(), code, move=move, answer=_answer(form), now=now(), post=posted_key()
            ),
            to=lambda _: url_for("inbox.index"),
        )
        if done is not None:
            flash(gettext("The answer is sent to the ward and to the city"), "success")
            return done
    page = render_template(
        "inbox/reply.html",
        form=form,
        view=view,
        heading=REPLY_WORDS[move],
        ends=move in {"decline", "complete"},
        possible=move in view.replies,
        key=post_key(),
    )
    return (page, 422) if form.is_submitted() else page


def _answer(form: ReplyForm) -> Answer:
    happened_at = form.happened_at.data
    assert isinstance(happened_at, datetime)
    return Answer(happened_at, comment=form.comment.data or "")
