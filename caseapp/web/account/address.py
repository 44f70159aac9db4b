"""The own address for messages: where somebody is told outside the house that something waits."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.casework import own_account, own_address
from caseapp.exchange.gateway import TEXT
from caseapp.rules.access import Act
from caseapp.rules.ringing import SPAN
from caseapp.web.account.entering import at
from caseapp.web.account.forms import AddressForm, ProofForm
from caseapp.web.actor import actor, needs, settings
from caseapp.web.posting import perform

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add this page to the account's blueprint."""
    blueprint.add_url_rule("/account/notice-address", "address", address, methods=["GET", "POST"])


@needs(Act.OWN_ACCOUNT)
def address() -> Answer:
    """Put another address in the place of the own one, or none; prove it by the number sent."""
    if "code" in request.form:
        return _prove()
    form = AddressForm()
    if form.validate_on_submit():
        current, mail = form.current.data or "", form.mail.data or ""
        done = perform(
            form,
            lambda: own_address.set_address(actor(), current, mail, at(), sends=_sends()),
            to=lambda _made: url_for("account.address"),
        )
        if done is not None:
            flash(
                gettext("A message with a number is on its way: type the number here")
                if mail
                else gettext("Nothing is sent to you any more"),
                "success",
            )
            return done
    return _page(form, ProofForm(formdata=None))


def _prove() -> Answer:
    form = ProofForm()
    if form.validate_on_submit():
        number = form.code.data or ""
        done = perform(
            form,
            lambda: own_address.prove_address(actor(), number, at()),
            to=lambda _made: url_for("account.address"),
        )
        if done is not None:
            flash(gettext("The address is proved: messages go there from now on"), "success")
            return done
    return _page(AddressForm(formdata=None), form)


def _sends() -> bool:
    """Tell whether messages leave this instance at all."""
    return settings().mail is not None


def _page(form: FlaskForm, proof: FlaskForm) -> Answer:
    view = own_account.read_own(actor(), at()).address
    if view is not None and form.mail.data is None:
        form.mail.data = view.mail
    page = render_template(
        "account/address.html",
        form=form,
        proof=proof,
        view=view,
        text=TEXT,
        minutes=SPAN.seconds // 60,
        sends=_sends(),
    )
    return (page, 422) if form.errors or proof.errors else page
