"""The statutory clocks: what starts each, how long it runs, what stops it, by which article."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from caseapp.rules.values import Edition

_DECREE_56 = Edition(
    id="56/2017/NĐ-CP",
    valid_from=date(2017, 7, 1),
    valid_until=None,
    source="Nghị định 56/2017/NĐ-CP ngày 09/5/2017",
)


@dataclass(frozen=True)
class Clock:
    """A deadline that the law sets: `length` in `unit`, from the recorded moment named."""

    name: str
    vi: str
    en: str
    length: int
    unit: Literal["hours"]
    counts_from: str
    stopped_by: str
    article: str
    edition: Edition


EMERGENCY: Final = Clock(
    name="emergency",
    vi="Quyết định về biện pháp bảo vệ khẩn cấp",
    en="Decision on emergency measures",
    length=12,
    unit="hours",
    counts_from="received_at",
    # The chair's decision, whichever way it goes: measures apply, or they do not.
    stopped_by="measure_decided",
    article="Điều 26 khoản 3, Điều 31 khoản 1 và Điều 32 Nghị định 56/2017/NĐ-CP",
    edition=_DECREE_56,
)

SOON: Final = timedelta(hours=4)
"""From here on a clock is shown in red: for the 12 hours of the emergency, from the 8th hour."""

Kind = Literal["running", "soon", "late", "kept", "missed"]


class Standing(NamedTuple):
    """How a clock stands: `remaining` is negative beyond its end, and frozen when it stopped."""

    kind: Kind
    due_at: datetime
    remaining: timedelta
    stopped_at: datetime | None


class Words(NamedTuple):
    """A standing in whole units, for ngettext: 9 hours left, 25 minutes left, 5 hours late.

    For `kept` and `missed` the number is what was to spare, or too much, when the clock stopped.
    """

    kind: Kind
    unit: Literal["hours", "minutes"]
    number: int


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("The moment has no time zone, so no clock can count from it.")
    return moment


def due(clock: Clock, moment: datetime) -> datetime:
    """The last moment in time, counted from the recorded moment; ValueError if it is naive.

    Hours are clock hours: nights, weekends and holidays count (Decree 56/2017 Art. 26.3).
    """
    # Counted in UTC, so that hours are hours in whatever zone the moment was given.
    end = _aware(moment).astimezone(UTC) + timedelta(hours=clock.length)
    return end.astimezone(moment.tzinfo)


def remaining(due: datetime, now: datetime) -> timedelta:
    """Time left until the end, negative when it has passed; ValueError for naive moments."""
    return _aware(due) - _aware(now)


def standing(due: datetime, now: datetime, stopped_at: datetime | None = None) -> Standing:
    """How the clock stands now, or stood when it was stopped; its last moment is still in time."""
    left = remaining(due, now if stopped_at is None else stopped_at)
    return Standing(_kind(left, stopped=stopped_at is not None), due, left, stopped_at)


def _kind(left: timedelta, *, stopped: bool) -> Kind:
    if left < timedelta():
        return "missed" if stopped else "late"
    if stopped:
        return "kept"
    return "soon" if left <= SOON else "running"


_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def in_words(standing: Standing) -> Words:
    """The standing in whole hours, or in minutes under an hour.

    Rounded down, so that never more time is promised than there is; what is late at all is
    late by one minute at least.
    """
    amount = abs(standing.remaining)
    if amount >= _HOUR:
        return Words(standing.kind, "hours", amount // _HOUR)
    minutes = amount // _MINUTE
    if standing.kind in ("late", "missed"):
        minutes = max(1, minutes)
    return Words(standing.kind, "minutes", minutes)
