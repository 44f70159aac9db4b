"""A breach of personal data: until when A05 must be told, and how long its file is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.values import local_day

TELL_WITHIN: Final = timedelta(hours=72)
KEPT_YEARS: Final = 5
CITATION: Final = f"Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP ({PENDING})"
"""Both numbers are known at second hand alone."""


def tell_until(found_at: datetime) -> datetime:
    """Return when A05 (Ministry of Public Security) must have been told, from the discovery."""
    return found_at + TELL_WITHIN


def is_late(found_at: datetime, told_at: datetime | None, now: datetime) -> bool:
    """Tell whether A05 was told too late, or is still to be told after the limit."""
    return (told_at or now) > tell_until(found_at)


def kept_until(found_at: datetime) -> date:
    """Return the first day on which the file of a breach need no longer be kept."""
    day = local_day(found_at)
    return date(
        day.year + KEPT_YEARS, day.month, 28 if (day.month, day.day) == (2, 29) else day.day
    )
