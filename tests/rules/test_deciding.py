"""Whose turn it is when a report is kept from some: every step of the order, by a table."""

from __future__ import annotations

import pytest

from caseapp.rules.deciding import Choice, Way, choose

CHAIR, SECOND, FIRST_DEPUTY, DEPUTY, OTHER, NAMED = range(1, 7)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ((), Choice(CHAIR, Way.OWN)),
        ((OTHER,), Choice(CHAIR, Way.OWN)),
        ((CHAIR,), Choice(SECOND, Way.OWN)),
        ((CHAIR, SECOND), Choice(FIRST_DEPUTY, Way.DEPUTY)),
        ((CHAIR, SECOND, FIRST_DEPUTY), Choice(DEPUTY, Way.DEPUTY)),
        ((CHAIR, SECOND, FIRST_DEPUTY, DEPUTY), Choice(OTHER, Way.OTHER_UNIT)),
        ((CHAIR, SECOND, FIRST_DEPUTY, DEPUTY, OTHER), Choice(NAMED, Way.NAMED)),
        ((CHAIR, SECOND, FIRST_DEPUTY, DEPUTY, OTHER, NAMED), Choice(None, Way.NOBODY)),
    ],
)
def test_nobody_is_passed_over_but_for_a_mark(kept: tuple[int, ...], expected: Choice) -> None:
    found = choose(
        kept,
        own=[CHAIR, SECOND],
        deputies=[FIRST_DEPUTY, DEPUTY],
        elsewhere=[OTHER],
        named=[NAMED],
    )
    assert found == expected


def test_where_nobody_holds_the_role_somebody_must_be_named() -> None:
    assert choose((), own=()) == Choice(None, Way.NOBODY)


@pytest.mark.parametrize("way", Way)
def test_only_whom_the_supervisor_named_is_still_to_be_compared_with_the_law(way: Way) -> None:
    choice = Choice(1, way)
    assert choice.unconfirmed == (way == Way.NAMED)
    assert choice.by_role == (way in {Way.OWN, Way.DEPUTY})
