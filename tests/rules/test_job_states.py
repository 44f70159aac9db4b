"""The words of jobs: every state and every fault says something, open and ended are all."""

from __future__ import annotations

from caseapp.rules.job_states import ENDED, FAULT_WORDS, OPEN, STATE_WORDS


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == {*OPEN, *ENDED}
    assert not set(OPEN) & set(ENDED)
    assert all(STATE_WORDS.values())


def test_every_fault_has_its_words() -> None:
    # That these are all that a worker writes is asked in exchange/test_working.py.
    assert set(FAULT_WORDS) == {
        "rights",
        "broken",
        "twice",
        "erased",
        "no_room",
        "gone",
        "too_large",
        "nothing",
    }
    assert all(FAULT_WORDS.values())
