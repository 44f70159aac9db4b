"""Every state of alternative care against every step, and what is lacking with a carer."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from caseapp.rules.access import POLICY, Role
from caseapp.rules.care_states import BY, CARE, ENDINGS, FORMS, lacks
from caseapp.rules.codes.care import CARE_CONDITIONS
from caseapp.rules.values import RuleBroken

LEADS = {
    ("submitted", "amend"): "submitted",
    ("returned", "amend"): "submitted",
    ("submitted", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("submitted", "return"): "returned",
    ("submitted", "refuse"): "refused",
    ("submitted", "decide"): "decided",
    ("decided", "hand_over"): "in_care",
    ("decided", "end"): "ended",
    ("in_care", "end"): "ended",
}


@pytest.mark.parametrize(
    ("state", "move"), list(product(CARE.states, [each.name for each in CARE.moves]))
)
def test_every_state_against_every_step(state: str, move: str) -> None:
    if (state, move) in LEADS:
        assert CARE.next_state(state, move) == LEADS[state, move]
    else:
        with pytest.raises(RuleBroken):
            CARE.next_state(state, move)


def test_what_was_decided_on_an_end_stands() -> None:
    assert [move.target for move in ENDINGS.moves_from("submitted")] == [
        "submitted", "withdrawn", "returned", "refused", "decided",
    ]  # fmt: skip
    assert [move.name for move in ENDINGS.moves_from("returned")] == ["amend", "withdraw"]
    assert not any(ENDINGS.moves_from(state) for state in ("withdrawn", "refused", "decided"))


def test_officers_prepare_and_chairs_decide() -> None:
    for move, act in BY.items():
        entitled = Role.CHAIR if move in {"decide", "refuse", "return"} else Role.OFFICER
        other = Role.OFFICER if entitled is Role.CHAIR else Role.CHAIR
        assert act in POLICY[entitled]
        assert act not in POLICY[other]


DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("health", "lacking"),
    [
        (None, ("health",)),
        (date(2026, 5, 22), ("health_old",)),
        (date(2026, 5, 23), ()),  # to the day six months old
        (DAY, ()),
    ],
)
def test_a_health_certificate_serves_for_six_months(
    health: date | None, lacking: tuple[str, ...]
) -> None:
    known = {"applied_on": DAY, "judicial": "received", "conditions": CARE_CONDITIONS.codes}
    assert lacks(health_on=health, day=DAY, **known) == lacking  # type: ignore[arg-type]


def test_papers_and_conditions_that_are_lacking_are_named() -> None:
    found = lacks(applied_on=None, health_on=DAY, judicial="needed", conditions=["able"], day=DAY)
    assert found == ("form08", "judicial", "conditions")


def test_forms_08_to_16_are_kept_by_number() -> None:
    assert (FORMS[0], FORMS[-1], len(FORMS)) == ("08", "16", 9)
