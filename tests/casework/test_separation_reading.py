"""How a separation reads: what it needs, and which papers settle it."""

from __future__ import annotations

import pytest

from caseapp.casework.measures_reading import read_measures
from caseapp.casework.separation_reading import day_of_court, is_before_court
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, a_desk, decide, follow, prepare


@pytest.mark.parametrize(
    ("kind", "state", "outcome", "settles"),
    [
        ("court_request", "submitted", "", False),
        ("court_request", "decided", "", False),
        ("court_request", "sent", "", True),
        ("court_request", "answered", "granted", True),
        ("court_request", "answered", "rejected", False),
        ("extension", "decided", "", False),
    ],
)
def test_only_a_letter_that_was_sent_and_not_rejected_is_before_the_court(
    kind: str, state: str, outcome: str, *, settles: bool
) -> None:
    assert is_before_court(kind, state, outcome) is settles


def test_what_waits_needs_nothing_and_what_holds_counts_its_days(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    with house.app.app_context():
        (waits,) = read_measures(desk.officer, desk.case, now=NOW + 9 * DAY).separations
    assert (waits.holds, waits.is_open, waits.needs, waits.clock, waits.decided_at) == (
        False, True, "", None, None,
    )  # fmt: skip
    decide(house, desk.chair, desk.case)
    with house.app.app_context():
        (holds,) = read_measures(desk.officer, desk.case, now=NOW + 9 * DAY).separations
    assert (holds.holds, holds.day, holds.needs, holds.decided_at) == (True, 9, "over", NOW)
    follow(house, desk, "lifting", NOW + 9 * DAY, assessed_on=TODAY + 8 * DAY)
    with house.app.app_context():
        (ended,) = read_measures(desk.officer, desk.case, now=NOW + 40 * DAY).separations
    assert (ended.is_open, ended.needs) == (False, "")
    assert ended.clock is not None
    assert ended.clock.kind == "kept"
    assert day_of_court(ended.orders[0], "assessed_on") == TODAY + 8 * DAY
    assert day_of_court(ended.orders[0], "sent_at") is None
