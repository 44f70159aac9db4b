"""Routes of what a referral shares: the choice, what was shared with whom, what is added later."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import addenda, answer_ways, disclosures, referral_reading
from caseapp.casework.disclosures import Choice
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.referrals.forms import AddendumForm, MoveForm, SharingForm, said
from caseapp.web.rights import allowed, insist, missing
from caseapp.web.shared_words import basis_words, field_words

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of the referrals."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/disclosures", "disclosures", index)
    blueprint.add_url_rule("/<code>/sharing", "choose", choose, methods=both)
    blueprint.add_url_rule("/<code>/addenda", "add", add, methods=both)
    page = "/<code>/addenda/<int:number>/known"
    blueprint.add_url_rule(page, "know", know, methods=both)


@needs(Act.REFERRAL_READ)
def index() -> str:
    """List what was shared with agencies: of one child, or of all within reach."""
    child = request.args.get("child", "")[:40]
    return render_template(
        "referrals/disclosures.html",
        rows=disclosures.list_disclosures(actor(), now=now(), child_code=child),
        child=child,
        may_child=allowed(Act.CHILD_READ),
        basis_words=basis_words,
        field_words=field_words,
    )


@needs(Act.REFERRAL_DRAFT)
def choose(code: str) -> Answer:
    """Ask which fields go out, and on what that rests."""
    view = disclosures.read_sharing(actor(), code, now=now())
    insist(Act.REFERRAL_DRAFT, view.unit_id)
    form = SharingForm(view)
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: disclosures.choose_sharing(
                actor(), code, _choice(form), version=posted_version(), now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("referrals.show", code=code),
        )  # fmt: skip
        if done is not None:
            flash(gettext("It is saved; the supervisor sees it and sends it"), "success")
            return done
    page = render_template(
        "referrals/sharing.html",
        form=form,
        view=view,
        version=view.chosen.version if view.chosen else 0,
        key=post_key(),
    )
    return (page, 422) if form.is_submitted() else page


def _choice(form: SharingForm) -> Choice:
    return Choice(form.fields_chosen, form.basis.data or "", form.basis_reason.data or "")


@needs(Act.REFERRAL_DRAFT)
def add(code: str) -> Answer:
    """Ask what the agency must know beside what was shared."""
    view = referral_reading.read_referral(actor(), code, now=now())
    insist(Act.REFERRAL_DRAFT, view.unit_id)
    form = AddendumForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: addenda.add_addendum(
                actor(), code, kind=form.addendum.data or "", text=form.text.data or "",
                now=now(), post=posted_key(),
            ),
            to=lambda _: url_for("referrals.show", code=code),
        )  # fmt: skip
        if done is not None:
            flash(gettext("It is added; the agency sees it as new until it takes note"), "success")
            return done
    page = render_template(
        "referrals/addendum.html",
        form=form,
        view=view,
        possible=view.state in addenda.ACCEPTED,
        key=post_key(),
    )
    return (page, 422) if form.is_submitted() else page


@needs(Act.REFERRAL_ANSWER)
def know(code: str, number: int) -> Answer:
    """Ask how and by whom the agency said that it knows of what was added."""
    view = referral_reading.read_referral(actor(), code, now=now())
    insist(Act.REFERRAL_ANSWER, view.unit_id)
    if not 1 <= number <= len(view.addenda):
        missing()
    form = MoveForm(happened_at=now())
    del form.comment, form.happened_at
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: answer_ways.record_known(
                actor(), code, number, said(form), now=now(), post=posted_key()
            ),
            to=lambda _: url_for("referrals.show", code=code),
        )
        if done is not None:
            flash(gettext("The step is recorded"), "success")
            return done
    page = render_template(
        "referrals/known.html", form=form, view=view, row=view.addenda[number - 1], key=post_key()
    )
    return (page, 422) if form.is_submitted() else page
