"""One account: its roles with units and days, its sessions, a new password; never case content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import account_changes, account_reading, api_tokens, callback
from caseapp.casework.account_changes import RoleEntry
from caseapp.casework.account_reading import AccountView, HeldRole
from caseapp.rules.access import Act, Role
from caseapp.rules.stages import FIRST_PASSWORD_LASTS
from caseapp.rules.values import local_day
from caseapp.web.account_words import STATE_WORDS, change_words, role_days
from caseapp.web.actor import actor, clock, demands, needs, now, person
from caseapp.web.administration.forms import (
    EndForm,
    FactorForm,
    PasswordForm,
    PhoneForm,
    ReopenForm,
    RoleForm,
    UnitForm,
)
from caseapp.web.filters import moment
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import perform
from caseapp.web.rights import missing

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the accounts."""
    for address, view, methods in (
        ("", account, ["GET"]),
        ("/reopening", reopen, ["GET", "POST"]),
        ("/phone", phone, ["GET", "POST"]),
        ("/password", password, ["GET", "POST"]),
        ("/second-factor", second_factor, ["GET", "POST"]),
        ("/roles/new", give, ["GET", "POST"]),
        ("/roles/<int:number>/unit", move, ["GET", "POST"]),
        ("/roles/<int:number>/end", end, ["GET", "POST"]),
        ("/sessions/<int:number>/end", end_session, ["POST"]),
        ("/sessions/end", end_sessions, ["POST"]),
        ("/tokens/<int:number>/end", end_token, ["POST"]),
    ):
        blueprint.add_url_rule(f"/<username>{address}", view.__name__, view, methods=methods)


def _read(username: str) -> AccountView:
    return account_reading.read_account(actor(), username, now=now(), clock=clock())


def _role(view: AccountView, number: int) -> HeldRole:
    """Return a role that can still be changed; 404 for any other."""
    open_ones = [role for role in view.roles if role.state != "ended" and role.number == number]
    if not open_ones:
        missing()
    return open_ones[0]


@needs(Act.ACCOUNT_MANAGE)
def account(username: str) -> str:
    """Show an account: who it is, what it may do, where it is open, what waits."""
    view = _read(username)
    return render_template(
        "administration/account.html",
        view=view,
        password_words=password_words(view.first_ends),
        tokens=api_tokens.list_of(actor(), username, now=now(), clock=clock()),
        own=person().username,
        role_words=ROLE_WORDS,
        state_words=STATE_WORDS,
        role_days=role_days,
        change_words=change_words,
    )


def password_words(first_ends: datetime | None) -> str:
    """Say how the password stands: the owner's own, or one handed over that is good for days."""
    if first_ends is None:
        words = gettext("not shown to anybody")
    elif not demands().lapsing:
        words = gettext("chosen by somebody else; its owner has not changed it yet")
    elif first_ends <= clock():
        words = gettext(
            "chosen by somebody else and not changed by %(until)s: it opens nothing any more, "
            "set a new one",
            until=moment(first_ends),
        )
    else:
        words = gettext(
            "chosen by somebody else; its owner must change it by %(until)s",
            until=moment(first_ends),
        )
    return str(words)


def _change(
    username: str, form: BaseForm, act: Callable[[], bool | None], *, heading: str, about: str = "",
    said: str,
) -> Answer:  # fmt: skip
    """Take a change: shown, shown again with its faults, or asked for and told how it stands."""
    view = _read(username)

    def to(waits: str) -> str:
        if waits:
            flash(gettext("This holds as soon as a second person agrees"))
        else:
            flash(said, "success")
        return url_for("administration.account", username=view.username)

    if form.validate_on_submit():  # type: ignore[attr-defined]  # a FlaskForm
        done = perform(form, act, to=to)
        if done is not None:
            return done
    page = render_template(
        "administration/change.html", form=form, view=view, heading=heading, about=about
    )
    return (page, 422) if form.is_submitted() else page  # type: ignore[attr-defined]


@needs(Act.ACCOUNT_MANAGE)
def reopen(username: str) -> Answer:
    """Open a closed account again; it holds once a second person agrees."""
    return _change(
        username,
        ReopenForm(),
        lambda: account_changes.ask_reopening(actor(), username, now=now()),
        heading=gettext("Open the account again"),
        about=gettext("It has the roles that it had; what was typed and not sent is still there."),
        said=gettext("The account is open again"),
    )


