"""Giving roles: where each is held, and for which a second person is asked."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.access import Actor, Grant, Role, operator
from caseapp.rules.giving import check_place, decides_alone, gives_at_once, needs_second_factor
from caseapp.rules.values import RuleBroken


@pytest.mark.parametrize(
    ("roles", "needed"),
    [
        (["collaborator"], False),
        (["officer"], True),
        (["collaborator", "statistician"], True),
        ([], True),
    ],
)
def test_nobody_but_a_collaborator_does_without_a_second_factor(
    roles: list[str], needed: bool
) -> None:
    assert needs_second_factor(roles) is needed


def test_which_roles_are_given_without_a_second_person() -> None:
    machine, trial = operator(production=True), operator(production=False)
    admin = Actor(7, "Thử", (Grant(Role.ADMINISTRATOR, None, date(2026, 11, 23), None),))
    at_once = {
        (role, number): [gives_at_once(who, role, number) for who in (admin, machine, trial)]
        for role in Role
        for number in (1, 2)
    }
    never, free = [False, False, True], [True, True, True]
    for role in (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR):
        assert at_once[role, 1] == at_once[role, 2] == never
    for role in (Role.STATISTICIAN, Role.COLLABORATOR, Role.AUDITOR):
        assert at_once[role, 1] == at_once[role, 2] == free
    # An administrator alone could make a second person up; the machine makes the first two.
    assert at_once[Role.ADMINISTRATOR, 1] == [False, True, True]
    assert at_once[Role.ADMINISTRATOR, 2] == never
    assert [decides_alone(who) for who in (admin, machine, trial)] == never


@pytest.mark.parametrize(
    ("role", "city", "ward"),
    [
        (Role.OFFICER, False, True),
        (Role.CHAIR, False, True),
        (Role.SUPERVISOR, True, True),
        (Role.STATISTICIAN, True, False),
        (Role.ADMINISTRATOR, True, False),
        (Role.COLLABORATOR, False, True),
        (Role.AUDITOR, True, False),
    ],
)
def test_each_role_has_its_kind_of_place(role: Role, city: bool, ward: bool) -> None:
    for place, possible in ((True, city), (False, ward)):
        if possible:
            check_place(role, city=place)
            continue
        with pytest.raises(RuleBroken) as broken:
            check_place(role, city=place)
        assert broken.value.field == "area_code"
