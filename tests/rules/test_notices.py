"""Kinds of notices: each says something, points somewhere, and can end."""

from __future__ import annotations

import pytest

from caseapp.rules.access import Act, Role
from caseapp.rules.notice_kinds import KINDS
from caseapp.rules.notices import (
    ABOUT_CONTENT,
    IN_PASSING,
    OF_ACCOUNTS,
    OF_ERASURES,
    OF_OTHERS,
    OF_POPULATIONS,
    OF_RELEASES,
    cause_of,
    ended_by,
    shown_by,
    told_of,
    told_of_step,
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_each_kind_can_end(kind: object) -> None:
    found = KINDS[kind.code]  # type: ignore[attr-defined]
    assert found is kind
    assert found.words
    assert found.known or found.ends


def test_every_kind_is_of_content_of_accounts_or_in_passing() -> None:
    found = ABOUT_CONTENT + OF_ACCOUNTS + OF_POPULATIONS + OF_RELEASES + told_of(*IN_PASSING)
    found += OF_ERASURES
    assert sorted(found) == sorted(KINDS)
    assert {"acted_for_you", "acted_for_another"} | OF_OTHERS < set(OF_ACCOUNTS)


def test_a_decision_ends_what_asked_for_it_and_nothing_of_a_case() -> None:
    assert set(ended_by([Act.MEASURE_DECIDE])) == {
        "report_logged", "clock_soon", "clock_late", "measure_decided", "called_out",
        "no_decider", "separation_submitted", "order_submitted", "harm_in_report",
        "care_submitted",
    }  # fmt: skip
    assert set(ended_by([Act.MEASURE_RECORD])) == {
        "report_logged", "clock_soon", "clock_late", "harm_in_report",
    }  # fmt: skip
    assert set(ended_by([Act.CLOCK_WATCH])) == {
        "report_logged", "clock_soon", "case_clock_soon", "separation_asks", "separation_late",
    }  # fmt: skip
    assert ended_by([Act.CHILD_READ]) == ()


RINGS = {
    "at_once": {"report_logged", "called_out"},
    "day": {
        "referral_answered", "referral_late", "addendum_late", "answer_link_locked",
        "inbox_sent", "inbox_added", "inbox_soon", "inbox_late",
        "transfer_proposed", "case_arriving", "transfer_reminded", "proposal_reminded",
        "transfer_refused", "transfer_contested", "transfer_accepted", "transfer_passed",
        "transfer_stays", "case_arrived",
    },
}  # fmt: skip
"""What is told outside the house as well; all else waits for somebody to look."""


@pytest.mark.parametrize("kind", KINDS)
def test_which_kinds_ring(kind: str) -> None:
    wanted = next((how for how, kinds in RINGS.items() if kind in kinds), "")
    assert KINDS[kind].rings == wanted
    assert kind not in OF_ACCOUNTS or not wanted


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("referral_late", Act.CASE_LIST),
        ("case_arriving", Act.TRANSFER_READ),
        ("transfer_contested", Act.TRANSFER_DECIDE),
        ("inbox_sent", Act.REFERRAL_INBOX),
        ("message_failed", Act.HOME_READ),
        ("population_asked", Act.HOME_READ),
        ("release_proposed", Act.HOME_READ),
        ("erasure_proposed", Act.HOME_READ),
    ],
)
def test_by_which_act_a_kind_is_shown(kind: str, act: Act) -> None:
    assert shown_by(kind) == act


def test_the_officer_is_rung_for_an_answer_and_told_of_all_else() -> None:
    moves = ("send", "receive", "accept", "decline", "start", "complete", "withdraw")
    assert [bool(KINDS[told_of_step(move)].rings) for move in moves] == [
        move in {"accept", "decline"} for move in moves
    ]


def test_a_cause_tells_apart_step_and_reader() -> None:
    causes = {
        cause_of("closing_proposed", "HS-26-A", to, step)
        for to in (Role.CHAIR, 7)
        for step in (1, 2)
    }
    assert len(causes) == 4
    assert cause_of("report_logged", "BC-26-A", Role.CHAIR) == "report_logged:BC-26-A::chair"
