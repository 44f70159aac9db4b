"""Routes of the merges: pairs to look at, requests, a unit's word, the decision, the undoing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import merge_asking, merging, twin_pairs, unmerging
from caseapp.casework.merge_asking import MergeView
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.looks import act_words, kind_words, who_words
from caseapp.web.merges.forms import AskForm, DecisionForm, WordForm, undo_form
from caseapp.web.merges.words import STATE_WORDS
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed
from caseapp.web.twin_words import reason_words

blueprint = Blueprint("merges", __name__, url_prefix="/merges")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.MERGE_ASK)
def index() -> str:
    """List the merges that this person is asked about or answers for."""
    return render_template(
        "merges/index.html",
        rows=merge_asking.list_merges(actor(), now=now()),
        state_words=STATE_WORDS,
        may_decide=allowed(Act.MERGE_DECIDE),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.MERGE_ASK)
def new() -> Answer:
    """Ask for a merge of two children by their codes."""
    form = AskForm(data={name: request.args.get(name, "") for name in ("first", "second")})
    if form.validate_on_submit():
        done = perform(form, lambda: _ask(form), to=lambda made: _page(int(made)))
        if done is not None:
            flash(gettext("The merge is asked for; who has to agree is told"), "success")
            return done
    html = render_template("merges/new.html", form=form, key=post_key())
    return (html, 422) if form.is_submitted() else html


def _ask(form: AskForm) -> int:
    return merge_asking.ask_merge(
        actor(),
        form.first.data or "",
        form.second.data or "",
        reason=form.reason.data or "",
        now=now(),
        post=posted_key(),
    )


def _page(number: int) -> str:
    return url_for("merges.show", number=number)


@blueprint.route("/<int:number>")
@needs(Act.MERGE_ASK)
def show(number: int) -> str:
    """Show one merge with what the reader may say or decide."""
    return _shown(merge_asking.read_merge(actor(), number, now=now()))


def _shown(view: MergeView, sent: BaseForm | None = None) -> str:
    word = decision = None
    if view.own_units:
        word = sent if isinstance(sent, WordForm) else WordForm(formdata=None)
    if view.state == "asked" and allowed(Act.MERGE_DECIDE):
        fresh = DecisionForm(view.sides, ready=view.ready, formdata=None)
        decision = sent if isinstance(sent, DecisionForm) else fresh
    return render_template(
        "merges/show.html",
        view=view,
        word=word,
        decision=decision,
        sent=sent,
        key=post_key(),
        state_words=STATE_WORDS,
        may_undo=allowed(Act.MERGE_DECIDE),
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"reason_words": reason_words, "born_words": born_words, "today": local_day(now())}


@blueprint.route("/<int:number>/word", methods=["POST"])
@needs(Act.MERGE_AGREE)
def say(number: int) -> Answer:
    """Take down what the own unit says."""
    view, form = merge_asking.read_merge(actor(), number, now=now()), WordForm()

    def act() -> None:
        merge_asking.say(
            actor(),
            number,
            agrees=form.agrees.data == "yes",
            note=form.note.data or "",
            now=now(),
            post=posted_key(),
        )

    done = perform(form, act, to=lambda _: _page(number)) if form.validate() else None
    if done is None:
        return _shown(view, form), 422
    flash(gettext("What your unit says is taken down"), "success")
    return done


@blueprint.route("/<int:number>/decision", methods=["POST"])
@needs(Act.MERGE_DECIDE)
def decide(number: int) -> Answer:
    """Merge the two, or let them stay two."""
    view = merge_asking.read_merge(actor(), number, now=now())
    form = DecisionForm(view.sides, ready=view.ready)

    def act() -> None:
        keep, note = str(form.keep.data), form.note.data or ""
        more: dict[str, Any] = {"note": note, "now": now(), "post": posted_key()}
        if keep == "two":
            merging.decline_merge(actor(), number, **more)
        else:
            merging.merge_children(actor(), number, keep=keep, **more)

    done = perform(form, act, to=lambda _: _page(number)) if form.validate() else None
    if done is None:
        return _shown(view, form), 422
    flash(gettext("The decision is taken down"), "success")
    return done


@blueprint.route("/<int:number>/undoing", methods=["GET", "POST"])
@needs(Act.MERGE_DECIDE)
def undo(number: int) -> Answer:
    """Show what came about since a merge, and ask of each entry to which child it belongs."""
    since = unmerging.read_since(actor(), number, now=now())
    form = undo_form(since)
    if form.validate_on_submit():
        belongs = {row.key: str(form[row.key].data) for row in since.rows}
        done = perform(
            form,
            lambda: unmerging.undo_merge(
                actor(),
                number,
                belongs=belongs,
                reason=str(form["reason"].data or ""),
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: _page(number),
        )
        if done is not None:
            flash(gettext("They are two children again"), "success")
            return done
    html = render_template(
        "merges/undo.html",
        since=since,
        form=form,
        key=post_key(),
        act_words=act_words,
        who_words=who_words,
        kind_words=kind_words,
    )
    return (html, 422) if form.is_submitted() else html


@blueprint.route("/pairs")
@needs(Act.MERGE_DECIDE)
def pairs() -> str:
    """List the pairs that may be one child, and who was pointed at whom."""
    return render_template(
        "merges/pairs.html", found=twin_pairs.list_twins(actor(), now=now()), **_words()
    )


@blueprint.route("/pairs/<int:number>/settled", methods=["POST"])
@needs(Act.MERGE_DECIDE)
def settle(number: int) -> Response:
    """Take down that a pair is two children."""
    twin_pairs.set_apart(actor(), number, now=now())
    flash(gettext("The pair is listed no more"), "success")
    return redirect(url_for("merges.pairs"))
