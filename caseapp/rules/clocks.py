"""The statutory clocks: what starts each, how long it runs, what stops it, by which article."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from caseapp.rules.calendar import (
    OFFICIAL,
    Calendar,
    end_of_day,
    end_of_working_day,
    working_days_between,
)
from caseapp.rules.values import Edition, local_day

_DECREE_56 = Edition(
    id="56/2017/NĐ-CP",
    valid_from=date(2017, 7, 1),
    valid_until=None,
    source="Nghị định 56/2017/NĐ-CP ngày 09/5/2017",
)


SOON: Final = timedelta(hours=4)
"""From here on a clock is shown in red: for the 12 hours of the emergency, from the 8th hour."""


@dataclass(frozen=True)
class Clock:
    """A deadline that the law sets: `length` in `unit`, from the recorded moment named.

    `confirmed` is False while how it is counted was not seen in an official text. A `ceiling` is
    moved by nobody. It is shown in red when `soon` is left.
    """

    name: str
    vi: str
    en: str
    length: int
    unit: Literal["hours", "days", "working_days", "months"]
    counts_from: str
    stopped_by: str
    article: str
    edition: Edition
    confirmed: bool = True
    ceiling: bool = False
    soon: timedelta = SOON


EMERGENCY: Final = Clock(
    name="emergency",
    vi="Quyết định về biện pháp bảo vệ khẩn cấp",
    en="Decision on emergency measures",
    length=12,
    unit="hours",
    counts_from="received_at",
    # The chair's decision, whichever way it goes: measures apply, or they do not.
    stopped_by="measure_decided",
    article="Khoản 3 Điều 26, khoản 1 Điều 31 và Điều 32 Nghị định 56/2017/NĐ-CP",
    edition=_DECREE_56,
)

_A_DAY: Final = timedelta(days=1)

PLAN_SUBMISSION: Final = Clock(
    name="plan_submission",
    vi="Trình kế hoạch hỗ trợ, can thiệp",
    en="Submit the support and intervention plan",
    length=5,
    unit="working_days",
    counts_from="received_at",
    stopped_by="plan_submitted",
    article="Khoản 1 Điều 28 Nghị định 56/2017/NĐ-CP",
    edition=_DECREE_56,
    confirmed=False,  # the article names 5 working days; from which moment was not seen
    soon=_A_DAY,
)
PLAN_APPROVAL: Final = Clock(
    name="plan_approval",
    vi="Phê duyệt kế hoạch hỗ trợ, can thiệp",
    en="Approve the support and intervention plan",
    length=7,
    unit="working_days",
    counts_from="received_at",
    stopped_by="plan_approved",
    article="Điều 28 Nghị định 56/2017/NĐ-CP; thủ tục phê duyệt kế hoạch",
    edition=_DECREE_56,
    confirmed=False,
    soon=_A_DAY,
)
SEPARATION: Final = Clock(
    name="separation",
    vi="Tạm thời cách ly trẻ em: không quá 15 ngày",
    en="Temporary separation: not more than 15 days",
    length=15,
    unit="days",
    counts_from="decided_at",
    stopped_by="separation_lifted",
    article="Điều 32 Nghị định 56/2017/NĐ-CP",
    edition=_DECREE_56,
    confirmed=False,
    ceiling=True,
    soon=5 * _A_DAY,  # from the 10th day on one of the ways out is asked for
)
CARE_HAND_OVER: Final = Clock(
    name="care_hand_over",
    vi="Giao, nhận trẻ em chăm sóc thay thế",
    en="Hand the child over to alternative care",
    length=15,
    unit="working_days",
    counts_from="decided_at",
    stopped_by="child_handed_over",
    article="Thủ tục chăm sóc thay thế, Nghị định 56/2017/NĐ-CP",
    edition=_DECREE_56,
    confirmed=False,
    soon=2 * _A_DAY,
)
FOLLOW_UP: Final = Clock(
    name="follow_up",
    vi="Theo dõi, đánh giá trẻ em được chăm sóc thay thế",
    en="Follow the child in alternative care",
    length=6,
    unit="months",
    counts_from="followed_at",
    stopped_by="followed",
    article="Điều 13 Thông tư 14/2020/TT-BLĐTBXH",
    edition=Edition(
        id="14/2020/TT-BLĐTBXH",
        valid_from=date(2021, 2, 15),
        valid_until=None,
        source="Thông tư 14/2020/TT-BLĐTBXH",
    ),
    confirmed=False,
    soon=14 * _A_DAY,
)

CLOCKS: Final = {
    clock.name: clock
    for clock in (
        EMERGENCY,
        PLAN_SUBMISSION,
        PLAN_APPROVAL,
        SEPARATION,
        CARE_HAND_OVER,
        FOLLOW_UP,
    )
}
"""Every clock by its name: one table with article, start, stop and edition."""

FARTHEST: Final = max(clock.soon for clock in CLOCKS.values())
"""No clock is near its end before this is left."""

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


def due(clock: Clock, moment: datetime, calendar: Calendar = OFFICIAL) -> datetime:
    """The last moment in time, counted from the recorded moment; ValueError if it is naive.

    Hours are clock hours: nights, weekends and holidays count (Decree 56/2017 Art. 26.3). Days,
    working days and months count from the local day, which is not counted itself, and end at 24:00
    of the last day (Civil Code 2015, Art. 147 and 148).
    """
    if clock.unit == "working_days":
        return end_of_working_day(_aware(moment), clock.length, calendar)
    if clock.unit == "days":
        return end_of_day(local_day(moment) + timedelta(days=clock.length))
    if clock.unit == "months":
        return end_of_day(months_later(local_day(moment), clock.length))
    # Counted in UTC, so that hours are hours in whatever zone the moment was given.
    end = _aware(moment).astimezone(UTC) + timedelta(hours=clock.length)
    return end.astimezone(moment.tzinfo)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def after_pause(
    clock: Clock, due_at: datetime, paused_at: datetime, resumed_at: datetime, calendar: Calendar
) -> datetime:
    """Return the end of a clock that stood still between two moments.

    A clock in working days gets back those that began while it stood; others the time itself.
    """
    if clock.unit != "working_days":
        return due_at + (resumed_at - paused_at)
    lost = working_days_between(local_day(paused_at), local_day(resumed_at), calendar)
    last = due_at - timedelta(seconds=1)
    return end_of_working_day(last, lost, calendar) if lost else due_at


def remaining(due: datetime, now: datetime) -> timedelta:
    """Time left until the end, negative when it has passed; ValueError for naive moments."""
    return _aware(due) - _aware(now)


def standing(
    due: datetime, now: datetime, stopped_at: datetime | None = None, soon: timedelta = SOON
) -> Standing:
    """How the clock stands now, or stood when it was stopped; its last moment is still in time."""
    left = remaining(due, now if stopped_at is None else stopped_at)
    return Standing(_kind(left, soon, stopped=stopped_at is not None), due, left, stopped_at)


def _kind(left: timedelta, soon: timedelta, *, stopped: bool) -> Kind:
    if left < timedelta():
        return "missed" if stopped else "late"
    if stopped:
        return "kept"
    return "soon" if left <= soon else "running"


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
