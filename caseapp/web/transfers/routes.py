"""Routes of cases on their way: lists of both units, the answer, the supervisor's decision."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext

from caseapp.casework import transfer_answers, transfer_reading
from caseapp.casework.transfer_answers import Verdict
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.rights import allowed
from caseapp.web.transfers import letters, sending
from caseapp.web.transfers.forms import AcceptForm, DecideForm, RefuseForm
from caseapp.web.transfers.steps import (
    BOTH,
    About,
    Answer,
    Page,
    about,
    came_twice,
    case_page,
    going,
    not_now,
    nothing_to_do,
    step,
)

blueprint = Blueprint("transfers", __name__, url_prefix="/transfers")
sending.attach(blueprint)
letters.attach(blueprint)


@blueprint.route("")
@needs(Act.TRANSFER_READ)
def index() -> str:
    """List the cases that wait for the own unit, and those that it handed over."""
    waiting, sent = transfer_reading.list_transfers(actor(), now=now())
    return render_template("transfers/index.html", waiting=waiting, sent=sent)


@blueprint.route("/decisions")
@needs(Act.TRANSFER_DECIDE)
def to_decide() -> str:
    """List the cases on whose transfer the supervisor decides."""
    rows = transfer_reading.list_to_decide(actor(), now=now())
    return render_template("transfers/to_decide.html", rows=rows)


@blueprint.route("/<code>")
@needs(Act.TRANSFER_READ)
def show(code: str) -> Answer:
    """Show what is needed to call, or what became of a case that has gone."""
    view = transfer_reading.read_passing(actor(), code, now=now())
    if not view.mine and not view.gone and allowed(Act.CASE_READ, view.transfer.from_unit_id):
        return redirect(case_page(code))
    unit = view.transfer.to_unit_id
    return render_template(
        "transfers/show.html",
        view=view,
        may_answer=view.mine and unit is not None and allowed(Act.TRANSFER_ACCEPT, unit),
    )


@blueprint.route("/<code>/acceptance", methods=BOTH)
@needs(Act.TRANSFER_ACCEPT)
def accept(code: str) -> Answer:
    """Ask the chair who takes charge; the button takes the case over."""
    if came_twice():
        return redirect(case_page(code))
    view = transfer_reading.read_passing(actor(), code, now=now(), act=Act.TRANSFER_ACCEPT)
    form = AcceptForm(_takers(code, Act.TRANSFER_ACCEPT))
    page = Page(
        gettext("Take the case over"),
        gettext("Your unit answers for this case now"),
        (
            gettext(
                "Call first. From now on your unit answers for the case: all its limits run on as "
                "they are, and the other unit opens it no more."
            ),
        ),
    )
    return step(
        form,
        lambda: transfer_answers.accept_case(
            actor(), code, officer=form.officer.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        page, About(code, view.transfer), back=url_for("transfers.show", code=code),
        to=case_page(code),
    )  # fmt: skip


@blueprint.route("/<code>/refusal", methods=BOTH)
@needs(Act.TRANSFER_ACCEPT)
def refuse(code: str) -> Answer:
    """Ask the chair why the case is not taken over."""
    if came_twice():
        return redirect(url_for("transfers.index"))
    view = transfer_reading.read_passing(actor(), code, now=now(), act=Act.TRANSFER_ACCEPT)
    form = RefuseForm()
    intro = gettext(
        "%(unit)s goes on answering for it, and the supervisor decides where it goes.",
        unit=view.transfer.from_unit,
    )
    page = Page(
        gettext("Refuse the case"), gettext("The case is refused; the supervisor is told"), (intro,)
    )
    return step(
        form,
        lambda: transfer_answers.refuse_case(
            actor(), code, reason=form.reason.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        page, About(code, view.transfer), back=url_for("transfers.show", code=code),
        to=url_for("transfers.index"),
    )  # fmt: skip


@blueprint.route("/<code>/decision", methods=BOTH)
@needs(Act.TRANSFER_DECIDE)
def decide(code: str) -> Answer:
    """Ask the supervisor where a case goes that two units do not agree on."""
    if came_twice():
        return redirect(case_page(code))
    view = going(code, Act.TRANSFER_DECIDE)
    decidable = view.transfer is not None and view.transfer.decidable
    if not_now(decidable):
        return nothing_to_do(case_page(code))
    there = view.transfer.to_unit_id if view.transfer is not None and decidable else None
    both = there is not None and allowed(Act.TRANSFER_DECIDE, there)
    form = DecideForm(_takers(code, Act.TRANSFER_DECIDE) if both else [])
    page = Page(
        gettext("Decide where the case goes"),
        gettext("Your decision is recorded; both units are told"),
        (gettext("Call both units first."),),
    )
    return step(
        form,
        lambda: transfer_answers.decide_transfer(
            actor(), code,
            Verdict(form.move.data == "pass", form.reason.data or "", form.officer.data or ""),
            version=posted_version(), now=now(), post=posted_key(),
        ),
        page, about(view), back=case_page(code),
    )  # fmt: skip


def _takers(code: str, act: Act) -> list[tuple[str, str]]:
    """Return who of the receiving unit can take charge, by sign-in name."""
    found = transfer_reading.list_takers(actor(), code, now=now(), act=act)
    return [(each.username, each.full_name) for each in found]
