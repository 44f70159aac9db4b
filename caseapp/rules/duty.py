"""The duty list: which places it has, what it lacks on a day, and how a number is dialled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.codes.duty import DUTY_ROLES
from caseapp.rules.values import RuleBroken

OF_WARD: Final = ("chair", "deputy", "officer", "police", "health")
OF_CITY: Final = ("supervisor", "city_phone")
"""The places on the list of a ward or commune, and on that of the city."""

GAPS: Final = ("no_list", "expired", "no_chair", "no_supervisor", "no_city_phone")
"""What a list may lack, the gravest first."""

MOST_PLACES: Final = 20

_DIALLED: Final = re.compile(r"\+?[0-9][0-9 .()-]*")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_DIGITS: Final = range(3, 16)  # from 113 to the longest number of the world (ITU-T E.164)


@dataclass(frozen=True)
class Days:
    """The days of an entry: from the first, until `valid_until` (exclusive; None = open)."""

    role: str
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the entry is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def places_of(*, city: bool) -> tuple[str, ...]:
    """Return the places that a list has."""
    return OF_CITY if city else OF_WARD


def order_of(role: str, place: int) -> tuple[int, int]:
    """Return where somebody stands among those to call."""
    return DUTY_ROLES.codes.index(role), place


def gaps(entries: Iterable[Days], day: date, *, city: bool) -> tuple[str, ...]:
    """Return what a list lacks on the day; an entry always has a number."""
    kept = list(entries)
    held = {entry.role for entry in kept if entry.holds(day)}
    if not held:
        return ("expired",) if kept else ("no_list",)
    wanted = (
        {"supervisor": "no_supervisor", "city_phone": "no_city_phone"}
        if city
        else {"chair": "no_chair"}
    )
    return tuple(gap for role, gap in wanted.items() if role not in held)


def dialled(phone: str) -> str:
    """Return the digits of a telephone number as a telephone dials them.

    Raises RuleBroken for what is no number.
    """
    digits = re.sub(r"[^0-9+]", "", phone)
    if not _DIALLED.fullmatch(phone.strip()) or len(digits.lstrip("+")) not in _DIGITS:
        raise RuleBroken("Enter the telephone number in digits", field="phone")
    return digits


def check_address(mail: str) -> str:
    """Return a mail address without blanks around it, '' for none; RuleBroken for other text."""
    found = mail.strip()
    if found and not _ADDRESS.fullmatch(found):
        raise RuleBroken("Enter an address such as name@example.org", field="mail")
    return found
