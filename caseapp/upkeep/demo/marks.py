"""Marks for made-up rows: as random to the eye as real ones, but the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import Final

from caseapp.records.marks import ALPHABET

_BITS: Final = 30
_MASK: Final = (1 << _BITS) - 1


class Marks:
    """Gives marks `TE-26-7KQ4MX` that never repeat, without remembering those it gave.

    The running number is stirred by steps that can each be undone, so two numbers never meet.
    """

    def __init__(self, rng: Random, prefix: str) -> None:
        self._prefix = prefix
        self._factors = tuple(rng.getrandbits(_BITS) | 1 for _ in range(3))
        self._next = rng.getrandbits(_BITS)

    def new(self, year: int) -> str:
        """Return the next mark of a row entered in the year."""
        number = self._next = (self._next + 1) & _MASK
        for factor in self._factors:
            number = number * factor & _MASK
            number ^= number >> (_BITS // 2)
        letters = "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
        return f"{self._prefix}-{year % 100:02d}-{letters}"
