"""Routes of what follows a separation: extension, lifting, the request to the court, its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, url_for
from flask_babel import gettext, lazy_gettext
from wtforms.form import BaseForm

from caseapp.casework import court_requests, separation_orders
from caseapp.casework.assessed import last_assessment
from caseapp.casework.court_requests import CourtAnswer
from caseapp.casework.separation_orders import NewOrder
from caseapp.casework.separations import Verdict
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.code_choices import code_choices
from caseapp.web.measure_rows import ORDER_WORDS, order_rows, told_of
from caseapp.web.measures.forms import (
    AnswerForm,
    ExtensionForm,
    LiftingForm,
    RequestForm,
    SendForm,
)
from caseapp.web.measures.steps import (
    BOTH,
    Answer,
    Page,
    not_now,
    nothing_to_do,
    order_of,
    read_for,
    separation_of,
    step,
)
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.signing import day_moment
from caseapp.web.verdict_form import TakeBackForm, VerdictForm

VERDICTS: Final = {
    "decide": lazy_gettext("Agreed: it is decided so"),
    "refuse": lazy_gettext("Not agreed"),
}


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the measures' blueprint."""
    after = "/separations/<int:number>"
    order = "/separation-orders/<int:number>"
    for path, endpoint, view in (
        (f"{after}/extensions/new", "new_extension", new_extension),
        (f"{after}/liftings/new", "new_lifting", new_lifting),
        (f"{after}/requests/new", "new_request", new_request),
        (f"{order}/decision", "decide_order", decide_order),
        (f"{order}/withdrawal", "withdraw_order", withdraw_order),
        (f"{order}/sending", "send", send),
        (f"{order}/answer", "answer", answer),
    ):
        blueprint.add_url_rule(path, endpoint, view, methods=BOTH)


def _back(code: str, number: int) -> str:
    return url_for("measures.separation", code=code, number=number)


def _prepare(
    code: str, number: int, form: BaseForm, told: Callable[[], NewOrder], kind: str
) -> Answer:
    view = read_for(code, Act.CASE_EDIT)
    parted = separation_of(view, number)
    if not_now(parted.holds):
        return nothing_to_do(code)
    return step(
        form,
        view,
        lambda: separation_orders.prepare_order(
            actor(), code, number, told(), now=now(), post=posted_key()
        ),
        Page(
            str(ORDER_WORDS[kind]),
            gettext("It waits for the chair's decision now"),
            told=told_of(parted),
        ),
        back=_back(code, number),
    )


@needs(Act.CASE_EDIT)
def new_extension(code: str, number: int) -> Answer:
    """Ask until when the separation is to hold, and why."""
    form = ExtensionForm()

    def told() -> NewOrder:
        return NewOrder("extension", form.why.data or "", last_day=form.last_day.data)

    return _prepare(code, number, form, told, "extension")


@needs(Act.CASE_EDIT)
def new_lifting(code: str, number: int) -> Answer:
    """Ask when the child's return was assessed as safe, and what makes it so."""
    form = LiftingForm()

    def told() -> NewOrder:
        return NewOrder("lifting", form.why.data or "", assessed_on=form.assessed_on.data)

    return _prepare(code, number, form, told, "lifting")


@needs(Act.CASE_EDIT)
def new_request(code: str, number: int) -> Answer:
    """Ask what is requested, and of which court or body."""
    form = RequestForm()
    form.body.choices = code_choices("court_bodies")

    def told() -> NewOrder:
        return NewOrder(
            "court_request",
            form.why.data or "",
            body=form.body.data or "",
            body_name=form.body_name.data or "",
        )

    return _prepare(code, number, form, told, "court_request")


@needs(Act.MEASURE_DECIDE)
def decide_order(code: str, number: int) -> Answer:
    """Ask the chair's decision on what is to follow a separation."""
    view = read_for(code, Act.MEASURE_DECIDE)
    parted, order = order_of(view, number)
    if not_now("decide" in order.moves):
        return nothing_to_do(code)
    form = VerdictForm(data={"decided_at": now()})
    form.move.choices = [(move, str(words)) for move, words in VERDICTS.items()]
    return step(
        form,
        view,
        lambda: separation_orders.decide_order(
            actor(), code, number, _verdict(form), now=now(), post=posted_key()
        ),
        Page(
            str(ORDER_WORDS[order.kind]),
            gettext("The decision is recorded"),
            facts=order_rows(order),
            told=told_of(parted),
            version=order.version,
            heard=last_assessment(actor(), code, now=now()),
        ),
        back=_back(code, parted.number),
    )


def _verdict(form: VerdictForm) -> Verdict:
    return Verdict(
        form.move.data or "",
        form.decided_at.data,
        form.words.data or "",
        day_moment(form.signed_on.data),
        posted_version(),
    )


@needs(Act.CASE_EDIT)
def withdraw_order(code: str, number: int) -> Answer:
    """Ask why what is to follow a separation is taken back."""
    view = read_for(code, Act.CASE_EDIT)
    parted, order = order_of(view, number)
    if not_now("withdraw" in order.moves):
        return nothing_to_do(code)
    form = TakeBackForm()
    return step(
        form,
        view,
        lambda: separation_orders.withdraw_order(
            actor(), code, number, why=form.why.data or "", now=now(), post=posted_key()
        ),
        Page(
            gettext("Take the proposal back"), gettext("It is taken back"), facts=order_rows(order)
        ),
        back=_back(code, parted.number),
    )


@needs(Act.CASE_EDIT)
def send(code: str, number: int) -> Answer:
    """Ask the number of the signed letter, and when it was sent."""
    view = read_for(code, Act.CASE_EDIT)
    parted, order = order_of(view, number)
    if not_now("send" in order.moves):
        return nothing_to_do(code)
    form = SendForm(data={"sent_at": now()})
    return step(
        form,
        view,
        lambda: court_requests.send_request(
            actor(),
            code,
            number,
            letter=form.letter.data or "",
            sent_at=form.sent_at.data,
            now=now(),
            post=posted_key(),
        ),
        Page(
            gettext("Record that the letter was sent"),
            gettext("The sending is recorded"),
            facts=order_rows(order),
        ),
        back=_back(code, parted.number),
    )


@needs(Act.CASE_EDIT)
def answer(code: str, number: int) -> Answer:
    """Ask what the court or body answered."""
    view = read_for(code, Act.CASE_EDIT)
    parted, order = order_of(view, number)
    if not_now("answer" in order.moves):
        return nothing_to_do(code)
    form = AnswerForm()
    form.outcome.choices = code_choices("court_answers")

    def record() -> None:
        said = CourtAnswer(
            form.outcome.data or "", form.number.data or "", form.day.data, form.words.data or ""
        )
        court_requests.answer_request(actor(), code, number, said, now=now(), post=posted_key())

    return step(
        form,
        view,
        record,
        Page(
            gettext("Record the answer"),
            gettext("The answer is recorded"),
            facts=order_rows(order),
        ),
        back=_back(code, parted.number),
    )
