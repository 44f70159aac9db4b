"""The texts cover every group, certainty and decision, and fit their boxes."""

from __future__ import annotations

from random import Random

from caseapp.rules.codes.abuse import CERTAINTY
from caseapp.rules.codes.cases import MEASURES
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.upkeep.demo import wording


def test_every_group_has_its_evidence() -> None:
    assert set(wording.EVIDENCE) == set(GROUPS.codes)


def test_every_certainty_has_its_ground_and_every_decision_its_reason() -> None:
    assert set(wording.GROUNDS) == set(CERTAINTY.codes)
    assert set(wording.REASONS) == set(MEASURES.codes)


def test_one_text_of_many_is_drawn() -> None:
    rng = Random(1)
    assert {wording.one(rng, wording.VISITS) for _ in range(100)} == set(wording.VISITS)
