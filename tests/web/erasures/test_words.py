"""Each state and each ground of an erasure has words."""

from __future__ import annotations

from caseapp.rules.erasures import ERASURES, GROUNDS
from caseapp.web.erasures.words import GROUND_WORDS, STATE_WORDS


def test_each_state_and_ground_has_words() -> None:
    assert set(STATE_WORDS) == set(ERASURES.states)
    assert tuple(GROUND_WORDS) == GROUNDS
