"""How long closed files are kept: the city's own dated decision, for no text of a period was seen.

Law 91/2025 asks that data are kept only as long as their purpose needs; the period itself is
unknown (Archives Law 33/2024, to be compared). Nothing is ever deleted by this: it makes a list.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.values import RuleBroken

RETENTION: Final = "retention_years"
"""The name of the setting: whole years after a file was closed."""
LEAST: Final = 1
MOST: Final = 100


def checked_years(typed: str) -> str:
    """Return the years as they are kept; RuleBroken for what is no number between 1 and 100."""
    text = typed.strip()
    sound = text.isascii() and text.isdigit() and len(text) <= len(str(MOST))
    if not sound or not LEAST <= int(text) <= MOST:
        raise RuleBroken("Enter whole years, from 1 to 100", field="years")
    return str(int(text))


def closed_before(today: date, years: int) -> date:
    """Return the day before which a file must have been closed to be past the period."""
    leap = (today.month, today.day) == (2, 29)
    return date(max(today.year - years, 1), today.month, 28 if leap else today.day)
