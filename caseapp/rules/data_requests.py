"""Requests about a child's personal data: their states, and in how many days each is answered.

Law 91/2025 on personal data and Decree 356/2025. The texts are still to be compared with the
official ones: each row says whether its number was seen in a text of the law or only at second
hand. Days of execution count from the receipt, so that a limit is rather too early than too late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caseapp.rules.calendar import OFFICIAL, Calendar, end_of_day, end_of_working_day
from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.codes.personal_data import DATA_REQUEST_STATES
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import Edition, RuleBroken, local_day

DATA_REQUESTS: Final = Lifecycle(
    name="data request",
    states=DATA_REQUEST_STATES.codes,
    initial="received",
    moves=(
        Move("prepare", frozenset({"received"}), "prepared"),
        Move("return", frozenset({"prepared"}), "received"),
        Move("accept", frozenset({"received", "prepared"}), "accepted"),
        Move("refuse", frozenset({"received", "prepared"}), "refused"),
        Move("execute", frozenset({"accepted"}), "executed"),
    ),
)

UNANSWERED: Final = frozenset({"received", "prepared"})
RUNNING: Final = UNANSWERED | {"accepted"}
"""States in which a limit runs."""

_EDITION: Final = Edition(
    id="356/2025/NĐ-CP",
    valid_from=date(2026, 1, 1),
    valid_until=None,
    source="Nghị định 356/2025/NĐ-CP",
)


@dataclass(frozen=True)
class Limit:
    """In how many days a kind is carried out; `confirmed` once a text of the law was seen for it.

    `with_processor`: when another body processes the data; `extension`: days of the one extension.
    """

    kind: str
    days: int
    with_processor: int
    extension: int
    source: str = _EDITION.source
    confirmed: bool = True
    edition: Edition = _EDITION

    @property
    def citation(self) -> str:
        """The source, with the warning while the number is known at second hand alone."""
        return self.source if self.confirmed else f"{self.source} ({PENDING})"


REPLY_WORKING_DAYS: Final = 2
"""Decree 356/2025: a request is answered in so many working days."""

LIMITS: Final = {
    limit.kind: limit
    for limit in (
        Limit("access", 10, 10, 0, confirmed=False),
        Limit("correction", 10, 10, 0, confirmed=False),
        Limit("restriction", 15, 20, 15),
        Limit("objection", 15, 20, 15),
        Limit("withdrawal", 15, 20, 15),
        Limit("erasure", 20, 20, 0, confirmed=False),
    )
}
"""The limit of each kind of request."""


def reply_due(received_at: datetime, calendar: Calendar = OFFICIAL) -> datetime:
    """Return when a request must have been answered."""
    return end_of_working_day(received_at, REPLY_WORKING_DAYS, calendar)


def execution_due(
    kind: str, received_at: datetime, *, with_processor: bool = False, extended: bool = False
) -> datetime:
    """Return when a request must have been carried out, the day of receipt not counted."""
    limit = LIMITS[kind]
    days = limit.with_processor if with_processor else limit.days
    days += limit.extension if extended else 0
    return end_of_day(local_day(received_at) + timedelta(days=days))


def due_now(state: str, reply: datetime, execution: datetime) -> datetime | None:
    """Return the limit that runs in a state; None when the request is over."""
    if state in UNANSWERED:
        return min(reply, execution)
    return execution if state in RUNNING else None


def last_day(due: datetime) -> date:
    """Return the last local day of a limit that ends at midnight."""
    return local_day(due - timedelta(seconds=1))


def check_extension(kind: str, *, extended: bool, due: datetime, now: datetime) -> None:
    """Raise RuleBroken unless the limit of a kind may be extended now, for the one time."""
    if not LIMITS[kind].extension:
        raise RuleBroken("The law knows no extension for this kind of request")
    if extended:
        raise RuleBroken("It was extended already: the law allows that once")
    if now >= due:
        raise RuleBroken("The limit has passed: it can be extended no more")
