"""Who may do what to which units: actors with their grants, asked against the policy table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.acts import Act, Role
from caseapp.rules.policy import (
    CITY_ROLES,
    CONTENT_ROLES,
    EVERYONE,
    NEVER_LENT,
    OPENED_ONLY,
    OWN_ONLY,
    OWN_POST_ONLY,
    POLICY,
    SEES_FILES,
    SENT_ONLY,
    SYSTEM_IN_PRODUCTION,
    TO_SEPARATE,
    UNSEEN,
    WARD_ROLES,
)
from caseapp.rules.scope import Entrusted, Scope

__all__ = [
    "CITY_ROLES",
    "CONTENT_ROLES",
    "NEVER_LENT",
    "NOBODY",
    "OPENED_ONLY",
    "OWN_ONLY",
    "OWN_POST_ONLY",
    "POLICY",
    "SEES_FILES",
    "SENT_ONLY",
    "SYSTEM_IN_PRODUCTION",
    "UNSEEN",
    "WARD_ROLES",
    "WORKER",
    "Act",
    "Actor",
    "ByLink",
    "Denied",
    "Entrusted",
    "Grant",
    "Role",
    "Scope",
    "by_link",
    "lent_for",
    "may",
    "operator",
    "resting_on",
    "scope_for",
]


class Denied(Exception):
    """The policy does not allow the act; shown like something that does not exist."""


@dataclass(frozen=True)
class Grant:
    """A role in the units it reaches, from a day until another (exclusive; None = open).

    `naming` is the number of the naming by which it is held instead of whose post it is.
    """

    role: Role
    units: frozenset[int] | None
    valid_from: date
    valid_until: date | None
    naming: int | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the grant is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class ByLink:
    """A link by which somebody without an account answers one referral, and who made it."""

    number: int
    made_by: int


@dataclass(frozen=True)
class Actor:
    """Who acts: a user with grants, or the machine's operator (`user_id` None).

    `unmarked` says that nothing was kept from the user by a mark of conflict when the roles were
    read, a moment ago in the same request; where that is not known each door asks by itself.
    """

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    operator_acts: frozenset[Act] = frozenset()
    operated_by: str = ""
    unmarked: bool = False
    entrusted: tuple[Entrusted, ...] = ()
    link: ByLink | None = None
    """Who has no account and was let in by a link: it reaches one referral, while that lives."""
    by_token: int | None = None
    """The number of the token by which a program of the user asks; the log names it."""

    @property
    def posts_as(self) -> int | None:
        """The account under which the keys of sent forms are kept."""
        return self.link.made_by if self.link is not None else self.user_id

    @property
    def label(self) -> str:
        """The opaque name in the log; an act by command names its operator too."""
        if self.operated_by:
            return f"operator {self.operated_by} for user:{self.user_id}"
        return f"user:{self.user_id}" if self.user_id is not None else self.name

    @property
    def told(self) -> tuple[tuple[str, int], ...]:
        """What the log says beside the name: the token of a program that asks."""
        return () if self.by_token is None else (("token", self.by_token),)

    def holds(self, role: Role, day: date, unit: int) -> bool:
        """Tell whether the role is the actor's own in the unit on the day, not stood in for."""
        return any(
            grant.role == role and grant.naming is None and grant.holds(day)
            for grant in self.grants
            if grant.units is None or unit in grant.units
        )

    def roles(self, day: date) -> frozenset[Role]:
        """Return the roles held on the day."""
        return frozenset(grant.role for grant in self.grants if grant.holds(day))

    def roles_in(self, unit: int, day: date) -> frozenset[Role]:
        """Return the roles held in a unit on the day, also as somebody's deputy."""
        return frozenset(
            grant.role
            for grant in self.grants
            if grant.holds(day) and (grant.units is None or unit in grant.units)
        )


NOBODY: Final = Actor(None, "nobody", (), frozenset({Act.SIGN_IN}))
"""Who stands before the door: may try to sign in, nothing else."""


WORKER: Final = Actor(None, "worker", (), frozenset({Act.CLOCK_WATCH}))
"""The worker on its rounds: looks at the clocks, nothing else. A job runs by its asker's rights."""


def by_link(number: int, made_by: int) -> Actor:
    """Return whoever answers by a link: for the agency that was asked, and for nobody else."""
    return Actor(None, f"link:{number}", (), SENT_ONLY, link=ByLink(number, made_by))


def operator(*, production: bool) -> Actor:
    """Return the machine's operator: may do all outside production, little inside."""
    return Actor(None, "system", (), SYSTEM_IN_PRODUCTION if production else frozenset(Act))


def lent_for(actor: Actor, act: Act, day: date) -> tuple[Entrusted, ...]:
    """Return the files of other units that are the person's for this act on the day."""
    held = actor.roles(day) if actor.entrusted and act not in NEVER_LENT else frozenset()
    return tuple(each for each in actor.entrusted if each.role in held and act in _acts_of(each))


def _acts_of(lent: Entrusted) -> frozenset[Act]:
    acts = POLICY[Role(lent.role)]
    return acts & TO_SEPARATE if lent.to_separate else acts


def scope_for(actor: Actor, act: Act, day: date) -> Scope:
    """Return the units in which the actor may do the act on the day; Denied when in none."""
    if act in actor.operator_acts:
        return Scope(None)
    granted = _granting(actor, act, day)
    lent = frozenset(each.unit for each in lent_for(actor, act, day))
    if not granted and not lent:
        if act in EVERYONE and actor.user_id is not None:
            return Scope(frozenset())  # the own account and an empty desk, with no role as well
        raise Denied(act)
    units: frozenset[int] = frozenset()
    for grant in granted:
        if grant.units is None:
            return Scope(None)
        units |= grant.units
    return Scope(units, lent - units)


def _granting(actor: Actor, act: Act, day: date) -> list[Grant]:
    """Return the grants that allow the act on the day."""
    return [
        grant
        for grant in actor.grants
        if grant.holds(day)
        and act in POLICY[grant.role]
        and (grant.naming is None or act not in OWN_POST_ONLY)
    ]


def resting_on(actor: Actor, act: Act, day: date, unit: int) -> int | None:
    """Return the naming by which alone the actor may do the act in the unit; None for a post."""
    held = [
        grant.naming
        for grant in _granting(actor, act, day)
        if grant.units is None or unit in grant.units
    ]
    return held[0] if held and None not in held else None


def may(actor: Actor, act: Act, day: date, unit: int | None = None) -> bool:
    """Tell whether the actor may do the act on the day, in the unit when one is named."""
    try:
        scope = scope_for(actor, act, day)
    except Denied:
        return False
    return unit is None or scope.covers(unit) or unit in scope.lent
