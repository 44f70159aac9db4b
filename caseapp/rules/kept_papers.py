"""Papers put before a signer: their states, the clerk's numbers, how a signed file is known.

Decree 30/2020, Art. 15: number and day are given by the office's clerk once the paper is signed,
by kind of paper and year; Annex I: numbers below ten are written with a nought before them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from caseapp.rules.codes.signing import KEPT_STATES
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import LOCAL, RuleBroken, local_day, minute_of

WAITING: Final = "waiting"
COMPLETED: Final = "completed"
REPLACED: Final = "replaced"

KEPT_PAPERS: Final = Lifecycle(
    name="kept paper",
    states=KEPT_STATES.codes,
    initial=WAITING,
    moves=(
        Move("complete", frozenset({WAITING}), COMPLETED),
        # A paper that was signed stays what it is: what follows it is another paper.
        Move("replace", frozenset({WAITING}), REPLACED),
    ),
)

CLICK_STOPS: Final = "click_stops_clock"
"""Name of the city's setting: whether the chair's word in here stops the 12 hours by itself."""
YES: Final = "yes"
NO: Final = "no"


def own_register(unit: int) -> str:
    """Return the name of a unit's setting: whether it keeps its register of numbers in here."""
    return f"own_register:{unit}"


@dataclass(frozen=True)
class Deciding:
    """A kind of decision that is put on paper: its form and the symbol that its number ends in."""

    form: str
    symbol: str


KINDS: Final = {
    "separation": Deciding("07", "QĐ-UBND"),
    "plan": Deciding("05", "QĐ-UBND"),
    "extension": Deciding("QĐ-GH", "QĐ-UBND"),
    "lifting": Deciding("QĐ-HB", "QĐ-UBND"),
    "court_request": Deciding("CV-ĐN", "UBND"),
    "emergency": Deciding("QĐ-KC", "QĐ-UBND"),
    "care": Deciding("QĐ-CS", "QĐ-UBND"),
    "care_end": Deciding("QĐ-CD", "QĐ-UBND"),
}
"""The decisions whose paper is kept, each under the word that addresses name it by."""

ANY_ORDER: Final = "order"
"""Stands for whatever follows a separation, where its number alone is known."""

_NUMBER: Final = re.compile(r"[0-9]{1,7}[A-ZĐ]?")
_SYMBOL: Final = re.compile(r"[A-ZĐ0-9]{1,10}([-/.][A-ZĐ0-9]{1,10}){0,4}")
_SIGNATURE: Final = re.compile(rb"<30[0-9A-Fa-f\s]{200,}>")
"""A signature (CMS, RFC 5652) as a PDF writes it: a SEQUENCE of some length at least."""
_RANGE: Final = re.compile(rb"/ByteRange\s*\[" + rb"\s*(\d{1,10})" * 4 + rb"\s*\]")


def clean_number(text: str) -> str:
    """Return a number as it is kept: as the clerk wrote it, in capitals; or RuleBroken."""
    number = unicodedata.normalize("NFC", text).strip().upper()
    if not _NUMBER.fullmatch(number):
        raise RuleBroken(
            "Enter the number that the clerk wrote, for example 27 or 05", field="number"
        )
    return number


def number_key(number: str) -> str:
    """Return what makes a number another one: 7 and 07 are the same."""
    return number.lstrip("0") or "0"


def clean_symbol(text: str) -> str:
    """Return the symbol after the number, in capitals; RuleBroken for what is none."""
    symbol = unicodedata.normalize("NFC", text).strip().upper()
    if not _SYMBOL.fullmatch(symbol):
        raise RuleBroken("Enter what stands after the number, for example QĐ-UBND", field="symbol")
    return symbol


def next_number(given: Iterable[str]) -> str:
    """Return the number after the highest of a register, as the decree writes it: 01 first."""
    counted = [int(each) for each in given if each.isdecimal()]
    return f"{max(counted, default=0) + 1:02d}"


def check_signed(decided_at: datetime, signed_on: date, signed_at: datetime | None,
                 now: datetime) -> datetime:  # fmt: skip
    """Return the moment that the signature counts from: never before the decision itself.

    `signed_at` is the moment where its hour is known; else the day's beginning stands for it, on
    the day of the decision that one's moment. RuleBroken for one before it or in the future.
    """
    moment = signed_at or datetime.combine(signed_on, time(), LOCAL)
    if signed_on > local_day(now) or moment > now:
        raise RuleBroken("The signature cannot lie in the future", field="signed_on")
    early = signed_at is not None and signed_at < minute_of(decided_at)
    if signed_on < local_day(decided_at) or early:
        raise RuleBroken("The signature cannot lie before the decision", field="signed_on")
    return max(moment, decided_at)


def is_signed_file(kept: bytes, content: bytes) -> bool:
    """Tell whether a file is the kept PDF with a digital signature over all of it.

    Signing a PDF adds to its end and changes no byte before; the range that is signed leaves out
    the signature alone, a DER structure in hexadecimal digits. Whether that is genuine, and whether
    what was added changes what the pages show, is not looked into here.
    """
    if len(content) <= len(kept) or not content.startswith(kept):
        return False
    return any(
        start == 0
        and gap >= len(kept)
        and after + rest <= len(content)
        and _SIGNATURE.fullmatch(content, gap, after) is not None
        for start, gap, after, rest in (
            map(int, found.groups()) for found in _RANGE.finditer(content, len(kept))
        )
    )
