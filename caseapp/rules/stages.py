"""The steps of signing in: what is still owed after the password, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from caseapp.rules.giving import needs_second_factor

FIRST_PASSWORD_LASTS: Final = timedelta(days=7)
"""How long a password that somebody else chose opens the account once (ASVS 6.4.1)."""


class Stage(StrEnum):
    """A step that is owed before a session opens anything."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    SECOND_FACTOR = "second-factor"


@dataclass(frozen=True)
class Demands:
    """What an instance asks beside the password: nothing in a demo, all of it in production."""

    first_password: bool = False
    second_factor: bool = False
    lapsing: bool = False
    """Whether a password that somebody else chose is good for a few days only: in production, for
    elsewhere CASEAPP_NOW may have set it at a moment far from the machine's clock."""


@dataclass(frozen=True)
class Standing:
    """What is known of an account and its session when the next step is asked for."""

    has_factor: bool
    strong: bool
    must_change_password: bool


def ends_of_first(set_at: datetime) -> datetime:
    """Return the moment from which a password that somebody else chose opens nothing."""
    return set_at + FIRST_PASSWORD_LASTS


def has_lapsed(*, must_change: bool, set_at: datetime, now: datetime, demands: Demands) -> bool:
    """Tell whether a password that somebody else chose was not changed in time.

    Whoever heard it on the way could use it for ever otherwise.
    """
    return demands.lapsing and must_change and now >= ends_of_first(set_at)


def owed(standing: Standing, roles: Iterable[str], demands: Demands) -> Stage | None:
    """Return the step that comes next, None when the sign-in is complete.

    Who has a second factor shows it first: whoever changes a password must be its owner.
    """
    if standing.has_factor and not standing.strong:
        return Stage.CODE
    if standing.must_change_password and demands.first_password:
        return Stage.PASSWORD
    if demands.second_factor and not standing.strong and needs_second_factor(roles):
        return Stage.SECOND_FACTOR
    return None
