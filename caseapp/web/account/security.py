"""The own password, second factor and recovery codes: who changes them proves who they are."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import own_account, sign_in
from caseapp.casework.sign_in import Over
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from caseapp.web.account.entering import at
from caseapp.web.account.forms import CodesForm, FactorForm, PasswordForm
from caseapp.web.actor import actor, clock, needs, token
from caseapp.web.posting import perform
from caseapp.web.qr import picture
from caseapp.web.rights import missing
from caseapp.web.widgets import refuse

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the account's blueprint."""
    for address, view in (
        ("/password", password),
        ("/second-factor", factor),
        ("/recovery-codes", recovery_codes),
    ):
        blueprint.add_url_rule(f"/account{address}", view.__name__, view, methods=["GET", "POST"])
    blueprint.add_url_rule("/account/second-factor/picture", "factor_picture", factor_picture)


@needs(Act.OWN_ACCOUNT)
def password() -> Answer:
    """Put another password in the place of the own one; all other sessions end."""
    form = PasswordForm()
    if form.validate_on_submit():
        current, new = form.current.data or "", form.password.data or ""
        done = perform(
            form,
            lambda: own_account.change_password(actor(), current, new, at()),
            to=lambda _made: url_for("account.show"),
        )
        if done is not None:
            flash(gettext("The new password holds; all other sessions have ended"), "success")
            return done
    page = render_template("account/password.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _shown_once(codes: tuple[str, ...]) -> str:
    return render_template("account/codes.html", codes=codes, onward=url_for("account.show"))


def _refused(form: BaseForm, broken: RuleBroken) -> None:
    refuse(form, broken.field or "", gettext(broken.message, **broken.params))


@needs(Act.OWN_ACCOUNT)
def factor() -> Answer:
    """Offer a key for an app; once a code of it fits, it is the second factor from then on."""
    form = FactorForm()
    if form.validate_on_submit():
        current, code = form.current.data or "", form.code.data or ""
        try:
            return _shown_once(own_account.set_up(actor(), current, code, at()))
        except RuleBroken as broken:
            _refused(form, broken)
        except Over:
            return redirect(url_for("account.sign_in"))
    page = render_template(
        "account/factor.html",
        form=form,
        offer=sign_in.offer(token(), clock=clock()),
        picture=url_for("account.factor_picture"),
        has_factor=own_account.read_own(actor(), at()).has_factor,
    )
    return (page, 422) if form.is_submitted() else page


@needs(Act.OWN_ACCOUNT)
def factor_picture() -> Response:
    """Draw the offered key for the app's camera."""
    return picture(sign_in.offer(token(), clock=clock()).address)


@needs(Act.OWN_ACCOUNT)
def recovery_codes() -> Answer:
    """Make ten new recovery codes; those before serve no more."""
    view, form = own_account.read_own(actor(), at()), CodesForm()
    if not view.has_factor:
        missing()
    if request.method == "POST" and form.validate():
        try:
            return _shown_once(own_account.renew_codes(actor(), form.current.data or "", at()))
        except RuleBroken as broken:
            _refused(form, broken)
    page = render_template("account/new_codes.html", form=form, left=view.codes_left)
    return (page, 422) if request.method == "POST" else page
