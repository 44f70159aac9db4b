"""The first 12 hours to the second: reminders, moments that cannot be, targets, late and in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseapp.rules.access import Role
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.first_hours import (
    Target,
    check_moment,
    check_receipt,
    check_target,
    clears_late,
    reminders,
)
from caseapp.rules.values import LOCAL, RuleBroken

# The Saturday before Tết 2026, 22:00 in Cần Thơ.
NIGHT = datetime(2026, 2, 14, 22, 0, tzinfo=LOCAL)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
END = NIGHT + 12 * HOUR


@pytest.mark.parametrize(
    ("after", "roles"),
    [
        (timedelta(), []),
        (12 * HOUR - SECOND, []),
        (12 * HOUR, [Role.CHAIR]),
        (24 * HOUR - SECOND, [Role.CHAIR]),
        (24 * HOUR, [Role.CHAIR, Role.SUPERVISOR]),
        (24 * HOUR + SECOND, [Role.CHAIR, Role.SUPERVISOR]),
    ],
)
def test_who_is_reminded_of_a_decision_that_waits(after: timedelta, roles: list[Role]) -> None:
    assert [each.role for each in reminders(NIGHT, NIGHT + after)] == roles


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        (NIGHT - SECOND, "before the report"),
        (NIGHT, ""),
        (NIGHT + HOUR, ""),
        (NIGHT + HOUR + SECOND, "in the future"),
    ],
)
def test_a_decision_lies_between_receipt_and_now(decided: datetime, words: str) -> None:
    if not words:
        return check_moment(decided, NIGHT, NIGHT + HOUR)
    with pytest.raises(RuleBroken, match=words):
        check_moment(decided, NIGHT, NIGHT + HOUR)
    return None


ENTERED, DECIDED = NIGHT + 2 * HOUR, NIGHT + HOUR


@pytest.mark.parametrize(
    ("received", "decided", "words"),
    [
        (NIGHT - HOUR, DECIDED, ""),
        (NIGHT, None, "stands there already"),
        (DECIDED, DECIDED, ""),
        (DECIDED + SECOND, DECIDED, "A decision was made"),
        (ENTERED, None, ""),
        (ENTERED + SECOND, None, "was entered before"),
    ],
)
def test_a_report_is_received_before_it_is_entered_and_decided(
    received: datetime, decided: datetime | None, words: str
) -> None:
    if not words:
        return check_receipt(received, NIGHT, ENTERED, decided)
    with pytest.raises(RuleBroken, match=words):
        check_receipt(received, NIGHT, ENTERED, decided)
    return None


# Old end, new end as hours from the old one, the moment, when it stopped, and what comes out.
@pytest.mark.parametrize(
    ("later", "now", "stopped", "clears"),
    [
        (HOUR, END, None, False),  # the last moment is in time: nothing to clear
        (HOUR, END + SECOND, None, True),
        (HOUR, END + HOUR, None, True),
        (HOUR, END + HOUR + SECOND, None, False),  # late before and after
        (-HOUR, END + SECOND, None, False),
        (HOUR, END + 9 * HOUR, END, False),
        (HOUR, END + 9 * HOUR, END + SECOND, True),
        (HOUR, END + 9 * HOUR, END + HOUR, True),
        (HOUR, END + 9 * HOUR, END + HOUR + SECOND, False),
        (-HOUR, END + 9 * HOUR, END - HOUR + SECOND, False),  # it becomes late: no favour
    ],
)
def test_what_turns_late_into_on_time(
    later: timedelta, now: datetime, stopped: datetime | None, clears: bool
) -> None:
    assert due(EMERGENCY, NIGHT) == END
    assert clears_late(END, END + later, now, stopped) is clears


DAY = date(2026, 2, 14)
NEXT = date(2026, 2, 15)


def test_a_target_holds_from_its_first_day_up_to_its_last() -> None:
    target = Target(8, DAY, date(2026, 2, 17))
    days = [date(2026, 2, number) for number in (13, 14, 16, 17)]
    assert [target.holds(day) for day in days] == [False, True, True, False]
    assert Target(8, DAY, None).holds(date(2036, 1, 1))
    assert target.due(NIGHT) == NIGHT + 8 * HOUR
    assert target.due(NIGHT).tzinfo == UTC


@pytest.mark.parametrize(
    ("hours", "since", "until", "others", "field"),
    [
        (8, DAY, None, [], ""),
        (1, DAY, NEXT, [], ""),
        (11, NEXT, None, [Target(8, DAY, NEXT)], ""),
        (0, DAY, None, [], "hours"),
        (12, DAY, None, [], "hours"),
        (13, DAY, None, [], "hours"),
        (8, date(2026, 2, 13), None, [], "valid_from"),
        (8, NEXT, NEXT, [], "last_day"),
        (8, NEXT, None, [Target(6, DAY, None)], "valid_from"),
        (8, DAY, None, [Target(6, NEXT, None)], "valid_from"),
        (8, DAY, NEXT, [Target(6, NEXT, None)], ""),
        (8, DAY, None, [Target(6, NEXT, NEXT)], ""),  # ended before it began
    ],
)
def test_a_target_is_earlier_than_the_law_and_alone_on_its_days(
    hours: int, since: date, until: date | None, others: list[Target], field: str
) -> None:
    new = Target(hours, since, until)
    if not field:
        return check_target(new, others, DAY)
    with pytest.raises(RuleBroken) as broken:
        check_target(new, others, DAY)
    assert broken.value.field == field
    return None
