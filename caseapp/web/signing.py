"""How a signing is kept of which only the day is known."""

from __future__ import annotations

from datetime import date, datetime, time

from caseapp.rules.values import LOCAL


def day_moment(day: date | None) -> datetime | None:
    """Return the beginning of a local day as an aware moment; None for no day."""
    return datetime.combine(day, time(), LOCAL) if day else None
