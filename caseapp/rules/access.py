"""Who may do what to which units: the acts, the roles, and the one policy table.

What the table does not name is denied. Sources: Decree 56/2017 (the officer prepares, the chair
decides), Law 91/2025 on personal data (need to know), the client's statement of roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caseapp.rules.values import RuleBroken


class Act(StrEnum):
    """Everything that is asked of the policy; `noun.verb`."""

    HOME_READ = "home.read"
    REPORT_LOG = "report.log"
    REPORT_READ = "report.read"
    REPORT_LIST = "report.list"
    REPORT_SCREEN = "report.screen"
    REPORT_END = "report.end"
    REPORT_SEE_REPORTER = "report.see_reporter"
    REPORT_PRINT = "report.print"
    INCIDENT_RECORD = "incident.record"
    MEASURE_DECIDE = "measure.decide"
    CHILD_READ = "child.read"
    CHILD_LIST = "child.list"
    CHILD_EDIT = "child.edit"
    CIRCUMSTANCE_RECORD = "circumstance.record"
    ASSISTANCE_RECORD = "assistance.record"
    CASE_READ = "case.read"
    CASE_LIST = "case.list"
    CASE_EDIT = "case.edit"
    CASE_PROPOSE_CLOSING = "case.propose_closing"
    CASE_CLOSE = "case.close"
    CASE_PRINT = "case.print"
    REFERRAL_DRAFT = "referral.draft"
    REFERRAL_SEND = "referral.send"
    REFERRAL_ANSWER = "referral.answer"
    REFERRAL_READ = "referral.read"
    AGENCY_MANAGE = "agency.manage"
    FIGURES_READ = "figures.read"
    IMPORT_RUN = "import.run"
    EXPORT_RUN = "export.run"
    LOG_READ = "log.read"
    LOG_READ_SUBJECT = "log.read_subject"
    ACCOUNT_MANAGE = "account.manage"
    ACCOUNT_DECIDE = "account.decide"
    OWN_ACCOUNT = "account.own"
    SIGN_IN = "account.sign_in"


class Role(StrEnum):
    """A role, held in a unit between two days."""

    OFFICER = "officer"
    CHAIR = "chair"
    SUPERVISOR = "supervisor"
    STATISTICIAN = "statistician"
    ADMINISTRATOR = "administrator"


_EVERYONE: Final = frozenset({Act.HOME_READ, Act.OWN_ACCOUNT})
_CASE_CONTENT: Final = frozenset(
    {
        Act.REPORT_READ,
        Act.REPORT_LIST,
        Act.CHILD_READ,
        Act.CHILD_LIST,
        Act.CASE_READ,
        Act.CASE_LIST,
        Act.REFERRAL_READ,
    }
)

POLICY: Final[Mapping[Role, frozenset[Act]]] = {
    Role.OFFICER: _EVERYONE
    | _CASE_CONTENT
    | {
        Act.REPORT_LOG,
        Act.REPORT_SCREEN,
        Act.REPORT_SEE_REPORTER,
        Act.REPORT_PRINT,
        Act.INCIDENT_RECORD,
        Act.CHILD_EDIT,
        Act.CIRCUMSTANCE_RECORD,
        Act.ASSISTANCE_RECORD,
        Act.CASE_EDIT,
        Act.CASE_PROPOSE_CLOSING,
        Act.CASE_PRINT,
        Act.REFERRAL_DRAFT,
        Act.FIGURES_READ,
    },
    Role.CHAIR: _EVERYONE
    | _CASE_CONTENT
    | {
        Act.REPORT_SEE_REPORTER,
        Act.REPORT_PRINT,
        Act.MEASURE_DECIDE,
        Act.REPORT_END,
        Act.CASE_CLOSE,
        Act.CASE_PRINT,
        Act.FIGURES_READ,
        Act.LOG_READ_SUBJECT,
    },
    Role.SUPERVISOR: _EVERYONE
    | _CASE_CONTENT
    | {
        Act.REFERRAL_SEND,
        Act.REFERRAL_ANSWER,
        Act.AGENCY_MANAGE,
        Act.CASE_PRINT,
        Act.FIGURES_READ,
        Act.IMPORT_RUN,
        Act.EXPORT_RUN,
        Act.ACCOUNT_DECIDE,
        Act.LOG_READ_SUBJECT,
    },
    Role.STATISTICIAN: _EVERYONE | {Act.FIGURES_READ},
    Role.ADMINISTRATOR: _EVERYONE | {Act.ACCOUNT_MANAGE, Act.ACCOUNT_DECIDE},
}

WARD_ROLES: Final = frozenset({Role.OFFICER, Role.CHAIR})
"""Roles of a commune's own people: held in a ward or commune, never in the whole city."""

