"""Flags that the software raises by itself: the 16th birthday, near or past."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from caseapp.rules.values import earliest_birth, sixteenth_birthday

SOON: Final = timedelta(days=90)
"""Before the 16th birthday: time to settle what goes on without the law on children."""


def birthday_flag(born: date | None, precision: str, day: date) -> str:
    """Return the flag that the 16th birthday raises on a day, '' for none.

    A birth half known may lie up to a year before the day that is kept: the flag counts from the
    first day on which the birthday may be, but says "has turned 16" only from the kept one on.
    """
    if born is None:
        return ""
    if day >= sixteenth_birthday(born):
        return "sixteen"
    soonest = sixteenth_birthday(earliest_birth(born, precision))
    return "soon_sixteen" if day >= soonest - SOON else ""
