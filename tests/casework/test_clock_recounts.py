"""Ends that are counted anew, by the calendar or a corrected receipt, but for those set by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.calendars import list_days, withdraw_days
from caseapp.casework.case_clocks import free_plan_clocks, hold_plan_clocks, stop_clocks
from caseapp.casework.case_reading import read_case
from caseapp.casework.clock_changes import (
    ChangeView,
    list_changes,
    override_clock,
    pause_clock,
    read_clocks,
    see_change,
)
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.notices import list_own
from caseapp.casework.receipts import correct_receipt
from caseapp.records.cases import Case
from caseapp.rules.access import Act
from caseapp.rules.values import LOCAL
from tests.factories.children import actor_of
from tests.factories.city_days import ADMINISTRATOR, free
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER, SUPERVISOR
from tests.factories.web import make_user

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SUBMISSION = datetime(2026, 12, 1, tzinfo=LOCAL)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def code(house: House) -> str:
    return open_a_case(house, OFFICER)


def due(code: str, number: int = 1) -> datetime:
    return read_clocks(OFFICER, code, now=NOW).clocks[number - 1].standing.due_at


def test_an_end_set_by_the_supervisor_is_not_moved_by_the_calendar(house: House, code: str) -> None:
    with house.app.app_context():
        override_clock(SUPERVISOR, code, 1, last_day=date(2026, 12, 4), reason="x", now=NOW)
        free(FRIDAY)
        watch_clocks(now=NOW)
        assert due(code) == datetime(2026, 12, 5, tzinfo=LOCAL)
        assert due(code, 2) == datetime(2026, 12, 4, tzinfo=LOCAL)


def test_a_new_free_day_moves_running_ends_and_the_supervisor_is_told(
    house: House, code: str
) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        free(FRIDAY)
        assert due(code) == SUBMISSION  # the worker's round counts anew
        watch_clocks(now=NOW)
        watch_clocks(now=NOW)
        assert due(code) == SUBMISSION + DAY
        assert [n.kind for n in list_own(supervisor, now=NOW)].count("clock_moved") == 2
        changes = list_changes(supervisor, now=NOW)
        assert [(c.kind, c.seen_at, c.by) for c in changes] == [("calendar", None, "")] * 2
        see_change(supervisor, code, changes[0].number, now=NOW)
        assert [c.seen_at for c in list_changes(supervisor, now=NOW)] == [None, NOW]
        assert len(list_changes(supervisor, now=NOW + 91 * DAY)) == 1  # the new one stays
        (entry,) = list_days(OFFICER, now=NOW)
        withdraw_days(ADMINISTRATOR, entry.number, now=NOW)
        watch_clocks(now=NOW)
        assert due(code) == SUBMISSION


def test_late_stays_late_whatever_the_calendar_says_then(house: House, code: str) -> None:
    with house.app.app_context():
        free(FRIDAY)
        watch_clocks(now=SUBMISSION + SECOND)
        assert due(code) == SUBMISSION


def correct(code: str, now: datetime = NOW) -> None:
    """Say that the case's report had come in three days before, on Friday."""
    (report,) = read_case(OFFICER, code, now=now).reports
    earlier = report.received_at - 3 * DAY
    correct_receipt(OFFICER, report.code, received_at=earlier, reason="Nhầm", now=now)


def stopped(code: str) -> None:
    with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
        stop_clocks(door, door.find(Case, code=code), "plan_submission", moment=NOW)


def held(code: str) -> None:
    with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
        hold_plan_clocks(door, door.find(Case, code=code))


def set_by_hand(code: str) -> None:
    override_clock(SUPERVISOR, code, 1, last_day=date(2026, 12, 4), reason="x", now=NOW)


def test_a_corrected_receipt_moves_running_ends_and_the_supervisor_is_told(
    house: House, code: str
) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    officer = actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        (report,) = read_case(officer, code, now=NOW).reports
        for days in (3, 6):
            earlier = report.received_at - days * DAY
            correct_receipt(officer, report.code, received_at=earlier, reason="Nhầm", now=NOW)
            assert read_clocks(officer, code, now=NOW).clocks[0].started_at == earlier
        assert due(code) == SUBMISSION - 6 * DAY
        kinds = [notice.kind for notice in list_own(supervisor, now=NOW)]
        assert kinds.count("clock_by_receipt") == 4
        listed = list_changes(supervisor, now=NOW)
        assert {each.kind for each in listed} == {"receipt"}
        ends = [(c.old_due_at, c.new_due_at) for c in listed if c.clock.name == "plan_submission"]
        first, second = SUBMISSION - 3 * DAY, SUBMISSION - 6 * DAY
        assert sorted(ends, reverse=True) == [(SUBMISSION, first), (first, second)]
        free(date(2026, 11, 18))
        watch_clocks(now=NOW)  # counted anew, not set by hand: the calendar still moves it
        assert due(code) == SUBMISSION - 5 * DAY


@pytest.mark.parametrize(
    ("before", "end"),
    [
        (stopped, SUBMISSION),
        (set_by_hand, datetime(2026, 12, 5, tzinfo=LOCAL)),
        (lambda code: pause_clock(SUPERVISOR, code, 1, reason="x", now=NOW), SUBMISSION),
    ],
)
def test_what_is_settled_keeps_its_end_when_a_receipt_is_corrected(
    house: House, code: str, before: Callable[[str], None], end: datetime
) -> None:
    def changes() -> list[ChangeView]:
        found = read_clocks(OFFICER, code, now=NOW).changes
        return [each for each in found if each.clock.name == "plan_submission"]

    with house.app.app_context():
        before(code)
        clock, known = read_clocks(OFFICER, code, now=NOW).clocks[0], changes()
        correct(code)
        after = read_clocks(OFFICER, code, now=NOW).clocks[0]
        assert (after.standing, after.paused_at) == (clock.standing, clock.paused_at)
        assert (due(code), changes()) == (end, known)
        assert due(code, 2) == datetime(2026, 12, 2, tzinfo=LOCAL)  # nothing settled that one


def test_a_clock_held_back_runs_on_from_the_corrected_receipt(house: House, code: str) -> None:
    with house.app.app_context():
        held(code)
        correct(code)
        assert read_clocks(OFFICER, code, now=NOW).changes == []
        with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
            free_plan_clocks(door, door.find(Case, code=code))
        assert due(code) == SUBMISSION - 3 * DAY


def test_late_stays_late_whatever_receipt_is_corrected(house: House, code: str) -> None:
    with house.app.app_context():
        correct(code, SUBMISSION + SECOND)
        assert due(code) == SUBMISSION
