"""The steps of a sign-in under way: the code, the own password, the second factor set up."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as Page
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import sign_in
from caseapp.casework.limits import Refused, TooManyTries
from caseapp.casework.sign_in import Entry, Over
from caseapp.rules.stages import Stage
from caseapp.rules.values import RuleBroken
from caseapp.web.account.entering import keep, lead_on, onward
from caseapp.web.account.forms import CodeForm, FirstFactorForm, FirstPasswordForm
from caseapp.web.actor import clock, demands, staged, token
from caseapp.web.caller import caller
from caseapp.web.qr import picture
from caseapp.web.widgets import refuse

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the account's blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/sign-in/code", "code", code, methods=both)
    blueprint.add_url_rule("/sign-in/password", "first_password", first_password, methods=both)
    blueprint.add_url_rule("/sign-in/second-factor", "first_factor", first_factor, methods=both)
    blueprint.add_url_rule(
        "/sign-in/second-factor/picture", "first_factor_picture", first_factor_picture
    )


def _take(form: BaseForm, field: str, act: Callable[[], Entry]) -> Entry | Response | None:
    """Do a step; None when the form must be shown again, an answer when the sign-in is over."""
    try:
        return act()
    except RuleBroken as broken:
        refuse(form, broken.field or field, gettext(broken.message, **broken.params))
    except TooManyTries:
        refuse(form, field, gettext("Too many failed tries. Wait 15 minutes, then try again"))
    except Refused:
        refuse(form, field, gettext("The code does not fit; enter the one that the app shows now"))
    except Over:
        flash(gettext("This sign-in has ended. Begin again with your name and password"))
        return redirect(url_for("account.sign_in", next=request.args.get("next")))
    return None


@staged(Stage.CODE)
def code() -> Answer:
    """Ask for the code of the app, or one from paper."""
    form = CodeForm()
    if form.validate_on_submit():
        typed = form.code.data or ""
        entry = _take(
            form,
            "code",
            lambda: sign_in.enter_code(
                token(), typed, caller=caller(), clock=clock(), demands=demands()
            ),
        )
        if isinstance(entry, Entry):
            return lead_on(entry)
        if entry is not None:
            return entry
    page = render_template("account/code.html", form=form)
    return (page, 422) if form.is_submitted() else page


@staged(Stage.PASSWORD)
def first_password() -> Answer:
    """Ask for an own password in the place of one that somebody else chose."""
    form = FirstPasswordForm()
    if form.validate_on_submit():
        new = form.password.data or ""
        entry = _take(
            form,
            "password",
            lambda: sign_in.change_first_password(
                token(), new, caller=caller(), clock=clock(), demands=demands()
            ),
        )
        if isinstance(entry, Entry):
            return lead_on(entry)
        if entry is not None:
            return entry
    page = render_template("account/first_password.html", form=form)
    return (page, 422) if form.is_submitted() else page


@staged(Stage.SECOND_FACTOR)
def first_factor() -> Answer:
    """Offer a key for an app; once a code of it fits, show the recovery codes."""
    form = FirstFactorForm()
    if form.validate_on_submit():
        typed = form.code.data or ""
        entry = _take(
            form,
            "code",
            lambda: sign_in.set_up(
                token(), typed, caller=caller(), clock=clock(), demands=demands()
            ),
        )
        if isinstance(entry, Entry):
            page = render_template("account/codes.html", codes=entry.codes, onward=onward(entry))
            return keep(Page(page), entry)
        if entry is not None:
            return entry
    page = render_template(
        "account/first_factor.html",
        form=form,
        offer=sign_in.offer(token(), clock=clock()),
        picture=url_for("account.first_factor_picture"),
    )
    return (page, 422) if form.is_submitted() else page


@staged(Stage.SECOND_FACTOR)
def first_factor_picture() -> Response:
    """Draw the offered key for the app's camera."""
    return picture(sign_in.offer(token(), clock=clock()).address)
