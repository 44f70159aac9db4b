"""Which passwords a stranger tries first, and that a sentence of one's own is never among them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from caseapp.rules import passwords
from caseapp.rules.passwords import (
    HOUSE,
    SHORTEST,
    VIETNAMESE,
    is_common,
    refuse_weak,
    says_who,
)
from caseapp.rules.values import RuleBroken

LIST = Path(passwords.__file__).with_name("common_passwords.txt.gz")
ABOUT = ("nguyenvanan", "Nguyễn Văn An", "Phường Ninh Kiều")


def test_at_least_the_3000_most_common_that_are_long_enough_are_refused() -> None:
    """ASVS 6.2.4: the listed ones of ten characters, then the listed words with a 1 or 123 behind.

    Those are what people make of a common word when ten characters are asked for.
    """
    listed = gzip.decompress(LIST.read_bytes()).decode("ascii").split()
    long = {word for word in listed if len(word) >= SHORTEST}
    words = [word for word in listed if word.isalpha()]
    made = {word + tail for word in words for tail in ("1", "123", "2026", "@123")}
    made = {word for word in made if len(word) >= SHORTEST}
    assert len(long) > 2400
    assert len(long | made) > 20_000
    assert [word for word in sorted(long) + sorted(made)[::40] if not is_common(word)] == []


@pytest.mark.parametrize(
    "guessed",
    [
        "aaaaaaaaaa", "1234567890", "0987654321", "qwertyuiop", "poiuytrewq", "1qaz2wsx3edc",
        "abcabcabcabc", "abcdefghijkl", "q1w2e3r4t5y6", "asdfghjkl123", "12121212121",
        "P@ssw0rd12", "Password123!", "!!iloveyou!!", "passwordpassword", "hush-hush-hush",
        "Mật khẩu 123", "matkhau2026", "AnhYeuEm@123", "Cần Thơ 2026!",
        "0912345678", "091 234 5678", "+84912345678", "001206012345", "12/05/1987 10",
    ],
)  # fmt: skip
def test_variants_of_what_is_common_are_common(guessed: str) -> None:
    assert is_common(guessed)
    with pytest.raises(RuleBroken, match="used by many") as broken:
        refuse_weak(guessed, field="here")
    assert broken.value.field == "here"


@pytest.mark.parametrize(
    "guessed",
    ["nguyen-van-an-1990", "NguyenVanAn!!", "ninhkieu2026", "caseapp-canbo", "Ubnd Ninh Kiều 1"],
)
def test_names_and_words_of_the_house_alone_are_no_password(guessed: str) -> None:
    assert says_who(guessed, ABOUT)
    with pytest.raises(RuleBroken, match=r"more than your name|used by many"):
        refuse_weak(guessed, ABOUT)


@pytest.mark.parametrize(
    "own",
    [
        "correct horse battery", "chiều nay trời mưa to", "thu-nghiem-can-tho", "x7!kQ2#mvpLd",
        "An thích ăn bánh xèo", "Ninh Kiều đông lắm nha", "mật khẩu dài của tôi", "73 con vịt trời",
        "ນ້ຳຂອງແມ່ນ້ຳ", "pass", "a" * 9,
    ],
)  # fmt: skip
def test_sentences_and_random_signs_are_let_be(own: str) -> None:
    """Of any signs, and any length that the rule of ten allows (ASVS 6.2.5)."""
    if len(own) < SHORTEST:
        with pytest.raises(RuleBroken, match="at least 10"):
            refuse_weak(own, ABOUT)
    else:
        refuse_weak(own, ABOUT)


def test_the_words_are_written_as_they_are_compared() -> None:
    for word in (*VIETNAMESE, *HOUSE):
        assert word.isascii()
        assert word == word.lower()
        assert len(word) > 3


def test_the_licences_of_the_lists_lie_beside_them() -> None:
    text = LIST.with_name("common_passwords.licences.txt").read_text("utf-8")
    assert "Django Software Foundation" in text
    assert "MIT License" in text
