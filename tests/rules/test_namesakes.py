"""Who of the users is named in a report: by whole names without marks, by equal numbers."""

from __future__ import annotations

import unicodedata

import pytest

from caseapp.rules.namesakes import Known, names_in, numbers_in, plain_phone

USERS = [Known(1, "Trần Thị Bé", b"phone", b"id"), Known(2, "Lê Văn Tám"), Known(3, " ")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trần Thị Bé", {1}),
        ("tran thi be", {1}),
        ("bà ngoại (Trần Thị Bé), 60 tuổi", {1}),
        (unicodedata.normalize("NFD", "TRẦN  THỊ BÉ"), {1}),
        ("Trần Thị Bé Ba", {1}),  # asked, not decided: the writer says whether it is the same
        ("Trần Thị Béo", set()),
        ("Thị Bé", set()),
        ("Lê Văn Tám và Trần Thị Bé", {1, 2}),
        ("", set()),
        ("()", set()),
    ],
)
def test_a_whole_name_in_a_text_names_a_user(text: str, found: set[int]) -> None:
    assert names_in([text, ""], USERS) == found


@pytest.mark.parametrize(
    ("phone", "number", "found"),
    [(b"phone", None, {1}), (None, b"id", {1}), (b"other", b"id", {1}), (b"id", b"x", set())],
)
def test_an_equal_number_names_a_user(
    phone: bytes | None, number: bytes | None, found: set[int]
) -> None:
    assert numbers_in(USERS, phone_mac=phone, personal_id_mac=number) == found


def test_an_unknown_number_equals_no_unknown_number() -> None:
    assert numbers_in(USERS, phone_mac=None, personal_id_mac=None) == set()


@pytest.mark.parametrize(
    "typed", ["0903 123 456", "+84 903 123 456", "0084903123456", "0903.123-456"]
)
def test_a_telephone_is_the_same_however_it_is_typed(typed: str) -> None:
    assert plain_phone(typed) == "0903123456"
