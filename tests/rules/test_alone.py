"""Who acts alone, and the working day by which that is reviewed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.rules.access import POLICY, Act, Actor, Grant, Role, operator
from caseapp.rules.alone import acts_alone, review_due
from caseapp.rules.scope import Entrusted
from caseapp.rules.values import LOCAL

DAY = date(2026, 11, 23)
WARD, OTHER = 31135, 31120


def a_grant(role: Role, unit: int = WARD, naming: int | None = None) -> Grant:
    return Grant(role, frozenset({unit}), DAY, DAY + timedelta(days=1), naming)


@pytest.mark.parametrize(
    ("grants", "alone"),
    [
        ((a_grant(Role.CHAIR),), True),
        ((a_grant(Role.DEPUTY), a_grant(Role.CHAIR, naming=3)), True),
        ((a_grant(Role.OFFICER),), False),
        ((a_grant(Role.CHAIR), a_grant(Role.OFFICER)), False),
        ((a_grant(Role.CHAIR), a_grant(Role.OFFICER, OTHER)), True),
        ((a_grant(Role.COLLABORATOR),), False),
        ((), False),
    ],
)
def test_the_chair_without_an_officers_role_is_alone(
    grants: tuple[Grant, ...], alone: bool
) -> None:
    assert acts_alone(Actor(7, "Thử", grants), Act.REPORT_LOG, DAY, WARD) is alone
    assert not acts_alone(Actor(7, "Thử", grants), Act.REPORT_LOG, DAY + timedelta(days=1), WARD)


@pytest.mark.parametrize(("role", "alone"), [(Role.CHAIR, True), (Role.OFFICER, False)])
def test_who_stands_in_from_another_unit_is_alone_as_its_chair(role: Role, alone: bool) -> None:
    there = Actor(7, "Thử", (a_grant(role, OTHER),), entrusted=(Entrusted(role, WARD, 5),))
    assert acts_alone(there, Act.REPORT_SCREEN, DAY, WARD) is alone


def test_a_command_is_nobody_alone() -> None:
    assert not acts_alone(operator(production=False), Act.REPORT_LOG, DAY, WARD)


def test_alone_the_chair_has_two_of_the_officers_acts_and_nothing_of_a_plan() -> None:
    shared = POLICY[Role.CHAIR] & (POLICY[Role.OFFICER] - POLICY[Role.SUPERVISOR])
    kept_back = {
        Act.CASE_EDIT, Act.CHILD_EDIT, Act.REFERRAL_DRAFT,
        Act.INCIDENT_RECORD, Act.FILE_ADD,
    }  # fmt: skip
    assert {Act.REPORT_LOG, Act.REPORT_SCREEN} <= shared
    assert not shared & kept_back


# The Saturday before Tết 2026; offices open again on Monday the 23rd.
@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-11-23 22:00", date(2026, 11, 24)),
        ("2026-11-27 22:00", date(2026, 11, 30)),
        ("2026-11-29 00:00", date(2026, 11, 30)),
        ("2026-02-14 22:00", date(2026, 2, 23)),
    ],
)
def test_the_review_is_due_on_the_next_working_day(moment: str, due: date) -> None:
    assert review_due(datetime.fromisoformat(moment).replace(tzinfo=LOCAL)) == due
