"""The one-time entry for a lost telephone: who may be given one, for how long, how often."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from caseapp.rules.access import WARD_ROLES, Role
from caseapp.rules.values import RuleBroken

LASTS: Final = timedelta(hours=12)
"""From the call: the code serves once within it, and what it opened ends with it."""

WITHIN: Final = timedelta(hours=24)
MOST_FOR_ONE: Final = 3
MOST_BY_ONE: Final = 10
"""So many codes for one account, and by one supervisor, within 24 hours."""

SETTLED: Final = timedelta(hours=24)
"""A telephone number serves for calling back once it has stood so long: who could set one at
night could call themselves."""

RECEIVERS: Final = WARD_ROLES - {Role.COLLABORATOR}
"""Whose lost telephone one supervisor may help with: a ward's own people, on duty at night."""


def check_receiver(roles: Iterable[Role], *, has_factor: bool) -> None:
    """Raise RuleBroken for an account that is not let in by one person's word.

    Whoever watches over others or over accounts is reset by two persons instead.
    """
    held = set(roles)
    if not held or held - RECEIVERS:
        raise RuleBroken("For this account two persons must agree to set the second step up anew")
    if not has_factor:
        raise RuleBroken("This account signs in without a second step: it needs no code")


def check_number(given_to_one: int, given_by_one: int) -> None:
    """Raise RuleBroken when too many codes were given within a day."""
    if given_to_one >= MOST_FOR_ONE:
        raise RuleBroken("Three codes were given for this account in 24 hours: no more today")
    if given_by_one >= MOST_BY_ONE:
        raise RuleBroken("You gave ten codes in 24 hours: another supervisor must give this one")