CITY_ROLES: Final = frozenset({Role.STATISTICIAN, Role.ADMINISTRATOR})
"""Roles of the city alone; a supervisor may have the whole city or a part of it."""

SYSTEM_IN_PRODUCTION: Final = frozenset(
    {Act.IMPORT_RUN, Act.FIGURES_READ, Act.ACCOUNT_MANAGE, Act.LOG_READ}
)
"""What the machine's operator may do without a user's word (contracts §2)."""


CONTENT_ROLES: Final = frozenset({Role.OFFICER, Role.CHAIR, Role.SUPERVISOR})
"""Roles that open case content: nobody gives one without a second person."""

WITHOUT_SECOND_FACTOR: Final = frozenset({"collaborator"})
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


class Denied(Exception):
    """The policy does not allow the act; shown like something that does not exist."""


@dataclass(frozen=True)
class Scope:
    """The units whose rows an act may touch; None means every unit."""

    units: frozenset[int] | None

    def covers(self, unit: int | None) -> bool:
        """Tell whether a row of the unit lies inside."""
        return unit is not None and (self.units is None or unit in self.units)


@dataclass(frozen=True)
class Grant:
    """A role in the units it reaches, from a day until another (exclusive; None = open)."""

    role: Role
    units: frozenset[int] | None
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the grant is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Actor:
    """Who acts: a user with grants, or the machine's operator (`user_id` None)."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    operator_acts: frozenset[Act] = frozenset()
    operated_by: str = ""

    @property
    def label(self) -> str:
        """The opaque name in the log; an act by command names its operator too."""
        if self.operated_by:
            return f"operator {self.operated_by} for user:{self.user_id}"
        return f"user:{self.user_id}" if self.user_id is not None else self.name

    def roles(self, day: date) -> frozenset[Role]:
        """Return the roles held on the day."""
        return frozenset(grant.role for grant in self.grants if grant.holds(day))


NOBODY: Final = Actor(None, "nobody", (), frozenset({Act.SIGN_IN}))
"""Who stands before the door: may try to sign in, nothing else."""


def operator(*, production: bool) -> Actor:
    """Return the machine's operator: may do all outside production, little inside."""
    return Actor(None, "system", (), SYSTEM_IN_PRODUCTION if production else frozenset(Act))


def scope_for(actor: Actor, act: Act, day: date) -> Scope:
    """Return the units in which the actor may do the act on the day; Denied when in none."""
    if act in actor.operator_acts:
        return Scope(None)
    granted = [g for g in actor.grants if g.holds(day) and act in POLICY[g.role]]
    if not granted:
        if act in _EVERYONE and actor.user_id is not None:
            return Scope(frozenset())  # the own account and an empty desk, with no role as well
        raise Denied(act)
    units: frozenset[int] = frozenset()
    for grant in granted:
        if grant.units is None:
            return Scope(None)
        units |= grant.units
    return Scope(units)


def may(actor: Actor, act: Act, day: date, unit: int | None = None) -> bool:
    """Tell whether the actor may do the act on the day, in the unit when one is named."""
    try:
        scope = scope_for(actor, act, day)
    except Denied:
        return False
    return unit is None or scope.covers(unit)


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
    return role not in CONTENT_ROLES
