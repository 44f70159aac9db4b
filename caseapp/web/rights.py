"""Tells pages which buttons and links to show: what the signed-in person may do with a row."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, current_app, g, request

from caseapp.casework.sign_in import note_denial
from caseapp.rules.access import Act, may, scope_for
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, asked_for, now


def allowed(act: Act, unit_id: int | None = None) -> bool:
    """Tell whether the signed-in person may do the act today, in the unit when one is named."""
    return may(actor(), act, local_day(now()), unit_id)


def allowed_over_all(act: Act) -> bool:
    """Tell whether the signed-in person may do the act today over the whole city."""
    return allowed(act) and scope_for(actor(), act, local_day(now())).units is None


def allowed_at_home(act: Act, unit_id: int) -> bool:
    """Tell whether they may do it in all of the unit, and not in an entrusted file alone."""
    today = local_day(now())
    return allowed(act, unit_id) and scope_for(actor(), act, today).covers(unit_id)


def insist(act: Act, unit_id: int) -> None:
    """Answer 404, as for a row that is not there, unless the act is allowed in the row's unit.

    For pages that ask before they write; the door checks the write itself once more.
    """
    if not allowed(act, unit_id):
        refuse(act)


def note_refused() -> None:
    """Write down that what was asked for was refused, by the act that the address needs."""
    view = current_app.view_functions.get(request.endpoint or "")
    act = getattr(view, "__act__", None)
    if g.get("person") is not None and act in set(Act):
        note_denial(actor(), Act(str(act)), now=now(), asked=asked_for())


def missing() -> NoReturn:
    """Answer 404 to whoever asked for a part that is not there, and write it down."""
    note_refused()
    abort(404)


def refuse(act: Act) -> NoReturn:
    """Answer 404 to who may not take a step with what the address names, and write it down."""
    note_denial(actor(), act, now=now(), asked=asked_for())
    abort(404)
