"""How old the newest copy away from the machine may be before everyone in charge is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

OFF_MACHINE_WITHIN: Final = timedelta(hours=26)
"""A copy each night, and two hours for a night that runs late. No law fixes it: losing a day of
reports is what the house bears at most."""


def overdue(held_at: datetime | None, now: datetime) -> bool:
    """Tell whether no verified copy lies off the machine that holds what stood 26 hours ago.

    `held_at` is the moment up to which the newest of them reaches. One from the future counts no
    more than an old one: a clock was wrong, and the line must not stay away for that.
    """
    return held_at is None or abs(now - held_at) > OFF_MACHINE_WITHIN
