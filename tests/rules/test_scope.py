"""Files lent to somebody of another unit: for the acts of the role, while they hold it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.access import (
    NEVER_LENT,
    POLICY,
    Act,
    Actor,
    Denied,
    Grant,
    Role,
    lent_for,
    may,
    scope_for,
)
from caseapp.rules.scope import Entrusted, Scope

DAY = date(2026, 11, 23)
HOME, ELSEWHERE, THIRD = 31120, 31135, 31147
FILE = Entrusted(Role.CHAIR, ELSEWHERE, 5)
CHAIR = Actor(
    7, "Thử", (Grant(Role.CHAIR, frozenset({HOME}), DAY, DAY + timedelta(days=9)),),
    entrusted=(FILE,),
)  # fmt: skip


@pytest.mark.parametrize("act", sorted(POLICY[Role.CHAIR]))
def test_the_acts_of_the_role_reach_the_file_but_for_those_that_are_never_lent(act: Act) -> None:
    lent = act not in NEVER_LENT
    assert may(CHAIR, act, DAY, ELSEWHERE) == lent
    assert not may(CHAIR, act, DAY, THIRD)
    assert lent_for(CHAIR, act, DAY) == ((FILE,) if lent else ())
    assert scope_for(CHAIR, act, DAY) == Scope(
        frozenset({HOME}), frozenset({ELSEWHERE} if lent else ())
    )
    assert not scope_for(CHAIR, act, DAY).covers(ELSEWHERE)


def test_an_act_of_another_role_is_not_lent() -> None:
    with pytest.raises(Denied):
        scope_for(CHAIR, Act.INCIDENT_RECORD, DAY)


def test_it_ends_with_the_role_at_home() -> None:
    with pytest.raises(Denied):
        scope_for(CHAIR, Act.MEASURE_DECIDE, DAY + timedelta(days=9))


def test_who_reaches_the_whole_city_needs_nothing_lent() -> None:
    everywhere = Actor(7, "Thử", (Grant(Role.CHAIR, None, DAY, None),), entrusted=(FILE,))
    assert scope_for(everywhere, Act.MEASURE_DECIDE, DAY) == Scope(None)
