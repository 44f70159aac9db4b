"""What days about a child may be: after its birth, in order, and not to come."""

from __future__ import annotations

from datetime import date, datetime

from caseapp.records.children import Child
from caseapp.rules.values import RuleBroken, earliest_birth, local_day


def insist_born(child: Child, day: date, field: str) -> None:
    """Raise RuleBroken for a day on which the child cannot have been born yet."""
    born = child.date_of_birth
    if born is not None and day < earliest_birth(born, child.birth_precision):
        raise RuleBroken(
            "Enter a day on or after the child's birth, or correct the birth first", field=field
        )


def insist_past(day: date | None, now: datetime, field: str) -> None:
    """Raise RuleBroken for a day that is still to come."""
    if day is not None and day > local_day(now):
        raise RuleBroken("The day cannot lie in the future", field=field)


def insist_order(first: date | None, last: date | None, field: str) -> None:
    """Raise RuleBroken, at the field of the end, when it does not lie after the beginning."""
    if first is not None and last is not None and last <= first:
        raise RuleBroken("The end must lie after the beginning", field=field)
