"""A link is more random than anybody guesses, and its secret is compared as it is meant."""

from __future__ import annotations

from caseapp.rules.answer_links import DIGITS, TOKEN_BYTES, TRIES, plain_secret, spaced


def test_the_link_has_at_least_128_bits_and_the_secret_few_tries() -> None:
    assert TOKEN_BYTES * 8 >= 128
    assert TRIES / 10**DIGITS <= 0.00001


def test_a_secret_is_read_however_it_is_spaced() -> None:
    assert plain_secret(spaced("012345")) == plain_secret(" 012-345 ") == "012345"
    assert plain_secret("١٢٣") == ""
