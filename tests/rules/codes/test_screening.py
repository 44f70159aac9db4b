"""The codes of screening, each with a label in both languages and a source."""

from caseapp.rules.codes.screening import FORWARDING_STATES, PROPOSAL_KINDS, PROPOSAL_STATES


def test_what_is_never_one_persons_word():
    assert PROPOSAL_KINDS.codes == ("no_case", "unfounded", "closing", "mistake")
    assert PROPOSAL_KINDS.label("mistake") == "Nhập nhầm"


def test_every_code_has_its_words_and_source():
    for row in (*FORWARDING_STATES, *PROPOSAL_KINDS, *PROPOSAL_STATES):
        assert row.vi
        assert row.en
        assert row.source
