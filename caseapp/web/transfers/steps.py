"""Takes the form of a step: shown, shown again with its faults, or done and led on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework.outcomes import AlreadyDone, Stale
from caseapp.casework.sent_forms import made_before
from caseapp.casework.transfer_reading import Going, read_going
from caseapp.casework.transfer_views import TransferView
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, now
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import note_refused
from caseapp.web.transfers.forms import EndForm

Answer = Response | tuple[str, int] | str
BOTH = ["GET", "POST"]


@dataclass(frozen=True)
class Page:
    """What stands around a form: its heading, words before it, and what is said once it is done."""

    title: str
    done: str
    intro: tuple[str, ...] = ()


@dataclass(frozen=True)
class About:
    """The case that a step is about, its child and its reason as far as the reader may see them."""

    code: str
    transfer: TransferView | None = None
    child: str = ""
    words: str = ""


def about(view: Going) -> About:
    """Return what a step of the sending side, or of the supervisor, is about."""
    return About(view.code, view.transfer, view.child_name, view.words)


def going(code: str, act: Act) -> Going:
    """Return a case for a step of the sending side, or of the supervisor."""
    return read_going(actor(), code, now=now(), act=act)


def may_begin(view: Going) -> bool:
    """Tell whether a case can be handed over: it is open and not on its way already."""
    return view.state == "open" and not (view.transfer and view.transfer.is_open)


def came_twice() -> bool:
    """Tell whether this very form was taken before: what it asked is not open any more.

    That it came a second time is written down, as wherever a form is taken twice.
    """
    again = request.method == "POST" and made_before(actor(), posted_key()) is not None
    if again:
        note_refused()
    return again


def case_page(code: str) -> str:
    """Return the address of the case's own page."""
    return url_for("cases.show", code=code)


def step(
    form: BaseForm,
    act: Callable[[], Any],
    page: Page,
    about: About,
    *,
    back: str,
    to: str = "",
) -> Answer:
    """Take a step's form and lead on to `to`, else back to where it was begun.

    What was typed on a transfer that changed since is shown again under a word that says so.
    """
    status = 422
    if request.method == "POST" and form.validate():
        try:
            answer = perform(form, act, to=lambda _: to or back)
        except Stale:
            answer, status = None, 409
        if answer is not None:
            flash(page.done, "success")
            return answer
    version = about.transfer.version if about.transfer is not None else None
    html = render_template(
        "transfers/step.html",
        form=form,
        page=page,
        about=about,
        key=post_key(),
        version=version,
        back=back,
        changed=version is not None and posted_version() not in {0, version},
    )
    return (html, status) if request.method == "POST" else html


def take_back(code: str, act: Callable[[], Any], done: str) -> Response:
    """Take a step that asks nothing; a refusal is told on the case's page."""
    if not EndForm().validate():
        flash(gettext("This page was open too long. Send it once more"))
        return redirect(case_page(code))
    try:
        act()
    except Stale:
        note_refused()
        flash(gettext("This was changed since you read it. Read it once more."))
    except RuleBroken as broken:
        note_refused()
        flash(gettext(broken.message))
    except AlreadyDone:
        flash(done, "success")
    else:
        flash(done, "success")
    return redirect(case_page(code))


def not_now(possible: object) -> bool:
    """Tell whether a form is asked for whose step is not possible; what was sent a rule refuses."""
    return not possible and request.method == "GET"


def nothing_to_do(to: str) -> Response:
    """Say that a step is not possible now, and show how things stand."""
    flash(gettext("This step is not possible now. Someone may have taken a step before you."))
    return redirect(to)
