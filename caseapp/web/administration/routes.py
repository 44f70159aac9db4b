"""Routes of the accounts: list, a new one, closing; one account and its changes are attached."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import account_reading, accounts
from caseapp.casework.accounts import Made, NewAccount
from caseapp.rules.access import Act
from caseapp.web.actor import actor, clock, needs, now
from caseapp.web.administration import account, changes, numbers
from caseapp.web.administration.forms import AccountForm, ClosingForm
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import perform

blueprint = Blueprint("administration", __name__, url_prefix="/accounts")
changes.attach(blueprint)
account.attach(blueprint)
numbers.attach(blueprint)
Answer = Response | tuple[str, int] | str


def _read(username: str) -> account_reading.AccountView:
    return account_reading.read_account(actor(), username, now=now(), clock=clock())


def _to_list(_made: str = "") -> str:
    return url_for("administration.accounts")


@blueprint.route("", endpoint="accounts")
@needs(Act.ACCOUNT_MANAGE)
def index() -> str:
    """List every account with the roles it holds today."""
    return render_template(
        "administration/index.html",
        rows=accounts.list_accounts(actor(), now=now()),
        role_words=ROLE_WORDS,
        waiting=len(account_reading.list_waiting(actor(), now=now())),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.ACCOUNT_MANAGE)
def new() -> Answer:
    """Make an account with one role in one unit."""
    form = AccountForm()
    if form.validate_on_submit():
        entry = NewAccount(
            username=form.username.data or "",
            full_name=form.full_name.data or "",
            password=form.password.data or "",
            role=form.role.data or "",
            area_code=form.area_code.data or "",
        )
        done = perform(
            form, lambda: accounts.add_account(actor(), entry, now=now()), to=_to_account
        )
        if done is not None:
            return done
    page = render_template("administration/new.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _to_account(made: Any) -> str:  # noqa: ANN401 - what `perform` hands on
    """Say how a new account stands, and lead to it."""
    assert isinstance(made, Made)
    flash(gettext("The account is made; it can sign in now"), "success")
    if made.waits:
        flash(gettext("Its role holds as soon as a second person agrees"))
    return url_for("administration.account", username=made.username)


@blueprint.route("/<username>/disablement", methods=["GET", "POST"])
@needs(Act.ACCOUNT_MANAGE)
def disable(username: str) -> Answer:
    """Ask once more, then close the account and end its sessions."""
    view, form = _read(username), ClosingForm()
    if form.validate_on_submit():
        done = perform(
            form, lambda: accounts.disable_account(actor(), username, now=now()), to=_to_list
        )
        if done is not None:
            flash(gettext("The account is closed; all its sessions have ended"), "success")
            return done
    page = render_template("administration/disable.html", form=form, view=view)
    return (page, 422) if form.is_submitted() else page
