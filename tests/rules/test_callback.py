"""Who is let in by one supervisor's word, and how often."""

from __future__ import annotations

import pytest

from caseapp.rules.access import Role
from caseapp.rules.callback import check_number, check_receiver
from caseapp.rules.values import RuleBroken

ALLOWED = {Role.OFFICER, Role.CHAIR, Role.DEPUTY}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("besides", [None, Role.OFFICER])
def test_a_wards_own_people_alone(role: Role, besides: Role | None) -> None:
    roles = {role} | ({besides} if besides else set())
    if role in ALLOWED:
        check_receiver(roles, has_factor=True)
        return
    with pytest.raises(RuleBroken, match="two persons"):
        check_receiver(roles, has_factor=True)


def test_nobody_without_a_role_or_a_second_step() -> None:
    for roles, factor in (([], True), ([Role.OFFICER], False)):
        with pytest.raises(RuleBroken):
            check_receiver(roles, has_factor=factor)


@pytest.mark.parametrize(
    ("for_one", "by_one", "refused"), [(2, 9, False), (3, 0, True), (0, 10, True)]
)
def test_three_for_one_and_ten_by_one(for_one: int, by_one: int, refused: bool) -> None:
    if refused:
        with pytest.raises(RuleBroken):
            check_number(for_one, by_one)
    else:
        check_number(for_one, by_one)
