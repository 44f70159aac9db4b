"""Routes of the sending side: asked for, proposed, sent on or kept, taken back."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, transfers
from caseapp.casework.transfer_reading import Going
from caseapp.casework.transfers import Wish
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.transfers.forms import AskForm, DeclineForm, ProposeForm, SendForm
from caseapp.web.transfers.steps import (
    BOTH,
    About,
    Answer,
    Page,
    about,
    case_page,
    going,
    may_begin,
    not_now,
    nothing_to_do,
    step,
    take_back,
)


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the transfers' blueprint."""
    for path, endpoint, view in (
        ("request", "ask", ask),
        ("proposal", "propose", propose),
        ("sending", "send", send),
        ("keeping", "decline", decline),
    ):
        blueprint.add_url_rule(f"/<code>/{path}", endpoint, view, methods=BOTH)
    for path, endpoint, done in (("withdrawal", "withdraw", withdraw), ("dropping", "drop", drop)):
        blueprint.add_url_rule(f"/<code>/{path}", endpoint, done, methods=["POST"])


def _others(view: Going) -> list[tuple[str, str]]:
    """Return the wards and communes of today but for the one that has the case."""
    return [pair for pair in areas.choices_now(now()) if int(pair[0]) != view.unit_id]


def _wish(form: ProposeForm) -> Wish:
    contact = form["contact"].data if "contact" in form else ""
    return Wish(
        form.unit.data or "", form.why.data or "", form.words.data or "", contact or ""
    )  # fmt: skip


@needs(Act.TRANSFER_ASK)
def ask(code: str) -> Answer:
    """Ask the chair which unit is to take a case over, why, and whom it can call."""
    view = going(code, Act.TRANSFER_ASK)
    if not_now(may_begin(view)):
        return nothing_to_do(case_page(code))
    form = AskForm(_others(view), data={"unit": view.home, "why": _usual(view)})
    page = Page(
        gettext("Hand the case over to another ward"),
        gettext("The case waits for the other unit. Call it: until it accepts you answer"),
        (
            gettext(
                "Nothing passes until the chair of the other unit accepts. Until then your unit "
                "answers for the case, and all its limits run on."
            ),
            gettext(
                "The other unit is reminded after one working day; after two the supervisor "
                "decides. What goes along: reports, plans, measures, referrals, documents."
            ),
        ),
    )
    return step(
        form,
        lambda: transfers.ask_transfer(actor(), code, _wish(form), now=now(), post=posted_key()),
        page, About(code, child=view.child_name), back=case_page(code),
    )  # fmt: skip


def _usual(view: Going) -> str | None:
    return "residence" if view.home else None


@needs(Act.TRANSFER_PROPOSE)
def propose(code: str) -> Answer:
    """Ask the supervisor which unit a case should go to, and why."""
    view = going(code, Act.TRANSFER_PROPOSE)
    if not_now(may_begin(view)):
        return nothing_to_do(case_page(code))
    form = ProposeForm(_others(view), data={"unit": view.home, "why": _usual(view)})
    intro = gettext(
        "The chair of %(unit)s sends the case on or says why not; then the chair of the other unit "
        "accepts it or refuses. Where they do not agree another supervisor decides.",
        unit=view.unit,
    )
    page = Page(
        gettext("Propose to hand the case over"), gettext("The transfer is proposed"), (intro,)
    )
    return step(
        form,
        lambda: transfers.propose_transfer(
            actor(), code, _wish(form), now=now(), post=posted_key()
        ),
        page, About(code, child=view.child_name), back=case_page(code),
    )  # fmt: skip


@needs(Act.TRANSFER_ASK)
def send(code: str) -> Answer:
    """Ask the chair whom the other unit can call about a case that is proposed to go."""
    view = going(code, Act.TRANSFER_ASK)
    if not_now(_is_proposed(view)):
        return nothing_to_do(case_page(code))
    form = SendForm()
    return step(
        form,
        lambda: transfers.send_proposed(
            actor(), code, contact=form.contact.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        Page(
            gettext("Send the case on"),
            gettext("The case waits for the other unit. Call it: until it accepts you answer"),
        ),
        about(view), back=case_page(code),
    )  # fmt: skip


def _is_proposed(view: Going) -> bool:
    return view.transfer is not None and view.transfer.state == "proposed"


@needs(Act.TRANSFER_ASK)
def decline(code: str) -> Answer:
    """Ask the chair why a case that is proposed to go is kept."""
    view = going(code, Act.TRANSFER_ASK)
    if not_now(_is_proposed(view)):
        return nothing_to_do(case_page(code))
    form = DeclineForm()
    return step(
        form,
        lambda: transfers.decline_proposed(
            actor(), code, reason=form.reason.data or "", version=posted_version(), now=now(),
            post=posted_key(),
        ),
        Page(gettext("Keep the case"), gettext("The supervisor is told, and decides")),
        about(view),
        back=url_for("transfers.send", code=code), to=case_page(code),
    )  # fmt: skip


@needs(Act.TRANSFER_ASK)
def withdraw(code: str) -> Response:
    """Take back a case that the other unit has not accepted yet."""
    return take_back(
        code,
        lambda: transfers.withdraw_transfer(
            actor(), code, version=posted_version(), now=now(), post=posted_key()
        ),
        gettext("The transfer is withdrawn: the case stays with your unit"),
    )


@needs(Act.TRANSFER_PROPOSE)
def drop(code: str) -> Response:
    """Take back a proposal that the chair has not sent yet."""
    return take_back(
        code,
        lambda: transfers.drop_proposal(
            actor(), code, version=posted_version(), now=now(), post=posted_key()
        ),
        gettext("The proposal is taken back"),
    )
