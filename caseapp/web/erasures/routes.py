"""Routes of the erasures: proposed, withdrawn, refused, and carried out."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import erasure_reading, erasures
from caseapp.casework.erasures import Proposal
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Act, Denied
from caseapp.rules.erasures import AGAINST
from caseapp.web.actor import actor, needs, now
from caseapp.web.erasures.forms import DecisionForm, ProposalForm, RefusalForm, WithdrawalForm
from caseapp.web.erasures.words import GROUND_WORDS, STATE_WORDS
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.posting import perform, post_key, posted_key

blueprint = Blueprint("erasures", __name__, url_prefix="/erasures")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.ERASURE_PROPOSE)
def index() -> str:
    """List the erasures, the newest first."""
    rows = erasure_reading.list_erasures(actor(), now=now())
    return render_template("erasures/index.html", rows=rows, state_words=STATE_WORDS)


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.ERASURE_PROPOSE)
def new() -> Answer:
    """Propose to erase the file of a child, by its code."""
    named = {"code": "child", "request": "request"}
    form = ProposalForm(data={field: request.args.get(name, "") for field, name in named.items()})
    against: tuple[str, ...] = ()
    if form.validate_on_submit():
        done = perform(form, lambda: _propose(form), to=lambda made: _page(int(made)))
        if done is not None:
            flash(gettext("The erasure is proposed; another person decides"), "success")
            return done
        against = erasure_reading.survey(actor(), form.code.data or "", now=now())
    html = render_template(
        "erasures/new.html", form=form, key=post_key(), against=against, words=AGAINST
    )
    return (html, 422) if form.is_submitted() else html


def _propose(form: ProposalForm) -> int:
    proposal = Proposal(
        str(form.ground.data),
        form.request.data or "",
        form.reason.data or "",
        proceedings=form.proceedings.data == "yes",
        complaint=form.complaint.data == "yes",
    )
    try:
        return erasures.propose_erasure(
            actor(), form.code.data or "", proposal, now=now(), post=posted_key()
        )
    except (Missing, Denied):
        raise erasures.no_child() from None


def _page(number: int) -> str:
    return url_for("erasures.show", number=number)


@blueprint.route("/<int:number>")
@needs(Act.ERASURE_PROPOSE)
def show(number: int) -> str:
    """Show one erasure with all that stands against it, and what the reader may do."""
    return _shown(number)


def _shown(number: int, sent: BaseForm | None = None) -> str:
    view = erasure_reading.read_erasure(actor(), number, now=now())
    forms: dict[str, BaseForm] = {}
    if view.state == "proposed" and view.own:
        forms = {"withdrawal": WithdrawalForm(formdata=None)}
    elif view.state == "proposed":
        fresh: dict[str, BaseForm] = {
            "decision": DecisionForm(factor=is_asked(), formdata=None),
            "refusal": RefusalForm(formdata=None),
        }
        forms = {name: sent if type(sent) is type(form) else form for name, form in fresh.items()}
    return render_template(
        "erasures/show.html",
        view=view,
        sent=sent,
        forms=forms,
        key=post_key(),
        words=AGAINST,
        ground_words=GROUND_WORDS,
        state_words=STATE_WORDS,
    )


@blueprint.route("/<int:number>/decision", methods=["POST"])
@needs(Act.ERASURE_DECIDE)
def decide(number: int) -> Answer:
    """Erase the file."""
    form = DecisionForm(factor=is_asked())
    return _take(
        number,
        form,
        lambda: erasures.decide_erasure(
            actor(),
            number,
            proceedings=form.proceedings.data == "yes",
            complaint=form.complaint.data == "yes",
            now=now(),
            fresh=fresh_of(form),
            post=posted_key(),
        ),
        gettext("The file is erased"),
    )


@blueprint.route("/<int:number>/refusal", methods=["POST"])
@needs(Act.ERASURE_DECIDE)
def refuse(number: int) -> Answer:
    """Let the file stay."""
    form = RefusalForm()
    return _take(
        number,
        form,
        lambda: erasures.refuse_erasure(
            actor(), number, answer=form.answer.data or "", now=now(), post=posted_key()
        ),
        gettext("The decision is taken down"),
    )


@blueprint.route("/<int:number>/withdrawal", methods=["POST"])
@needs(Act.ERASURE_PROPOSE)
def withdraw(number: int) -> Answer:
    """Take back one's own proposal."""
    return _take(
        number,
        WithdrawalForm(),
        lambda: erasures.withdraw_erasure(actor(), number, now=now(), post=posted_key()),
        gettext("The proposal is withdrawn"),
    )


def _take(number: int, form: BaseForm, act: Callable[[], object], words: str) -> Answer:
    """Do an act and lead back to the erasure's page, or show the form again."""

    def done() -> str:
        act()
        return str(number)

    led = perform(form, done, to=lambda _: _page(number)) if form.validate() else None
    if led is None:
        return _shown(number, form), 422
    flash(words, "success")
    return led