@needs(Act.ACCOUNT_MANAGE)
def phone(username: str) -> Answer:
    """Keep the number on which the owner is called back when a telephone was lost."""
    form = PhoneForm(data={"phone": _read(username).phone})

    def keep() -> None:
        callback.set_phone(actor(), username, form.phone.data or "", now=now(), clock=clock())

    return _change(
        username,
        form,
        keep,
        heading=gettext("Telephone for calling back"),
        about=gettext(
            "A supervisor calls it when the owner has lost the second step at night. "
            "A new number serves after 24 hours."
        ),
        said=gettext("The number is kept"),
    )


@needs(Act.ACCOUNT_MANAGE)
def password(username: str) -> Answer:
    """Set a new password; it holds, and the sessions end, once a second person agrees."""
    form = PasswordForm()
    typed = form.password.data or ""
    return _change(
        username,
        form,
        lambda: account_changes.ask_password(actor(), username, typed, now=now()),
        heading=gettext("New password"),
        about=gettext(
            "Once it holds, all sessions of this account end, and the password must be "
            "changed at the next sign-in, within %(days)s days.",
            days=FIRST_PASSWORD_LASTS.days,
        ),
        said=gettext("The new password holds; all its sessions have ended"),
    )


@needs(Act.ACCOUNT_MANAGE)
def second_factor(username: str) -> Answer:
    """Take the second factor of somebody away who lost telephone and paper."""
    return _change(
        username,
        FactorForm(),
        lambda: account_changes.ask_second_factor(actor(), username, now=now()),
        heading=gettext("Take the second step away"),
        about=gettext(
            "For somebody who lost both the phone and the recovery codes. Once it holds, all "
            "sessions of this account end, and the second step is set up anew at the next sign-in."
        ),
        said=gettext("The second step was taken away; all its sessions have ended"),
    )


@needs(Act.ACCOUNT_MANAGE)
def give(username: str) -> Answer:
    """Give the account another role in a unit, with its days."""
    form = RoleForm(first=local_day(now()))
    first, ends = form.valid_from.data, form.valid_until.data
    entry = RoleEntry(
        form.role.data or "", form.area_code.data or "", first or local_day(now()), ends
    )
    return _change(
        username,
        form,
        lambda: account_changes.ask_role(actor(), username, entry, now=now()),
        heading=gettext("Give a role"),
        said=gettext("The role is given"),
    )


@needs(Act.ACCOUNT_MANAGE)
def move(username: str, number: int) -> Answer:
    """Move a role to another unit from a day on."""
    role = _role(_read(username), number)
    form = UnitForm(first=local_day(now()))
    code, day = form.area_code.data or "", form.valid_from.data or local_day(now())
    return _change(
        username,
        form,
        lambda: account_changes.ask_unit(actor(), username, number, code, day, now=now()),
        heading=gettext("Another unit"),
        about=_said(role),
        said=gettext("The role is held in the new unit"),
    )


@needs(Act.ACCOUNT_MANAGE)
def end(username: str, number: int) -> Answer:
    """End a role, today or on a later day."""
    role = _role(_read(username), number)
    form = EndForm(first=local_day(now()))
    day = form.valid_until.data or local_day(now())
    return _change(
        username,
        form,
        lambda: account_changes.end_role(actor(), username, number, day, now=now()),
        heading=gettext("End the role"),
        about=_said(role),
        said=gettext("The end of the role is set"),
    )


def _said(role: HeldRole) -> str:
    days = role_days(role.valid_from, role.valid_until)
    return f"{ROLE_WORDS[Role(role.role)]}, {role.unit}, {days}"


def _ended(username: str, number: int | None) -> Response:
    account_reading.revoke(actor(), username, number, now=now(), clock=clock())
    flash(gettext("The session has ended") if number else gettext("All its sessions have ended"),
          "success")  # fmt: skip
    return redirect(url_for("administration.account", username=username))


@needs(Act.ACCOUNT_MANAGE)
def end_session(username: str, number: int) -> Response:
    """End one session of the account."""
    return _ended(username, number)


@needs(Act.ACCOUNT_MANAGE)
def end_sessions(username: str) -> Response:
    """End every session of the account."""
    return _ended(username, None)


@needs(Act.ACCOUNT_MANAGE)
def end_token(username: str, number: int) -> Response:
    """End a token by which a program of the account reads figures."""
    api_tokens.end_of(actor(), username, number, now=now(), clock=clock())
    flash(gettext("The token has ended"), "success")
    return redirect(url_for("administration.account", username=username))
