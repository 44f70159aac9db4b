"""Roles and changes of accounts in words: what was asked, which days, who asked and decided."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework.account_reading import ChangeView
from caseapp.rules.access import Role
from caseapp.web.filters import day
from caseapp.web.navigation import ROLE_WORDS

CHANGE_WORDS: Final = {
    "role": lazy_gettext("New role"),
    "role_end": lazy_gettext("End of a role"),
    "unit": lazy_gettext("Another unit"),
    "password": lazy_gettext("New password"),
    "reopening": lazy_gettext("Closed account opened again"),
    "second_factor": lazy_gettext("Second step taken away"),
}
"""What kinds of change are called."""

STATE_WORDS: Final = {
    "now": lazy_gettext("in force"),
    "later": lazy_gettext("not yet in force"),
    "ended": lazy_gettext("ended"),
}
"""How a role stands today."""


def role_days(first: date | None, ends: date | None) -> str:
    """Say from which day a role holds and on which it ends, if that is known."""
    if ends is None:
        return str(gettext("from %(first)s", first=day(first)))
    return str(gettext("from %(first)s, ends on %(ends)s", first=day(first), ends=day(ends)))


def change_words(change: ChangeView) -> str:
    """Say what a change does, in one sentence without its people."""
    role = ROLE_WORDS[Role(change.role)] if change.role else ""
    if change.kind == "role":
        days = role_days(change.valid_from, change.valid_until)
        return str(gettext("%(role)s, %(unit)s, %(days)s", role=role, unit=change.unit, days=days))
    if change.kind == "unit":
        where = {"before": change.unit_before, "unit": change.unit}
        return str(
            gettext(
                "%(role)s: from %(before)s to %(unit)s, on %(first)s",
                role=role,
                first=day(change.valid_from),
                **where,
            )
        )
    if change.kind == "role_end":
        ends = day(change.valid_until)
        return str(
            gettext("%(role)s, %(unit)s: ends on %(ends)s", role=role, unit=change.unit, ends=ends)
        )
    if change.kind == "password":
        return str(gettext("A new password was set; it must be changed at the next sign-in"))
    if change.kind == "reopening":
        return str(gettext("The account is opened again, with the roles it had"))
    return str(gettext("The second step of signing in must be set up anew"))
