"""Routes of consent: how it stands, a word that was said, a basis, a decision, a held referral."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import consents, held_referrals
from caseapp.casework.consent_reading import ConsentView, PurposeView, read_consents
from caseapp.casework.consents import Word
from caseapp.casework.referral_reading import read_referral
from caseapp.rules.access import Act, may
from caseapp.rules.codes.consent import PURPOSES, WITH_CONSENT_ALONE
from caseapp.rules.consent_texts import text_on
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.consents.forms import BasisForm, DisputeForm, HoldForm, WordForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import insist, missing, refuse

blueprint = Blueprint("consents", __name__)
Answer = Response | tuple[str, int] | str
_CHILD = "/children/<code>/consents"


@blueprint.route(_CHILD)
@needs(Act.CHILD_READ)
def show(code: str) -> str:
    """Show for each purpose how it stands and what was said."""
    view = read_consents(actor(), code, now=now())
    return render_template(
        "consents/show.html",
        view=view,
        may_record=_may(Act.CHILD_EDIT, view),
        may_decide=_may(Act.CONSENT_DECIDE, view),
        with_consent_alone=WITH_CONSENT_ALONE,
    )


def _may(act: Act, view: ConsentView) -> bool:
    return any(may(actor(), act, local_day(now()), unit) for unit in view.units)


def _open(code: str, purpose: str, act: Act) -> tuple[ConsentView, PurposeView]:
    """Return a child's consents and one purpose; 404 for who may read them and not do the act."""
    view = read_consents(actor(), code, now=now())
    if purpose not in PURPOSES:
        missing()
    if not _may(act, view):
        refuse(act)
    return view, next(each for each in view.purposes if each.code == purpose)


def _take(
    form: BaseForm, view: ConsentView, purpose: PurposeView, act: Callable[[], None], **more: object
) -> Answer:
    """Take a form: shown, shown again with its faults, or done and led back to the consents."""
    if request.method == "POST" and form.validate():
        done = perform(form, act, to=lambda _: url_for("consents.show", code=view.code))
        if done is not None:
            flash(gettext("It is recorded"), "success")
            return done
    page = render_template(
        "consents/step.html", form=form, view=view, purpose=purpose, key=post_key(), **more
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route(f"{_CHILD}/<purpose>/word", methods=["GET", "POST"])
@needs(Act.CHILD_EDIT)
def word(code: str, purpose: str) -> Answer:
    """Show the text to read out, and ask who said what."""
    view, about = _open(code, purpose, Act.CHILD_EDIT)
    form = WordForm(view, data={"happened_at": now()})
    return _take(
        form,
        view,
        about,
        lambda: consents.record_word(actor(), code, _word(form, purpose), now=now(),
                                     post=posted_key()),
        heading=gettext("What child or representative says"),
        text=text_on(purpose, local_day(now())),
    )  # fmt: skip


def _word(form: WordForm, purpose: str) -> Word:
    happened_at = form.happened_at.data
    assert isinstance(happened_at, datetime)
    return Word(
        purpose=purpose,
        kind=form.consent_word.data or "",
        person=int(form.person.data or 0),
        happened_at=happened_at,
        words=form.words.data or "",
    )


@blueprint.route(f"{_CHILD}/<purpose>/basis", methods=["GET", "POST"])
@needs(Act.CHILD_EDIT)
def basis(code: str, purpose: str) -> Answer:
    """Ask the legal basis without consent."""
    view, about = _open(code, purpose, Act.CHILD_EDIT)
    form = BasisForm()
    return _take(
        form,
        view,
        about,
        lambda: consents.record_basis(
            actor(), code, purpose=purpose, basis=form.basis.data or "",
            reason=form.reason.data or "", now=now(), post=posted_key(),
        ),
        heading=gettext("Legal basis without consent"),
    )  # fmt: skip


@blueprint.route(f"{_CHILD}/<purpose>/decision", methods=["GET", "POST"])
@needs(Act.CONSENT_DECIDE)
def decide(code: str, purpose: str) -> Answer:
    """Ask the chair's decision where child and representative differ."""
    view, about = _open(code, purpose, Act.CONSENT_DECIDE)
    form = DisputeForm()
    return _take(
        form,
        view,
        about,
        lambda: consents.decide_dispute(
            actor(), code, purpose=purpose, allowed=form.allowed.data == "yes",
            reason=form.reason.data or "", now=now(), post=posted_key(),
        ),
        heading=gettext("Child and representative differ: decide"),
        told=about.entries,
    )  # fmt: skip


@blueprint.route("/referrals/<code>/hold", methods=["GET", "POST"])
@needs(Act.REFERRAL_DRAFT)
def hold(code: str) -> Answer:
    """Ask on what basis a held referral goes on, or that it ends."""
    view = read_referral(actor(), code, now=now())
    insist(Act.REFERRAL_DRAFT, view.unit_id)
    form = HoldForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: held_referrals.settle_hold(
                actor(), code, choice=form.choice.data or "", reason=form.reason.data or "",
                now=now(), post=posted_key(),
            ),
            to=lambda _: url_for("referrals.show", code=code),
        )  # fmt: skip
        if done is not None:
            flash(gettext("It is recorded"), "success")
            return done
    page = render_template("consents/hold.html", form=form, view=view, key=post_key())
    return (page, 422) if form.is_submitted() else page
