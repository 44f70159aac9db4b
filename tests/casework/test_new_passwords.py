"""A new password: long enough, and not the one before."""

from __future__ import annotations

import pytest

from caseapp.casework.new_passwords import hash_of_new
from caseapp.records.passwords import fits
from caseapp.rules.values import RuleBroken


@pytest.mark.parametrize(("length", "good"), [(0, False), (9, False), (10, True)])
def test_ten_characters_are_enough(length: int, good: bool) -> None:
    if good:
        assert fits(hash_of_new("a" * length), "a" * length)
        return
    with pytest.raises(RuleBroken) as broken:
        hash_of_new("a" * length, field="here")
    assert broken.value.field == "here"


def test_the_same_again_is_no_new_password() -> None:
    before = hash_of_new("a sentence of mine")
    with pytest.raises(RuleBroken, match="other than"):
        hash_of_new("a sentence of mine", before)
    assert fits(hash_of_new("another sentence", before), "another sentence")
