"""Entries made since a merge, in words."""

from __future__ import annotations

import pytest

from caseapp.casework.unmerging import Added
from caseapp.web.merges.words import STATE_WORDS, row_words
from tests.factories.house import NOW, House


@pytest.mark.parametrize(
    ("kind", "what", "words"),
    [
        ("cases", "HS-26-7KQ4MX2B", "Trường hợp HS-26-7KQ4MX2B"),
        ("residences", "Phường Cái Khế", "Phường Cái Khế"),
        ("consent_entries", "referral;given", "Đồng ý"),
        ("child_people", "mother", "Mẹ"),
        ("plans", "", "Mục ghi"),  # of a table that came later
    ],
)
def test_an_entry_says_what_it_is_and_when_it_was_made(
    house: House, kind: str, what: str, words: str
) -> None:
    with house.app.test_request_context():
        said = row_words(Added("x", kind, what, NOW, "TE-26-AAAAAAAA"))
    assert words.rpartition(" ")[2] in said
    assert said.endswith("23/11/2026 10:00")
    assert set(STATE_WORDS) == {"asked", "merged", "declined", "undone"}
