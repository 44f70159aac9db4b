"""Giving roles: where each is held, who may give it alone, and who needs a second factor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from caseapp.rules.access import CITY_ROLES, CONTENT_ROLES, WARD_ROLES, Act, Actor, Role
from caseapp.rules.values import RuleBroken

WITHOUT_SECOND_FACTOR: Final = frozenset({Role.COLLABORATOR})
"""Who may sign in by password alone, where a second factor is asked for."""

ADMINISTRATORS: Final = 2
"""How many administrators the machine's operator may make without a second person: the first,
and the one who is then the second person for what the first asks."""


def check_place(role: Role, *, city: bool) -> None:
    """Raise RuleBroken when the role is not held in such a place: the city, or one of its units.

    Children of all wards lie open to whoever holds a ward's role in the city, by one wrong choice.
    """
    if city and role in WARD_ROLES:
        raise RuleBroken(
            "This role belongs to a ward or commune: choose which one", field="area_code"
        )
    if not city and role in CITY_ROLES:
        raise RuleBroken("This role is for the whole city: choose the city", field="area_code")


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Tell whether who holds these roles must have a second factor; with no role too."""
    held = set(roles)
    return not held or bool(held - WITHOUT_SECOND_FACTOR)


def decides_alone(actor: Actor) -> bool:
    """Tell whether the actor's changes need nobody else: the operator, outside production."""
    return actor.user_id is None and Act.ACCOUNT_DECIDE in actor.operator_acts


def gives_at_once(actor: Actor, role: str, administrators: int) -> bool:
    """Tell whether the actor may give this role without a second person.

    An administrator is a second person for others' changes, so one made alone would be one made
    up; `administrators` is how many there are now.
    """
    if decides_alone(actor):
        return True
    if role == Role.ADMINISTRATOR:
        return actor.user_id is None and administrators < ADMINISTRATORS
    return role not in CONTENT_ROLES | {Role.DEPUTY}  # a naming would open content to it
