"""Who can stand in for whom, on which days, and how it is signed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.rules.access import Grant, Role
from caseapp.rules.standing_in import Term, check_days, grants_by_naming, signed_as
from caseapp.rules.values import LOCAL, RuleBroken

DAY, ONE = date(2026, 11, 23), timedelta(days=1)
NAMED = datetime(2026, 11, 23, 21, 30, tzinfo=LOCAL)
SECOND = timedelta(seconds=1)
WARD, OTHER = 31135, 31120


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("ended", "moment", "covered"),
    [
        (None, NAMED - SECOND, False),  # named after the decision: it does not reach back
        (None, NAMED, True),
        (None, midnight(DAY + 2 * ONE) - SECOND, True),
        (None, midnight(DAY + 2 * ONE), False),
        (NAMED + ONE, NAMED + ONE - SECOND, True),
        (NAMED + ONE, NAMED + ONE, False),
    ],
)
def test_a_term_to_the_second(ended: datetime | None, moment: datetime, covered: bool) -> None:
    assert Term(DAY, DAY + 2 * ONE, NAMED, ended).covers(moment) is covered


def test_a_term_that_begins_later_begins_at_midnight() -> None:
    term = Term(DAY + ONE, DAY + 2 * ONE, NAMED, None)
    begins = midnight(DAY + ONE)
    assert [term.covers(begins - SECOND), term.covers(begins)] == [False, True]


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (DAY, DAY, None),
        (DAY, DAY + 365 * ONE, None),
        (DAY, DAY + 366 * ONE, "last_day"),
        (DAY - ONE, DAY, "valid_from"),
        (DAY + ONE, DAY, "last_day"),
    ],
)
def test_the_days_of_a_naming(first: date, last: date, field: str | None) -> None:
    if field is None:
        check_days(first, last, DAY)
        return
    with pytest.raises(RuleBroken) as broken:
        check_days(first, last, DAY)
    assert broken.value.field == field


def a_post(role: Role, *units: int, since: date = DAY, until: date | None = None) -> Grant:
    return Grant(role, frozenset(units) or None, since, until)


@pytest.mark.parametrize(
    ("role", "post", "given"),
    [
        (Role.CHAIR, a_post(Role.DEPUTY, WARD), (DAY, DAY + 5 * ONE)),
        (Role.CHAIR, a_post(Role.DEPUTY, WARD, since=DAY + ONE), (DAY + ONE, DAY + 5 * ONE)),
        (Role.CHAIR, a_post(Role.DEPUTY, WARD, until=DAY + 2 * ONE), (DAY, DAY + 2 * ONE)),
        (Role.CHAIR, a_post(Role.DEPUTY, WARD, until=DAY), None),
        (Role.CHAIR, a_post(Role.DEPUTY, OTHER), None),
        (Role.CHAIR, a_post(Role.OFFICER, WARD), None),  # who prepares does not decide
        (Role.CHAIR, Grant(Role.DEPUTY, frozenset({WARD}), DAY, None, naming=3), None),
        (Role.OFFICER, a_post(Role.OFFICER, OTHER), (DAY, DAY + 5 * ONE)),
        (Role.OFFICER, a_post(Role.DEPUTY, WARD), None),  # nor does who decides prepare
        (Role.OFFICER, a_post(Role.COLLABORATOR, WARD), None),
    ],
)
def test_what_a_naming_gives(role: Role, post: Grant, given: tuple[date, date] | None) -> None:
    found = list(grants_by_naming(9, role, WARD, (DAY, DAY + 5 * ONE), [post]))
    assert found == ([Grant(role, frozenset({WARD}), *given, 9)] if given else [])


def test_how_the_chair_and_a_deputy_sign() -> None:
    assert signed_as(Role.CHAIR, by_naming=False) == "CHỦ TỊCH"
    assert signed_as(Role.CHAIR, by_naming=True) == "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
