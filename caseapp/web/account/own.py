"""The own account's page: roles, sessions, and what others changed of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import own_account
from caseapp.rules.access import Act
from caseapp.web.account.entering import at
from caseapp.web.account_words import STATE_WORDS, change_words, role_days
from caseapp.web.actor import actor, needs, now, person, safe_next
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the account's blueprint."""
    for address, view, methods in (
        ("", show, ["GET"]),
        ("/changes", changes, ["GET", "POST"]),
        ("/sessions/<int:number>/end", end_session, ["POST"]),
        ("/sessions/end", end_others, ["POST"]),
    ):
        blueprint.add_url_rule(f"/account{address}", view.__name__, view, methods=methods)


@needs(Act.OWN_ACCOUNT)
def show() -> str:
    """Show what the account may do and where it is open."""
    return render_template(
        "account/show.html",
        view=own_account.read_own(actor(), at()),
        person=person(),
        role_words=ROLE_WORDS,
        role_days=role_days,
        state_words=STATE_WORDS,
        may_fetch=allowed(Act.FIGURES_FETCH),
    )


@needs(Act.OWN_ACCOUNT)
def end_session(number: int) -> Response:
    """End one of the own sessions, in this browser or in another."""
    own_account.end_session(actor(), number, at())
    flash(gettext("The session has ended"), "success")
    return redirect(url_for("account.show"))


@needs(Act.OWN_ACCOUNT)
def end_others() -> Response:
    """End every session of the account but this one."""
    own_account.end_session(actor(), None, at())
    flash(gettext("All other sessions have ended"), "success")
    return redirect(url_for("account.show"))


@needs(Act.OWN_ACCOUNT)
def changes() -> Response | str:
    """Show what others changed of this account, until its owner says that it was read."""
    going = safe_next(request.args.get("next"))
    if request.method == "POST":
        sent = request.form.getlist("seen")
        seen = {int(each) for each in sent if each.isascii() and each.isdecimal()}
        own_account.acknowledge(actor(), seen, now=now())
        return redirect(going)
    return render_template(
        "account/changes.html",
        changes=own_account.untold(actor(), now=now()),
        change_words=change_words,
        going=going,
    )
