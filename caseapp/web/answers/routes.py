"""Routes of an answer by a link: public, without a session, and without a word before the secret.

Opening changes nothing. Each post brings the page that follows, since no address may bear what the
secret opened.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, current_app, g, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from caseapp.casework import answering
from caseapp.casework.answering import AskAgain, Before, NotValid, Opened, Reply, Visitor
from caseapp.casework.limits import TooManyTries
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import clock, now, public
from caseapp.web.answers.forms import NamedForm, NoteForm, ReplyForm, SecretForm
from caseapp.web.caller import caller
from caseapp.web.posting import post_key, posted_key, spend_key, tell_changed
from caseapp.web.shared_words import REPLY_WORDS, shared_lines
from caseapp.web.widgets import refuse

blueprint = Blueprint("answers", __name__, url_prefix="/answer")
Answer = Response | tuple[str, int] | str


def _by_form(state: BlueprintSetupState) -> None:
    """Leave the token to the forms themselves: no page of ours tells where somebody came from."""
    state.app.extensions["csrf"].exempt(blueprint)


blueprint.record(_by_form)


@blueprint.before_request
def _from_here() -> Answer | None:
    """Ask a post for its token before anything is looked at: without one nothing is counted."""
    if request.method != "POST" or not current_app.config["WTF_CSRF_ENABLED"]:
        return None
    given = next((request.form[key] for key in request.form if key.endswith("csrf_token")), "")
    try:
        validate_csrf(given)
    except ValidationError:
        token = str((request.view_args or {}).get("token", ""))
        return _asked_again(token, Before("", ()))
    g.csrf_valid = True
    return None


@blueprint.after_request
def _unseen(response: Response) -> Response:
    """Let the address go nowhere: to no other page, and into no register of pages."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@blueprint.errorhandler(NotValid)
@blueprint.errorhandler(Missing)
def _not_valid(_refused: Exception) -> Answer:
    """Say only that it is not valid, whatever the reason."""
    return render_template("answers/not_valid.html"), 404


@blueprint.errorhandler(TooManyTries)
def _too_many(_refused: TooManyTries) -> Answer:
    """Ask to wait, before anything is looked at."""
    return render_template("answers/wait.html"), 429


def _visitor(token: str) -> Visitor:
    return Visitor(token[:100], caller(), clock())


@blueprint.route("/<token>", methods=["GET"])
@public
def look(token: str) -> Answer:
    """Say that a ward asks for an answer, and ask for the secret."""
    before = answering.look(_visitor(token), now=now())
    return render_template("answers/secret.html", form=SecretForm(), before=before, token=token)


@blueprint.route("/<token>", methods=["POST"])
@public
def enter(token: str) -> Answer:
    """Take the secret and show what was shared."""
    form = SecretForm()
    if not form.validate():
        return _ask_secret(token, form)
    try:
        opened = answering.enter(_visitor(token), form.secret.data or "", now=now())
    except RuleBroken as broken:
        refuse(form, broken.field or "", gettext(broken.message, **broken.params))
        return _ask_secret(token, form)
    return _page(token, opened)


def _ask_secret(token: str, form: SecretForm, before: Before | None = None) -> Answer:
    before = before or answering.look(_visitor(token), now=now())
    return render_template("answers/secret.html", form=form, before=before, token=token), 422


@blueprint.route("/<token>/replies", methods=["POST"])
@public
def reply(token: str) -> Answer:
    """Take an answer, once; what stands after it is shown."""
    form = ReplyForm()
    form.move.choices = [(move, str(words)) for move, words in REPLY_WORDS.items()]

    def act(visitor: Visitor, ticket: str) -> Opened | None:
        said = Reply(
            form.move.data or "", form.name.data or "", form.role.data or "", form.words.data or ""
        )
        return answering.answer(visitor, ticket, said, now=now(), post=posted_key())

    return _take(token, form, act)


@blueprint.route("/<token>/addenda/<int:number>", methods=["POST"])
@public
def note(token: str, number: int) -> Answer:
    """Take note of what was added; again is no fault."""
    form = NoteForm(prefix=_prefix(number))

    def act(visitor: Visitor, ticket: str) -> Opened | None:
        name, role = form.name.data or "", form.role.data or ""
        answering.note(visitor, ticket, number, name, role, now=now())
        return answering.after(visitor, ticket, now=now())

    return _take(token, form, act)


def _take(token: str, form: NamedForm, act: Callable[[Visitor, str], Opened | None]) -> Answer:
    """Take a form of the opened page: done, or shown again with what was typed and done before."""
    visitor, ticket = _visitor(token), form.ticket.data or ""
    try:
        opened = answering.read(visitor, ticket, now=now())
    except AskAgain:
        return _asked_again(token)
    if not form.validate():
        return _page(token, opened, form), 422
    try:
        after = act(visitor, ticket)
    except AlreadyDone as before:
        if before.changed:
            tell_changed(form)
            return _page(token, answering.read(visitor, ticket, now=now()), form), 422
        after = answering.after(visitor, ticket, now=now())
    except RuleBroken as broken:
        refuse(form, broken.field or "", gettext(broken.message, **broken.params))
        return _page(token, answering.read(visitor, ticket, now=now()), form), 422
    spend_key()  # the form below is another one: with this key it would be taken for done
    if after is None:
        return render_template("answers/done.html")
    return _page(token, after, done=True)


def _asked_again(token: str, before: Before | None = None) -> Answer:
    """Ask for the secret once more, and keep what was typed until then."""
    form = SecretForm(formdata=None)
    form.form_errors.append(gettext("The page was open too long: enter the number once more"))
    return _ask_secret(token, form, before)


def _prefix(number: int) -> str:
    return f"note{number}-"


def _note_forms(
    opened: Opened, typed: dict[str, str], faulty: NamedForm | None
) -> dict[int, NamedForm]:
    """Return a form for each thing that was added and not noted yet."""
    forms: dict[int, NamedForm] = {}
    for row in opened.view.addenda:
        form = NoteForm(formdata=None, prefix=_prefix(row.number), data=typed)
        form = faulty if faulty is not None and faulty.prefixed(form) else form
        form.ticket.data = opened.ticket
        if row.acknowledged_at is None:
            forms[row.number] = form
    return forms


def _page(
    token: str, opened: Opened, faulty: NamedForm | None = None, *, done: bool = False
) -> str:
    """Draw what is open, with the name and role that were typed before."""
    sent = request.form
    typed = {
        name: next((sent[key] for key in sent if key.endswith(name)), "")
        for name in ("name", "role")
    }
    reply = faulty if isinstance(faulty, ReplyForm) else None
    form = reply or (ReplyForm(formdata=None, data=typed) if done else ReplyForm())
    form.move.choices = [(move, str(REPLY_WORDS[move])) for move in opened.view.replies]
    form.ticket.data = opened.ticket
    return render_template(
        "answers/show.html",
        token=token,
        view=opened.view,
        lines=shared_lines(opened.view.values),
        form=form,
        notes=_note_forms(opened, typed, None if reply else faulty),
        done=done,
        key=post_key(),
    )
