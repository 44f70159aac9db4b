"""A breach of personal data: until when A05 must be told, and how long its file is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.values import local_day

TOLD: Final = "told"
UNTOLD: Final = "untold"
"""Additions to a breach's file: that A05 was told, and that this was entered by mistake."""
TELL_WITHIN: Final = timedelta(hours=72)
KEPT_YEARS: Final = 5
CITATION: Final = f"Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP ({PENDING})"
"""Both numbers are known at second hand alone."""


def tell_until(found_at: datetime) -> datetime:
    """Return when A05 (Ministry of Public Security) must have been told, from the discovery."""
    return found_at + TELL_WITHIN


@dataclass(frozen=True)
class Told:
    """An entry of the file by its number: that A05 was told, at a moment, or that it was not."""

    number: int
    kind: str
    at: datetime


def standing(entries: Iterable[Told]) -> tuple[list[Told], dict[int, Told]]:
    """Return what still says that A05 was told, and what each taking back took, by its number.

    In the order of entering: each taking back takes the last that stands.
    """
    stands: list[Told] = []
    taken: dict[int, Told] = {}
    for entry in entries:
        if entry.kind == TOLD:
            stands.append(entry)
        elif entry.kind == UNTOLD and stands:
            taken[entry.number] = stands.pop()
    return stands, taken


def is_late(found_at: datetime, told_at: datetime | None, now: datetime) -> bool:
    """Tell whether A05 was told too late, or is still to be told after the limit."""
    return (told_at or now) > tell_until(found_at)


def kept_until(found_at: datetime) -> date:
    """Return the first day on which the file of a breach need no longer be kept."""
    day = local_day(found_at)
    return date(
        day.year + KEPT_YEARS, day.month, 28 if (day.month, day.day) == (2, 29) else day.day
    )
