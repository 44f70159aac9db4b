"""Passwords: hashed with argon2id, at most two at once, so that a flood cannot take the memory."""

from __future__ import annotations

import threading
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 46 MiB, two passes, one lane: measured against the library's default (64 MiB, 3, 4), which
# holds two cores for 423 ms.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_AT_ONCE: Final = threading.BoundedSemaphore(2)
_NOBODY: Final = _HASHER.hash("the account that does not exist")


def hash_password(password: str) -> str:
    """Return the salted hash of a password, with its parameters."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Tell whether the password fits; for an unknown account the same work is done, in vain."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(password_hash or _NOBODY, password) and bool(password_hash)
        except (VerificationError, InvalidHashError):
            return False
