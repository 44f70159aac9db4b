"""Passwords: salted, bound to their parameters, as slow for nobody as for somebody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseapp.records import passwords
from caseapp.records.passwords import fits, hash_password
from tests.factories.lighter import MEASURED, hashing

PASSWORD = "mật khẩu dài của tôi"


@pytest.fixture(autouse=True)
def measured() -> Iterator[None]:
    """Other tests hash lightly."""
    with hashing(MEASURED):
        yield


def test_the_same_password_never_has_the_same_hash() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)
    assert first != second
    assert fits(first, PASSWORD)
    assert fits(second, PASSWORD)


def test_another_password_does_not_fit() -> None:
    kept = hash_password(PASSWORD)
    assert not fits(kept, PASSWORD + " ")
    assert not fits(kept, "")
    assert not fits(kept, PASSWORD.upper())
    long = PASSWORD + "x" * 180
    assert fits(hash_password(long), long)
    assert not fits(hash_password(long), long[:-1])  # bcrypt would stop at 72 bytes
    assert not fits("no hash at all", PASSWORD)


def test_memory_and_passes_are_the_measured_ones() -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=47104,t=2,p=1$")


def test_for_an_unknown_account_the_same_work_is_done_in_vain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []
    hasher = passwords._HASHER

    class Watched:
        def verify(self, kept: str, password: str) -> bool:
            tried.append(kept)
            return hasher.verify(kept, password)

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    assert not fits(None, PASSWORD)
    # Not even the password that the stand-in was made from opens an account that is not there.
    assert not fits(None, "the account that does not exist")
    assert [kept.rsplit("$", 2)[0] for kept in tried] == ["$argon2id$v=19$m=47104,t=2,p=1"] * 2
