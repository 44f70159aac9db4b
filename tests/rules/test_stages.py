"""The steps of signing in, as a table: what is owed, in which order, in which instance."""

from __future__ import annotations

from itertools import product

import pytest

from caseapp.rules.stages import Demands, Stage, Standing, owed

DEMO, TEST, PRODUCTION = Demands(), Demands(first_password=True), Demands(True, True)


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


def test_who_did_every_step_owes_nothing() -> None:
    for roles, demands in product((["officer"], []), (DEMO, TEST, PRODUCTION)):
        assert owed(Standing(True, True, False), roles, demands) is None
