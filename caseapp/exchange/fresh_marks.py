"""Draws many marks at once that no row of a table bears yet."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from caseapp.desk import Door
from caseapp.exchange.bulk_rows import next_id
from caseapp.records.children import Child
from caseapp.records.listing import listed_texts
from caseapp.records.marks import ALPHABET, new_mark
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.values import local_day

_CROCKFORD: Final = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())
_GROUP: Final = 5  # bytes that become eight letters of base 32 without a remainder


def fresh_marks(
    door: Door, model: type[Child | Report | Referral], prefix: str, number: int
) -> list[str]:
    """Return that many marks of this year, all different and none of them in the table.

    Drawing one by one costs more than inserting the row; and of a million draws two may be
    alike, so marks are compared, not trusted.
    """
    sample = new_mark(prefix, local_day(door.now).year)
    lead = sample[: sample.rindex("-") + 1]
    length = len(sample) - len(lead)
    drawn: dict[str, None] = {}
    while len(drawn) < number:
        lacking = number - len(drawn)
        fresh = {lead + letters for letters in _letters(lacking, length)} - drawn.keys()
        drawn.update(dict.fromkeys(fresh - _taken(door, model, fresh)))
    return list(drawn)


def _taken(door: Door, model: type[Child | Report | Referral], fresh: set[str]) -> set[str]:
    if next_id(door, model) == 1:
        return set()
    return set(door.session.scalars(select(model.code).where(model.code.in_(listed_texts(fresh)))))


def _letters(number: int, length: int) -> Iterator[str]:
    """Yield random letters of Crockford's alphabet."""
    raw = secrets.token_bytes(_GROUP * -(-number * length // 8))
    letters = base64.b32encode(raw).translate(_CROCKFORD).decode("ascii")
    return (letters[at : at + length] for at in range(0, number * length, length))
