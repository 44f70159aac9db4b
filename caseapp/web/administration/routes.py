"""Routes of the accounts: list, a new one, a new password, closing; never case content."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import accounts
from caseapp.casework.accounts import Account, NewAccount
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, person
from caseapp.web.administration.forms import AccountForm, ClosingForm, PasswordForm
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import perform

blueprint = Blueprint("administration", __name__, url_prefix="/accounts")
Answer = Response | tuple[str, int] | str


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
        own=person().username,
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
        done = perform(form, lambda: accounts.add_account(actor(), entry, now=now()), to=_to_list)
        if done is not None:
            flash(gettext("The account is made; it can sign in now"), "success")
            return done
    page = render_template("administration/new.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _account(username: str) -> Account:
    """Return the account of this name; 404 when there is none."""
    known = {account.username: account for account in accounts.list_accounts(actor(), now=now())}
    if username not in known:
        abort(404)
    return known[username]


@blueprint.route("/<username>/password", methods=["GET", "POST"])
@needs(Act.ACCOUNT_MANAGE)
def password(username: str) -> Answer:
    """Set a new password; the account's sessions end."""
    account, form = _account(username), PasswordForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: accounts.reset_password(actor(), username, form.password.data or "", now=now()),
            to=_to_list,
        )
        if done is not None:
            flash(gettext("The new password holds; all its sessions have ended"), "success")
            return done
    page = render_template("administration/password.html", form=form, account=account)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<username>/disablement", methods=["GET", "POST"])
@needs(Act.ACCOUNT_MANAGE)
def disable(username: str) -> Answer:
    """Ask once more, then close the account and end its sessions."""
    account, form = _account(username), ClosingForm()
    if form.validate_on_submit():
        done = perform(
            form, lambda: accounts.disable_account(actor(), username, now=now()), to=_to_list
        )
        if done is not None:
            flash(gettext("The account is closed; all its sessions have ended"), "success")
            return done
    page = render_template("administration/disable.html", form=form, account=account)
    return (page, 422) if form.is_submitted() else page
