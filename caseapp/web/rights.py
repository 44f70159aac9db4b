"""Tells pages which buttons and links to show: what the signed-in person may do with a row."""

from __future__ import annotations

from flask import abort

from caseapp.rules.access import Act, may
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, now


def allowed(act: Act, unit_id: int | None = None) -> bool:
    """Tell whether the signed-in person may do the act today, in the unit when one is named."""
    return may(actor(), act, local_day(now()), unit_id)


def insist(act: Act, unit_id: int) -> None:
    """Answer 404, as for a row that is not there, unless the act is allowed in the row's unit.

    For pages that ask before they write; the door checks the write itself once more.
    """
    if not allowed(act, unit_id):
        abort(404)
