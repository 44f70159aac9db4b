"""The steps of signing in, as a table: what is owed, in which order, in which instance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from caseapp.rules.stages import (
    FIRST_PASSWORD_LASTS,
    Demands,
    Stage,
    Standing,
    ends_of_first,
    has_lapsed,
    owed,
)

DEMO, TEST, PRODUCTION = Demands(), Demands(first_password=True), Demands(True, True)
SET, SECOND = datetime(2026, 11, 20, 2, tzinfo=UTC), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("has_factor", "strong", "must_change", "demo", "test", "production"),
    [
        (False, False, False, None, None, "second-factor"),
        (False, False, True, None, "password", "password"),
        (True, False, False, "code", "code", "code"),
        (True, False, True, "code", "code", "code"),
        (True, True, False, None, None, None),
        (True, True, True, None, "password", "password"),
    ],
)
def test_the_step_that_comes_next(
    has_factor: bool,
    strong: bool,
    must_change: bool,
    demo: str | None,
    test: str | None,
    production: str | None,
) -> None:
    standing = Standing(has_factor, strong, must_change)
    found = [owed(standing, ["officer"], demands) for demands in (DEMO, TEST, PRODUCTION)]
    assert found == [demo, test, production]


@pytest.mark.parametrize(("roles", "step"), [(["collaborator"], None), ([], Stage.SECOND_FACTOR)])
def test_a_collaborator_may_do_without_and_who_has_no_role_may_not(
    roles: list[str], step: Stage | None
) -> None:
    assert owed(Standing(False, False, False), roles, PRODUCTION) == step


@pytest.mark.parametrize(
    ("after", "must_change", "lapsing", "lapsed"),
    [
        (FIRST_PASSWORD_LASTS - SECOND, True, True, False),
        (FIRST_PASSWORD_LASTS, True, True, True),
        (FIRST_PASSWORD_LASTS, False, True, False),  # the owner's own stays good (ASVS 6.2.10)
        (FIRST_PASSWORD_LASTS, True, False, False),
    ],
)
def test_a_password_of_somebody_else_lapses_a_second_after_its_last(
    after: timedelta, must_change: bool, lapsing: bool, lapsed: bool
) -> None:
    found = has_lapsed(
        must_change=must_change, set_at=SET, now=SET + after, demands=Demands(lapsing=lapsing)
    )
    assert found is lapsed
    assert ends_of_first(SET) == SET + timedelta(days=7)


def test_who_did_every_step_owes_nothing() -> None:
    for roles, demands in product((["officer"], []), (DEMO, TEST, PRODUCTION)):
        assert owed(Standing(True, True, False), roles, demands) is None
