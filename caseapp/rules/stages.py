"""The steps of signing in: what is still owed after the password, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caseapp.rules.giving import needs_second_factor


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


@dataclass(frozen=True)
class Standing:
    """What is known of an account and its session when the next step is asked for."""

    has_factor: bool
    strong: bool
    must_change_password: bool


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
