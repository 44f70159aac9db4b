"""Every purpose has one text on each day, for adults and in a child's words, not yet compared."""

import unicodedata
from datetime import date

from caseapp.rules.codes.consent import PURPOSES
from caseapp.rules.consent_texts import TEXTS, text_of, text_on


def test_every_purpose_has_its_text_and_none_before_there_was_one() -> None:
    for purpose in PURPOSES.codes:
        text = text_on(purpose, date(2026, 11, 23))
        assert text is not None
        assert text_of(text.edition.id) is text
        assert text_on(purpose, date(2025, 12, 31)) is None


def test_editions_are_told_apart_and_await_the_official_text() -> None:
    assert len({text.edition.id for text in TEXTS}) == len(TEXTS)
    assert not any(text.confirmed for text in TEXTS)
    assert text_of("referral-1999.1") is None


def test_each_text_says_that_no_may_be_said() -> None:
    for text in TEXTS:
        assert "rút lại" in text.to_adult
        assert "nói không" in text.to_child
        assert unicodedata.is_normalized("NFC", text.to_adult + text.to_child)
