"""The days within which relief is in time: what the city decided, a new decision, a withdrawal."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from caseapp.casework import relief_days
from caseapp.rules.access import Act
from caseapp.rules.disasters import DEFAULT_RELIEF_DAYS
from caseapp.web.actor import actor, needs, now
from caseapp.web.dated_decisions import enter, withdrawn
from caseapp.web.disasters.forms import DaysForm
from caseapp.web.posting import posted_key
from caseapp.web.rights import allowed

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the disasters."""
    page, both = "/relief-days", ["GET", "POST"]
    blueprint.add_url_rule(page, "relief_days", index)
    blueprint.add_url_rule(f"{page}/new", "new_relief_days", new, methods=both)
    blueprint.add_url_rule(
        f"{page}/<int:number>/withdrawal", "withdraw_relief_days", withdraw, methods=["POST"]
    )


@needs(Act.HOME_READ)
def index() -> str:
    """Show what the city decided, and what holds today."""
    return render_template(
        "disasters/relief_days.html",
        rows=relief_days.list_relief_days(actor(), now=now()),
        default=DEFAULT_RELIEF_DAYS,
        may_set=allowed(Act.RELIEF_DAYS_SET),
        may_list=allowed(Act.DISASTER_LIST),
    )


@needs(Act.RELIEF_DAYS_SET)
def new() -> Answer:
    """Ask how many days the city decided on, from when, by which decision."""
    form = DaysForm()
    return enter(
        form,
        lambda: _set(form),
        "disasters/new_relief_days.html",
        to=url_for("disasters.relief_days"),
    )


def _set(form: DaysForm) -> None:
    relief_days.set_relief_days(
        actor(),
        form.days.data if form.days.data is not None else -1,
        form.valid_from.data,
        form.decision.data or "",
        now=now(),
        post=posted_key(),
    )


@needs(Act.RELIEF_DAYS_SET)
def withdraw(number: int) -> Response:
    """Withdraw a decision that was entered wrongly."""
    relief_days.withdraw_relief_days(actor(), number, now=now())
    return withdrawn(url_for("disasters.relief_days"))
