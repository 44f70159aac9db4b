"""What stands against an erasure, one fact at a time; who is of the ward; what stays of a birth."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from caseapp.rules.access import Actor, Grant, Role
from caseapp.rules.erasures import (
    AGAINST,
    ERASURES,
    FileFacts,
    against,
    insist_nothing_runs,
    is_of_the_ward,
    kept_birth,
)
from caseapp.rules.values import RuleBroken

DAY = date(2026, 11, 23)
WARD, OTHER = 31135, 31120


@pytest.mark.parametrize("name", [field.name for field in fields(FileFacts)])
def test_each_fact_alone_stands_against_it_and_is_named(name: str) -> None:
    one = True if name in {"proceedings", "complaint"} else 1
    facts = replace(FileFacts(), **{name: one})
    assert against(facts) == (name,)
    with pytest.raises(RuleBroken) as broken:
        insist_nothing_runs(facts)
    assert (broken.value.message, broken.value.field) == (AGAINST[name], name)


def test_a_file_in_which_nothing_runs_may_be_erased() -> None:
    insist_nothing_runs(FileFacts())
    assert against(replace(FileFacts(), merges=2, cases=1)) == ("cases", "merges")
    assert set(AGAINST) == {field.name for field in fields(FileFacts)}


@pytest.mark.parametrize(
    ("units", "until", "naming", "near"),
    [
        (None, None, None, False),
        (frozenset({WARD}), None, None, True),
        (frozenset({WARD, OTHER}), None, 7, True),
        (frozenset({OTHER}), None, None, False),
        (frozenset({WARD}), DAY, None, False),
    ],
)
def test_a_role_in_the_childs_unit_is_too_near(
    units: frozenset[int] | None, until: date | None, naming: int | None, near: bool
) -> None:
    city = Grant(Role.SUPERVISOR, None, date(2020, 1, 1), None)
    more = Grant(Role.SUPERVISOR, units, date(2020, 1, 1), until, naming)
    assert is_of_the_ward(Actor(1, "a", (city, more)), [WARD], DAY) is near


def test_a_proposal_ends_once() -> None:
    for move, state in (("withdraw", "withdrawn"), ("refuse", "refused"), ("erase", "done")):
        assert ERASURES.next_state("proposed", move) == state
        assert ERASURES.moves_from(state) == ()


def test_the_year_alone_stays_of_a_birth() -> None:
    assert kept_birth(date(2015, 9, 5)) == date(2015, 12, 31)
