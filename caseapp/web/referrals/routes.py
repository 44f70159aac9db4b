"""Routes of the referrals: list, draft from a case, one referral, and each of its steps."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import answer_ways, case_reading, referral_reading, referrals
from caseapp.casework.child_people import is_uncalled
from caseapp.casework.offers import offers_for
from caseapp.casework.reassigning import FROM
from caseapp.casework.referral_reading import ReferralView
from caseapp.casework.referral_slips import PRINTED
from caseapp.casework.referrals import MOVES
from caseapp.rules.access import Act
from caseapp.rules.codes import LISTS
from caseapp.rules.referral_states import LIVE
from caseapp.rules.units import CITY_ID
from caseapp.web.actor import actor, needs, now, person
from caseapp.web.consenting import consent_shown
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.referrals import links, reassigning, sharing, slips
from caseapp.web.referrals.forms import DraftForm, MoveForm, said
from caseapp.web.rights import allowed, insist, missing
from caseapp.web.shared_words import basis_words, shared_lines

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")
sharing.attach(blueprint)
links.attach(blueprint)
reassigning.attach(blueprint)
slips.attach(blueprint)

WORDS: Final = {
    "send": lazy_gettext("Send the referral"),
    "receive": lazy_gettext("The agency has received it"),
    "accept": lazy_gettext("The agency accepts"),
    "decline": lazy_gettext("The agency declines"),
    "start": lazy_gettext("The help has begun"),
    "complete": lazy_gettext("The help is completed"),
    "withdraw": lazy_gettext("Withdraw the referral"),
}
"""What each step is called on its button and its page."""

_OWN: Final = frozenset({"send", "withdraw"})
"""Steps of the office itself: nobody at the agency has answered."""


@blueprint.route("")
@needs(Act.REFERRAL_READ)
def index() -> str:
    """List the referrals within reach, those that wait for someone first."""
    state = request.args.get("state", "")
    state = state if state in LISTS["referral_states"] else ""
    return render_template(
        "referrals/index.html",
        rows=referral_reading.list_referrals(actor(), now=now(), state=state),
        state=state,
        states=LISTS["referral_states"].codes,
        wide=person().unit_id == CITY_ID,
        may_directory=allowed(Act.AGENCY_READ),
        ways=answer_ways.count_ways(actor(), now=now()) if allowed(Act.REFERRAL_SEND) else [],
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.REFERRAL_DRAFT)
def draft() -> Response | tuple[str, int] | str:
    """Draft a referral of a case's child; the supervisor sends it."""
    view = case_reading.read_case(actor(), request.args.get("case", "")[:40], now=now())
    insist(Act.REFERRAL_DRAFT, view.unit_id)
    form = DraftForm()
    offered = offers_for(view.unit_id, now=now())
    form.service_id.offer(offered)
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: referrals.draft_referral(
                actor(),
                view.code,
                service_id=int(form.service_id.data),
                reason=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda code: url_for("referrals.choose", code=code),
        )
        if done is not None:
            flash(gettext("The draft is saved. Choose now what is shared"), "success")
            return done
    page = render_template(
        "referrals/draft.html", form=form, view=view, offered=offered, key=post_key()
    )
    return (page, 422) if form.is_submitted() else page


def _possible(view: ReferralView) -> list[str]:
    """Return the steps that the state and the person's rights allow now."""
    return [
        move
        for move in view.moves
        if allowed(MOVES[move], view.unit_id)
        and not (move == "send" and (view.hold or view.shared is None))
    ]


@blueprint.route("/<code>")
@needs(Act.REFERRAL_READ)
def show(code: str) -> str:
    """Show a referral: its state, its days, what comes next, what was said."""
    view = referral_reading.read_referral(actor(), code, now=now())
    consent = consent_shown(view.child_code, Act.REFERRAL_READ)
    return render_template(
        "referrals/show.html",
        view=view,
        consent=consent,
        is_uncalled=lambda phone: is_uncalled(phone, consent.uncalled),
        may_settle=allowed(Act.REFERRAL_DRAFT, view.unit_id),
        may_reassign=view.state in FROM
        and bool(view.case_code)
        and allowed(Act.REFERRAL_REASSIGN, view.unit_id),
        may_print=view.state in PRINTED
        and not view.hold
        and view.shared is not None
        and allowed(Act.CASE_PRINT, view.unit_id),
        may_link=view.state in LIVE and allowed(Act.REFERRAL_LINK, view.unit_id),
        words=WORDS,
        shared_lines=shared_lines,
        basis_words=basis_words,
        may_answer=allowed(Act.REFERRAL_ANSWER, view.unit_id),
        moves=_possible(view),
        may_case=allowed(Act.CASE_READ, view.unit_id),
        may_child=allowed(Act.CHILD_READ, view.unit_id),
    )


@blueprint.route("/<code>/moves/<move>", methods=["GET", "POST"])
@needs(Act.REFERRAL_READ)
def step(code: str, move: str) -> Response | tuple[str, int] | str:
    """Ask when a step happened and who said so, then take it."""
    view = referral_reading.read_referral(actor(), code, now=now())
    if move not in MOVES:
        missing()
    insist(MOVES[move], view.unit_id)
    form = MoveForm(happened_at=now())
    if move in _OWN:
        del form.answered_by, form.way, form.post, form.called
        form.comment.label.text = gettext("Reason") if move == "withdraw" else gettext("Note")
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: referrals.move_referral(
                actor(), code, move=move, answer=said(form), now=now(), post=posted_key()
            ),
            to=lambda _: url_for("referrals.show", code=code),
        )
        if done is not None:
            flash(gettext("The step is recorded"), "success")
            return done
    page = render_template(
        "referrals/step.html",
        form=form,
        view=view,
        heading=WORDS[move],
        lines=shared_lines(view.shared.values) if move == "send" and view.shared else [],
        possible=move in view.moves,
        key=post_key(),
    )
    return (page, 422) if form.is_submitted() else page
