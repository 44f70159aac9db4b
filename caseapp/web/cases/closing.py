"""Closing a case: proposed on the review that it rests on, decided by another; reopening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import cases
from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.reviewing import Basis, read_basis
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.cases.forms import ClosingForm, DecisionForm
from caseapp.web.cases.page import decisions
from caseapp.web.cases.timeline import proposal_of
from caseapp.web.posting import posted_key, take_step
from caseapp.web.rights import allowed, insist
from caseapp.web.signing import day_moment

Answer = Response | tuple[str, int] | str

DECISIONS: Final = {
    "close": lazy_gettext("Close the case"),
    "return_closing": lazy_gettext("Do not close; the officer goes on"),
    "reopen": lazy_gettext("Open the case again"),
}


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the cases' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/closing", "closing", propose, methods=both)
    blueprint.add_url_rule("/<code>/decision", "decide", decide, methods=both)


@needs(Act.CASE_PROPOSE_CLOSING)
def propose(code: str) -> Answer:
    """Ask why the case may be closed; the chair decides."""
    view = _read(code, Act.CASE_PROPOSE_CLOSING)
    form = ClosingForm()
    if "propose_closing" not in view.moves and request.method == "GET":
        return _nothing_to_do(view)
    return _step(
        form,
        view,
        lambda: _move(form, code, "propose_closing"),
        "cases/closing.html",
        gettext("Closing is proposed; the chair decides"),
    )


@needs(Act.CASE_CLOSE)
def decide(code: str) -> Answer:
    """Ask the chair's word on a proposed closing, or on opening a closed case again."""
    view = _read(code, Act.CASE_CLOSE)
    possible = decisions(view)
    if not possible and request.method == "GET":
        return _nothing_to_do(view)
    form = DecisionForm(data={"move": possible[0] if len(possible) == 1 else None})
    # A form that was sent late is refused by the table of states, with the words for it; so the
    # choice that it holds is offered beside those that are possible now.
    offered = {*possible, form.move.data}
    form.move.choices = [(move, str(DECISIONS[move])) for move in DECISIONS if move in offered]
    return _step(
        form,
        view,
        lambda: _move(form, code, form.move.data, signed=True),
        "cases/decide.html",
        gettext("The decision is recorded"),
    )


def _read(code: str, act: Act) -> CaseView:
    """Return a case for a step; 404 for those who may read it but not take the step."""
    view = read_case(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


def _step(form: BaseForm, view: CaseView, act: Callable[[], None], page: str, done: str) -> Answer:
    """Take a step's form: shown with the review that closing rests on, or done."""
    return take_step(
        form,
        act,
        to=url_for("cases.show", code=view.code),
        page=page,
        done=done,
        view=view,
        basis=_basis(view),
        may_review=allowed(Act.CASE_EDIT, view.unit_id),
        proposal=proposal_of(view.events) if view.state == "closing_proposed" else None,
    )


def _basis(view: CaseView) -> Basis | None:
    """Return what the closing rests on, while it may be proposed or decided on."""
    return None if view.state == "closed" else read_basis(actor(), view.code, now=now())


def _nothing_to_do(view: CaseView) -> Response:
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(url_for("cases.show", code=view.code))


def _move(form: ClosingForm | DecisionForm, code: str, move: str, *, signed: bool = False) -> None:
    cases.move_case(
        actor(),
        code,
        move=move,
        reason=form.reason.data or "",
        signed_at=day_moment(form.signed_on.data) if signed else None,
        now=now(),
        post=posted_key(),
    )
