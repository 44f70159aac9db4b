"""Closing asks for no risk and four stable states, each of them (Decree 56/2017, Art. 30.1)."""

from __future__ import annotations

import itertools

import pytest

from caseapp.rules.care_states import CARE, ENDINGS
from caseapp.rules.closing import check_papers, check_proposal, may_close, owes_review
from caseapp.rules.forms.form06_review import STATES
from caseapp.rules.lifecycle import Lifecycle
from caseapp.rules.measure_states import ORDERS, SEPARATIONS
from caseapp.rules.plan_states import PLANS
from caseapp.rules.values import RuleBroken

KEYS = [field.key for field in STATES]


@pytest.mark.parametrize("risk", ["none", "remains"])
@pytest.mark.parametrize("states", list(itertools.product(("stable", "unstable"), repeat=4)))
def test_every_mixture_of_risk_and_states(risk: str, states: tuple[str, ...]) -> None:
    found = dict(zip(KEYS, states, strict=True)) | {"risk_left": risk}
    sound = risk == "none" and set(states) == {"stable"}
    assert may_close(found) == sound
    check_proposal(found | {"proposal": "go_on"})
    if sound:
        check_proposal(found | {"proposal": "close"})
    else:
        with pytest.raises(RuleBroken) as broken:
            check_proposal(found | {"proposal": "close"})
        assert broken.value.field == "proposal"


@pytest.mark.parametrize("key", [*KEYS, "risk_left"])
def test_what_was_not_asked_is_not_stable(key: str) -> None:
    whole = dict.fromkeys(KEYS, "stable") | {"risk_left": "none"}
    del whole[key]
    assert not may_close(whole)


@pytest.mark.parametrize("from_report", [True, False])
@pytest.mark.parametrize("has_plan", [True, False])
def test_an_orphans_case_alone_closes_without_a_review(
    *, from_report: bool, has_plan: bool
) -> None:
    assert owes_review(from_report=from_report, has_plan=has_plan) == (from_report or has_plan)
    assert not owes_review(from_report=from_report, has_plan=has_plan, moved_away=True)


@pytest.mark.parametrize(
    ("kind", "table", "barring"),
    [
        ("separation", SEPARATIONS, ["submitted", "returned", "in_force"]),
        ("extension", ORDERS, ["submitted"]),
        ("lifting", ORDERS, ["submitted"]),
        ("court_request", ORDERS, ["submitted"]),
        ("care", CARE, ["submitted", "returned", "decided", "in_care"]),
        ("care_end", ENDINGS, ["submitted"]),
        ("plan", PLANS, ["submitted"]),
    ],
)
def test_what_nobody_could_settle_afterwards_keeps_a_case_open(
    kind: str, table: Lifecycle, barring: list[str]
) -> None:
    for state in table.states:
        papers = [("note", "kept"), (kind, state)]
        if state in barring:
            with pytest.raises(RuleBroken):
                check_papers(papers)
        else:
            check_papers(papers)
