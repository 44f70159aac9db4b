"""The first 12 hours: decisions that another enters, corrected receipts, earlier internal targets.

Source of the 12 hours: Decree 56/2017, Art. 26.3, 31.1 and 32. How a decision reaches the record
the decree leaves open; that it counts at its own moment and is confirmed is the client's order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from caseapp.rules.access import Role
from caseapp.rules.clocks import EMERGENCY, standing
from caseapp.rules.values import RuleBroken

LATE: Final = frozenset({"late", "missed"})
"""Standings beyond the legal end, whether the decision came afterwards or not yet."""


@dataclass(frozen=True)
class Reminder:
    """Who is told, so long after its entry, of a decision that still waits for confirmation."""

    after: timedelta
    role: Role


UNCONFIRMED: Final = (
    Reminder(timedelta(hours=12), Role.CHAIR),
    Reminder(timedelta(hours=24), Role.SUPERVISOR),
)
"""After the first word to whoever decided: the chair on the next day, then the supervisor."""


def reminders(entered_at: datetime, now: datetime) -> tuple[Reminder, ...]:
    """Return the reminders that are due by now."""
    return tuple(each for each in UNCONFIRMED if now - entered_at >= each.after)


def check_moment(decided_at: datetime, received_at: datetime, now: datetime) -> None:
    """Raise RuleBroken for a decision before the receipt or in the future."""
    if decided_at > now:
        raise RuleBroken("The decision cannot lie in the future", field="decided_at")
    if decided_at < received_at:
        raise RuleBroken("The decision cannot lie before the report", field="decided_at")


def check_receipt(
    received_at: datetime, old: datetime, entered_at: datetime, decided_at: datetime | None
) -> None:
    """Raise RuleBroken for a corrected receipt that cannot be.

    A report is received before it is entered, and before the first decision on it (`decided_at`).
    """
    if received_at == old:
        raise RuleBroken("This is the moment that stands there already", field="received_at")
    if received_at > entered_at:
        raise RuleBroken(
            "The report was entered before this moment, so it was received earlier",
            field="received_at",
        )
    if decided_at is not None and received_at > decided_at:
        raise RuleBroken(
            "A decision was made before this moment, so the report was received earlier",
            field="received_at",
        )


def clears_late(
    old_due: datetime, new_due: datetime, now: datetime, stopped_at: datetime | None
) -> bool:
    """Tell whether the new end would turn a clock that is late into one in time."""
    before, after = (standing(due, now, stopped_at).kind for due in (old_due, new_due))
    return before in LATE and after not in LATE


@dataclass(frozen=True)
class Target:
    """A unit's own, earlier target for reports received from a day until another (exclusive)."""

    hours: int
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def due(self, received_at: datetime) -> datetime:
        """Return the last moment within the target, counted like the legal end."""
        return received_at.astimezone(UTC) + timedelta(hours=self.hours)

    def overlaps(self, other: Target) -> bool:
        """Tell whether both would be in force on some day."""
        first, second = sorted((self, other), key=lambda each: each.valid_from)
        ends = first.valid_until or date.max
        begins_late = second.valid_from >= ends
        empty = any(each.valid_until == each.valid_from for each in (first, second))
        return not begins_late and not empty


def check_target(new: Target, standing_ones: Iterable[Target], today: date) -> None:
    """Raise RuleBroken for a target that is no earlier one, lies in the past, or overlaps."""
    if not 1 <= new.hours < EMERGENCY.length:
        raise RuleBroken(
            "The law's end is 12 hours: a unit may only set an earlier one, of 1 to 11 hours",
            field="hours",
        )
    if new.valid_from < today:
        raise RuleBroken("A target begins today or later", field="valid_from")
    if new.valid_until is not None and new.valid_until <= new.valid_from:
        raise RuleBroken("The last day lies before the first", field="last_day")
    if any(new.overlaps(other) for other in standing_ones):
        raise RuleBroken(
            "Another target of the unit holds on some of these days: end it first",
            field="valid_from",
        )
