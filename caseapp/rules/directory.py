"""What the directory of agencies is held to: whom a service is for, and when it must be checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from caseapp.rules.codes.agencies import AGENCY_KINDS
from caseapp.rules.duty import dialled
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken

STALE_MONTHS: Final = 6
"""After so many months an entry is to be checked with the agency once more."""

_YEAR: Final = 12


def due_before(day: date) -> date:
    """Return the day before which an entry was verified that must be checked again on the day."""
    months = day.year * _YEAR + day.month - 1 - STALE_MONTHS
    year, month = divmod(months, _YEAR)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def is_stale(verified_on: date | None, day: date) -> bool:
    """Tell whether an entry was never verified, or over six months before the day."""
    return verified_on is None or verified_on < due_before(day)


def is_offered(valid_until: date | None, day: date) -> bool:
    """Tell whether a service is still given on the day (`valid_until` exclusive)."""
    return valid_until is None or day < valid_until


def units_today(unit_id: int) -> frozenset[int]:
    """Return a unit and, when it is one of before the reform, the units that it passed to."""
    return frozenset({unit_id, *(link.new for link in territory().links if link.old == unit_id)})


def serves(area: Iterable[int], unit_id: int) -> bool:
    """Tell whether a service for these units, or for the whole city when none, is for a unit."""
    units = frozenset(area)
    return not units or bool(units & units_today(unit_id))


def check_kind(kind: str) -> str:
    """Return the code of a kind; RuleBroken for another text."""
    if kind not in AGENCY_KINDS:
        raise RuleBroken("Choose what kind of agency it is", field="kind")
    return kind


def check_phone(phone: str) -> str:
    """Return a number as it is written, '' for none; RuleBroken for what nobody can dial."""
    written = " ".join(phone.split())
    if written:
        dialled(written)
    return written
