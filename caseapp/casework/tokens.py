"""What stands for a row in an address where its number would tell how many others there are."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from caseapp import desk


def token_of(kind: str, number: int) -> str:
    """Return what stands for the row of a kind with this number; it follows from the keys."""
    return desk.vault().mac(f"{kind}:{number}").hex()[:24]


def meant(kind: str, token: str, numbers: Iterable[int]) -> int:
    """Return which of the numbers a token stands for, 0 for none of them."""
    asked = token.encode()
    return next(
        (one for one in numbers if hmac.compare_digest(token_of(kind, one).encode(), asked)), 0
    )
