"""Who may do what to which units: the acts, the roles, and the one policy table.

What the table does not name is denied. Sources: Decree 56/2017 (the officer prepares, the chair
decides), Law 91/2025 on personal data (need to know), the client's statement of roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.acts import Act, Role
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
    "Denied",
    "Entrusted",
    "Grant",
    "Role",
    "Scope",
    "lent_for",
    "may",
    "operator",
    "resting_on",
    "scope_for",
]

_EVERYONE: Final = frozenset({Act.HOME_READ, Act.OWN_ACCOUNT})
_CASE_CONTENT: Final = frozenset(
    {
        Act.REPORT_READ,
        Act.REPORT_LIST,
        Act.CHILD_READ,
        Act.CHILD_LIST,
        Act.CASE_READ,
        Act.CASE_LIST,
        Act.FILE_READ,
        Act.REFERRAL_READ,
    }
)
_CALLS_OUT: Final = frozenset({Act.CALL_RECORD, Act.DUTY_KEEP})

POLICY: Final[Mapping[Role, frozenset[Act]]] = {
    Role.OFFICER: _EVERYONE
    | _CASE_CONTENT
    | _CALLS_OUT
    | {
        Act.REPORT_LOG,
        Act.REPORT_SCREEN,
        Act.REPORT_FORWARD,
        Act.REPORT_RECEIVE,
        Act.REPORT_READ_FORWARDED,
        Act.REPORT_PROPOSE,
        Act.REPORT_SEE_REPORTER,
        Act.REPORT_PRINT,
        Act.INCIDENT_RECORD,
        Act.MEASURE_RECORD,
        Act.SAFETY_RECORD,
        Act.RECEIPT_CORRECT,
        Act.CHILD_EDIT,
        Act.CIRCUMSTANCE_RECORD,
        Act.ASSISTANCE_RECORD,
        Act.CASE_EDIT,
        Act.CASE_PROPOSE_CLOSING,
        Act.CASE_PRINT,
        Act.FILE_ADD,
        Act.FILE_ORIGINAL,
        Act.REFERRAL_DRAFT,
        Act.STAND_IN_READ,
        Act.STAND_IN_NAME,
        Act.EMERGENCY_OPEN,
        Act.EMERGENCY_READ,
        Act.FIGURES_READ,
    },
    Role.CHAIR: _EVERYONE
    | _CASE_CONTENT
    | _CALLS_OUT
    | {
        Act.REPORT_SEE_REPORTER,
        Act.REPORT_PRINT,
        Act.MEASURE_DECIDE,
        Act.MEASURE_CONFIRM,
        Act.SAFETY_RECORD,
        Act.RECEIPT_CORRECT,
        Act.TARGET_SET,
        Act.REPORT_RECEIVE,
        Act.REPORT_READ_FORWARDED,
        Act.REPORT_PROPOSE,
        Act.REPORT_END,
        Act.CASE_PROPOSE_CLOSING,
        Act.CASE_CLOSE,
        Act.CHILD_UNMASK,
        Act.CASE_PRINT,
        Act.EMERGENCY_OPEN,
        Act.EMERGENCY_READ,
        Act.FILE_ORIGINAL,
        Act.FIGURES_READ,
        Act.LOG_READ_SUBJECT,
        Act.STAND_IN_READ,
        Act.STAND_IN_NAME,
        Act.DEPUTY_NAME,
        # At night, with no officer to be reached; each such report is marked and reviewed.
        Act.REPORT_LOG,
        Act.REPORT_SCREEN,
    },
    Role.SUPERVISOR: _EVERYONE
    | _CASE_CONTENT
    | _CALLS_OUT
    | {
        Act.RECEIPT_DECIDE,
        Act.TARGET_SET,
        Act.REFERRAL_SEND,
        Act.REFERRAL_ANSWER,
        Act.AGENCY_MANAGE,
        Act.REPORT_ASSIGN_UNIT,
        Act.REPORT_END,
        Act.CASE_CLOSE,
        Act.PROPOSAL_REVIEW,
        Act.CASE_ASSIGN,
        Act.CHILD_UNMASK,
        Act.CONFLICT_MARK,
        Act.FILE_ENTRUST,
        Act.EMERGENCY_REVIEW,
        Act.CASE_PRINT,
        Act.FIGURES_READ,
        Act.IMPORT_RUN,
        Act.EXPORT_RUN,
        Act.EXPORT_FETCH,
        Act.ACCOUNT_DECIDE,
        Act.LOG_READ_SUBJECT,
        Act.STAND_IN_READ,
        Act.STAND_IN_NAME,
        Act.DEPUTY_NAME,
        Act.LONE_REVIEW,
        Act.ACCOUNT_HAND_ON,
        Act.ENTRY_GIVE,
    },
    Role.STATISTICIAN: _EVERYONE | {Act.FIGURES_READ},
    Role.ADMINISTRATOR: _EVERYONE | {Act.ACCOUNT_MANAGE, Act.ACCOUNT_DECIDE},
    Role.COLLABORATOR: _EVERYONE | {Act.REPORT_LOG, Act.REPORT_FOLLOW},
    Role.AUDITOR: _EVERYONE | {Act.LOG_READ},
    Role.AGENCY: _EVERYONE | {Act.REFERRAL_INBOX, Act.REFERRAL_REPLY},
    # A vice chair: reaches nothing until a chair or a supervisor names them for some days.
    Role.DEPUTY: _EVERYONE | {Act.STAND_IN_READ},
}

OWN_ONLY: Final = frozenset({Act.REPORT_FOLLOW})
"""Acts that reach, within the units, only what the person entered: a village's collaborator hears
what became of a report, and nothing of what others told."""

OWN_POST_ONLY: Final = frozenset({Act.STAND_IN_NAME, Act.DEPUTY_NAME})
"""Acts of whoever holds the post: who only stands in for it names nobody further."""

OPENED_ONLY: Final = frozenset({Act.EMERGENCY_READ})
"""Acts that reach, in any unit, only the files that the person opened in an emergency."""

SENT_ONLY: Final = frozenset({Act.REFERRAL_INBOX, Act.REFERRAL_REPLY})
"""Acts that reach, in any unit, only live referrals to an agency that the person speaks for."""

UNSEEN: Final = frozenset({Act.EMERGENCY_OPEN, Act.SIGN_IN})
"""Acts that see no row of case content and may leave word in any unit: whose file was opened must
know, and in whose name a command acts."""

NEVER_LENT: Final = (
    _EVERYONE
    | OWN_POST_ONLY
    | {Act.FIGURES_READ, Act.EMERGENCY_OPEN, Act.EMERGENCY_READ, Act.STAND_IN_READ}
    | {Act.DUTY_KEEP, Act.TARGET_SET, Act.REPORT_RECEIVE, Act.REPORT_READ_FORWARDED}
    | {Act.REPORT_FORWARD}
)
"""Acts that nobody does as a stand-in of another unit's file: they reach more than the file."""

