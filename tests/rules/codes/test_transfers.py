"""The codes of transfers: every state that the table of moves knows, and why a case goes."""

from caseapp.rules.codes.transfers import TRANSFER_REASONS, TRANSFER_STATES
from caseapp.rules.transfer_states import LETTERS, TRANSFERS


def test_every_state_has_its_words():
    assert set(TRANSFER_STATES.codes) == {*TRANSFERS.states, *LETTERS.states}


def test_why_a_case_goes():
    assert TRANSFER_REASONS.codes == ("residence", "moved", "merger", "other")
