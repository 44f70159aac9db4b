"""The sets beside the policy table: what they name is given to somebody, and lent to nobody."""

from __future__ import annotations

from caseapp.rules.acts import Act, Role
from caseapp.rules.policy import (
    CITY_ROLES,
    EVERYONE,
    NEVER_LENT,
    OPENED_ONLY,
    OWN_ONLY,
    OWN_POST_ONLY,
    POLICY,
    SENT_ONLY,
    WARD_ROLES,
)


def test_every_role_has_a_row_that_holds_what_everyone_may() -> None:
    assert set(POLICY) == set(Role)
    assert all(acts > EVERYONE for acts in POLICY.values())


def test_acts_that_reach_less_than_a_unit_are_somebodys() -> None:
    given = frozenset[Act]().union(*POLICY.values())
    assert given >= OWN_ONLY | OPENED_ONLY | SENT_ONLY | OWN_POST_ONLY


def test_what_reaches_beyond_a_file_is_never_lent() -> None:
    beyond = {
        Act.FIGURES_READ,
        Act.EMERGENCY_OPEN,
        Act.DUTY_KEEP,
        Act.TARGET_SET,
        Act.REPORT_FORWARD,
    }
    assert beyond | OWN_POST_ONLY <= NEVER_LENT


def test_a_role_is_of_the_wards_or_of_the_city() -> None:
    assert WARD_ROLES | CITY_ROLES | {Role.SUPERVISOR} == set(Role)
    assert not WARD_ROLES & CITY_ROLES
