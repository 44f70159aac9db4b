"""Marks that people read out over the telephone: random, so that no gap tells of a hidden row."""

from __future__ import annotations

import re
import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LENGTH: Final = 8

CHILD: Final = "TE"
REPORT: Final = "BC"
CASE: Final = "HS"
REFERRAL: Final = "GT"
FILE: Final = "TL"
HANDED: Final = "BG"
KEPT: Final = "VB"
PRINT: Final = "BI"
REQUEST: Final = "YC"
BREACH: Final = "SC"


def new_mark(prefix: str, year: int) -> str:
    """Return a mark such as `HS-26-7KQ4MX2B`: kind, year of entry, 40 random bits.

    Among a million rows a new mark meets an old one once in a million times.
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return f"{prefix}-{year % 100:02d}-{letters}"


MARKED: Final = re.compile(
    rf"[A-Z]{{2}}-[0-9]{{2}}-[{ALPHABET}]{{6,{_LENGTH}}}"
)  # made-up data have six


def is_mark(text: object) -> bool:
    """Tell whether a text is a mark and nothing else: so stands one where a name is hidden."""
    return isinstance(text, str) and MARKED.fullmatch(text) is not None


def opaque(value: object) -> str:
    """Return what the log may hold of something asked for: a mark or a number, else a dash.

    A name that somebody typed into an address would stand in the log for good.
    """
    text = str(value)
    return text if isinstance(value, int) or MARKED.fullmatch(text) else "-"


def subject_of(kind: str, *named: object) -> str:
    """Return how the log names what was asked for: `kind:` and its marks and numbers."""
    return f"{kind}:{','.join(map(opaque, named))}"[:60]
