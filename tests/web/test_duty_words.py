"""Every gap of a duty list has words."""

from __future__ import annotations

from caseapp.rules.duty import GAPS
from caseapp.web.duty_words import GAP_WORDS, gap_words
from tests.factories.house import House


def test_every_gap_has_words(house: House) -> None:
    assert set(GAP_WORDS) == set(GAPS)
    with house.app.test_request_context():
        assert gap_words(()) == ""
        assert gap_words(("no_chair",)) == "thiếu số điện thoại của Chủ tịch"
