"""Kinds of notices: each says something, points somewhere, and can end."""

from __future__ import annotations

import pytest

from caseapp.rules.access import Act, Role
from caseapp.rules.notices import ABOUT_CONTENT, KINDS, OF_ACCOUNTS, cause_of, ended_by


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_each_kind_can_end(kind: object) -> None:
    found = KINDS[kind.code]  # type: ignore[attr-defined]
    assert found is kind
    assert found.words
    assert found.known or found.ends


def test_every_kind_is_of_content_or_of_accounts() -> None:
    assert sorted(ABOUT_CONTENT + OF_ACCOUNTS) == sorted(KINDS)
    assert set(OF_ACCOUNTS) == {"acted_for_you", "acted_for_another"}


def test_a_decision_ends_what_asked_for_it_and_nothing_of_a_case() -> None:
    assert set(ended_by([Act.MEASURE_DECIDE])) == {
        "report_logged", "clock_soon", "clock_late", "measure_decided", "no_decider",
    }  # fmt: skip
    assert set(ended_by([Act.CLOCK_WATCH])) == {"report_logged", "clock_soon"}
    assert ended_by([Act.CHILD_READ]) == ()


def test_a_cause_tells_apart_step_and_reader() -> None:
    causes = {
        cause_of("closing_proposed", "HS-26-A", to, step)
        for to in (Role.CHAIR, 7)
        for step in (1, 2)
    }
    assert len(causes) == 4
    assert cause_of("report_logged", "BC-26-A", Role.CHAIR) == "report_logged:BC-26-A::chair"
