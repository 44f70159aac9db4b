"""Links by which an agency without an account answers: how long, how many tries, what is read out.

The link goes on paper, the secret by telephone alone, to the number of the directory: who has one
of them has nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

TOKEN_BYTES: Final = 32
"""256 random bits: twice what no guess ever meets."""

DIGITS: Final = 6
TRIES: Final = 5
"""So many wrong secrets lock a link; its maker is told."""

OPEN_FOR: Final = timedelta(minutes=30)
"""So long what was opened by a secret can be answered without asking for it again."""


def plain_secret(typed: str) -> str:
    """Return a secret as it is compared, however it was spaced."""
    return "".join(letter for letter in typed if letter.isdigit() and letter.isascii())


def spaced(secret: str) -> str:
    """Return a secret as it is read out: in two halves."""
    half = len(secret) // 2
    return f"{secret[:half]} {secret[half:]}"