WARD_ROLES: Final = frozenset({Role.OFFICER, Role.CHAIR, Role.COLLABORATOR, Role.DEPUTY})
"""Roles of a commune's own people: held in a ward or commune, never in the whole city."""

CITY_ROLES: Final = frozenset({Role.STATISTICIAN, Role.ADMINISTRATOR, Role.AUDITOR, Role.AGENCY})
"""Roles of the city alone, and of the agencies that serve all of it; a supervisor may have the
whole city or a part of it."""

SYSTEM_IN_PRODUCTION: Final = frozenset(
    {Act.IMPORT_RUN, Act.FIGURES_READ, Act.ACCOUNT_MANAGE, Act.LOG_READ}
)
"""What the machine's operator may do without a user's word (contracts §2)."""

CONTENT_ROLES: Final = frozenset({Role.OFFICER, Role.CHAIR, Role.SUPERVISOR})
"""Roles that open case content: nobody gives one without a second person."""

SEES_FILES: Final = CONTENT_ROLES | {Role.COLLABORATOR, Role.DEPUTY, Role.AGENCY}
"""Roles from whose holders a file can be kept by a mark of conflict: a deputy's too, before the
naming that would open it."""


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

    @property
    def label(self) -> str:
        """The opaque name in the log; an act by command names its operator too."""
        if self.operated_by:
            return f"operator {self.operated_by} for user:{self.user_id}"
        return f"user:{self.user_id}" if self.user_id is not None else self.name

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


NOBODY: Final = Actor(None, "nobody", (), frozenset({Act.SIGN_IN}))
"""Who stands before the door: may try to sign in, nothing else."""


WORKER: Final = Actor(None, "worker", (), frozenset({Act.CLOCK_WATCH}))
"""The worker on its rounds: looks at the clocks, nothing else. A job runs by its asker's rights."""


def operator(*, production: bool) -> Actor:
    """Return the machine's operator: may do all outside production, little inside."""
    return Actor(None, "system", (), SYSTEM_IN_PRODUCTION if production else frozenset(Act))


def lent_for(actor: Actor, act: Act, day: date) -> tuple[Entrusted, ...]:
    """Return the files of other units that are the person's for this act on the day."""
    held = actor.roles(day) if actor.entrusted and act not in NEVER_LENT else frozenset()
    return tuple(each for each in actor.entrusted if each.role in held and act in _acts_of(each))


def _acts_of(lent: Entrusted) -> frozenset[Act]:
    return POLICY[Role(lent.role)]


def scope_for(actor: Actor, act: Act, day: date) -> Scope:
    """Return the units in which the actor may do the act on the day; Denied when in none."""
    if act in actor.operator_acts:
        return Scope(None)
    granted = _granting(actor, act, day)
    lent = frozenset(each.unit for each in lent_for(actor, act, day))
    if not granted and not lent:
        if act in _EVERYONE and actor.user_id is not None:
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
