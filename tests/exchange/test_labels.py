from __future__ import annotations

import pytest

from caseapp.exchange.labels import code_of, labelled, unit_code_of
from caseapp.rules.codes.people import SEX


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("male – Nam", "male"),
        ("male", "male"),
        ("male – Nữ", "male – Nữ"),  # another's words: nobody guesses which is meant
        ("Nam", "Nam"),
    ],
)
def test_a_code_is_taken_with_its_own_words(text: str, code: str) -> None:
    assert code_of(text, SEX) == code


def test_a_unit_is_taken_with_its_name_of_today_or_of_before() -> None:
    assert unit_code_of("31135 – Phường Ninh Kiều") == "31135"
    assert unit_code_of(labelled("outside", "Ngoài thành phố")) == "outside"
    assert unit_code_of("31135 – Phường Cái Khế") == "31135 – Phường Cái Khế"
    assert unit_code_of("31135") == "31135"
