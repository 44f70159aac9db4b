"""Temporary separation: how long it lasts, from which day its end is asked for, what is too late.

Decree 56/2017, Art. 32: at most 15 days in total, unless a competent body requires more; it ends by
a decision and never by itself. Days are calendar days, counted from the day of the decision, which
is not counted itself (Civil Code 2015, Art. 147).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

from caseapp.rules.clocks import SEPARATION, Standing, due, standing
from caseapp.rules.forms.form07_separation import FORM
from caseapp.rules.values import RuleBroken, local_day

LONGEST: Final = SEPARATION.length
ASKS_FROM: Final = LONGEST - SEPARATION.soon.days
"""From this day, the 10th, the case asks what follows: the client's wish, not the law."""

FORM_07: Final = FORM.edition

_DAY: Final = timedelta(days=1)

Need = Literal["", "asks", "over", "late"]
"""What a separation in force asks for: nothing yet; a document soon; its own last day is past; the
15 days are past."""


def last_day(decided_at: datetime) -> date:
    """Return the 15th day: the last on which a decision from that moment can hold."""
    return local_day(decided_at) + LONGEST * _DAY


def ends_at(decided_at: datetime) -> datetime:
    """Return the end of the 15th day, at midnight; weekends and holidays make no difference."""
    return due(SEPARATION, decided_at)


def day_of(decided_at: datetime, now: datetime) -> int:
    """Return which day of the separation it is: 0 on the day of the decision."""
    return (local_day(now) - local_day(decided_at)).days


def need(decided_at: datetime, until: date, now: datetime, *, before_court: bool = False) -> Need:
    """Return what a separation in force asks for; `until` is its own last day, as extended.

    Nothing while a request to the court or competent body is sent and was not rejected.
    """
    if before_court:
        return ""
    if now > ends_at(decided_at):
        return "late"
    if local_day(now) > until:
        return "over"
    close = day_of(decided_at, now) >= ASKS_FROM or until - local_day(now) <= _DAY
    return "asks" if close else ""


def stands(
    decided_at: datetime, until: date, now: datetime, stopped_at: datetime | None = None
) -> Standing:
    """Return how the 15 days stand, in red from the day on which a document is asked for."""
    found = standing(ends_at(decided_at), now, stopped_at, SEPARATION.soon)
    soon = found.kind == "running" and need(decided_at, until, now) != ""
    return found._replace(kind="soon") if soon else found


def check_days(first: date, last: date) -> None:
    """Raise RuleBroken for days that no separation can have."""
    if last < first:
        raise RuleBroken("The last day cannot lie before the first", field="last_day")
    if (last - first).days > LONGEST:
        raise RuleBroken(
            "A temporary separation lasts 15 days at most (Decree 56/2017, Art. 32)",
            field="last_day",
        )


def check_last_day(decided_at: datetime, last: date, now: datetime, field: str = "") -> None:
    """Raise RuleBroken for a last day past the 15th, or one that is past when it is decided."""
    name = field or None
    if last > last_day(decided_at):
        raise RuleBroken(
            "The 15 days from the decision end on %(day)s: the last day cannot lie after it "
            "(Decree 56/2017, Art. 32)",
            field=name,
            params={"day": f"{last_day(decided_at):%d/%m/%Y}"},
        )
    if last < local_day(now):
        raise RuleBroken(
            "The last day, %(day)s, is past: it has to be put right first",
            field=name,
            params={"day": f"{last:%d/%m/%Y}"},
        )


def check_extension(decided_at: datetime, until: date, last: date) -> None:
    """Raise RuleBroken for an extension that extends nothing, or beyond the 15 days."""
    if last <= until:
        raise RuleBroken(
            "The separation holds until %(day)s already: enter a later day",
            field="last_day",
            params={"day": f"{until:%d/%m/%Y}"},
        )
    check_last_day(decided_at, last, decided_at, field="last_day")
