"""The page that gives a referral to another agency."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import reassigning, referral_reading
from caseapp.casework.offers import offers_for
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.referrals.forms import ReassignForm
from caseapp.web.rights import insist


def attach(blueprint: Blueprint) -> None:
    """Add the page to the referrals' blueprint."""

    @blueprint.route("/<code>/another-agency", methods=["GET", "POST"])
    @needs(Act.REFERRAL_READ)
    def reassign(code: str) -> Response | tuple[str, int] | str:
        """Ask which agency is asked instead, and why."""
        view = referral_reading.read_referral(actor(), code, now=now())
        insist(Act.REFERRAL_REASSIGN, view.unit_id)
        form = ReassignForm()
        offered = [
            offer
            for offer in offers_for(view.unit_id, now=now())
            if offer.label != f"{view.agency} – {view.service}"
        ]
        form.service_id.offer(offered)
        if form.validate_on_submit():
            done = perform(form, lambda: _do(code, form), to=_page)
            if done is not None:
                flash(gettext("The draft for the other agency is saved: look at it, then send it"))
                return done
        page = render_template(
            "referrals/reassign.html",
            form=form,
            view=view,
            offered=offered,
            possible=view.state in reassigning.FROM and bool(view.case_code),
            waits=view.state in reassigning.UNANSWERED,
            version=reassigning.read_version(actor(), code, now=now()),
            key=post_key(),
        )
        return (page, 422) if form.is_submitted() else page


def _do(code: str, form: ReassignForm) -> str:
    return reassigning.reassign_referral(
        actor(),
        code,
        service_id=int(form.service_id.data),
        why=form.why.data or "",
        version=posted_version(),
        now=now(),
        post=posted_key(),
    )


def _page(code: str) -> str:
    return url_for("referrals.show", code=code)
