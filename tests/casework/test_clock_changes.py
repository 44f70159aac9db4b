"""Ends that are moved: by the supervisor alone, with a reason; by the calendar; never a ceiling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.case_clocks import start_clock
from caseapp.casework.clock_changes import (
    override_clock,
    pause_clock,
    read_clocks,
    resume_clock,
)
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.notices import list_own
from caseapp.records.cases import Case
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import LOCAL, RuleBroken
from tests.factories.city_days import ADMINISTRATOR
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SUBMISSION = datetime(2026, 12, 1, tzinfo=LOCAL)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def code(house: House) -> str:
    return open_a_case(house, OFFICER)


def due(code: str, number: int = 1) -> datetime:
    return read_clocks(OFFICER, code, now=NOW).clocks[number - 1].standing.due_at


def test_a_pause_gives_the_working_days_back(house: House, code: str) -> None:
    with house.app.app_context():
        pause_clock(SUPERVISOR, code, 1, reason="Chờ giám định", now=NOW + DAY)
        assert read_clocks(OFFICER, code, now=NOW + 30 * DAY).clocks[0].standing.kind == "running"
        watch_clocks(now=SUBMISSION + SECOND)
        told = [notice.kind for notice in list_own(CHAIR, now=SUBMISSION + SECOND)]
        assert "clock_late" in told  # of the report: the 12 hours
        assert "case_clock_late" not in told
        with pytest.raises(RuleBroken, match="already"):
            pause_clock(SUPERVISOR, code, 1, reason="x", now=NOW + DAY)
        resume_clock(SUPERVISOR, code, 1, reason="Đã có kết quả", now=NOW + 3 * DAY)
        assert due(code) == SUBMISSION + 2 * DAY
        kinds = [(c.kind, c.reason) for c in read_clocks(OFFICER, code, now=NOW).changes]
        assert kinds == [("pause", "Chờ giám định"), ("resume", "Đã có kết quả")]


@pytest.mark.parametrize("by", [OFFICER, CHAIR, ADMINISTRATOR])
def test_nobody_but_the_supervisor_moves_an_end(house: House, code: str, by: Actor) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        pause_clock(by, code, 1, reason="x", now=NOW)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda c: pause_clock(SUPERVISOR, c, 1, reason=" ", now=NOW), "reason"),
        (lambda c: pause_clock(SUPERVISOR, c, 3, reason="x", now=NOW), "as the most"),
        (lambda c: pause_clock(SUPERVISOR, c, 1, reason="x", now=SUBMISSION + SECOND), "late"),
        (lambda c: resume_clock(SUPERVISOR, c, 1, reason="x", now=NOW), "not stand still"),
        (
            lambda c: override_clock(
                SUPERVISOR, c, 1, last_day=date(2026, 11, 22), reason="x", now=NOW
            ),
            "past",
        ),
    ],
)
def test_what_is_refused(house: House, code: str, act: Callable[[str], None], message: str) -> None:
    with house.app.app_context():
        with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
            start_clock(door, door.find(Case, code=code), "separation", NOW)
        before = [due(code, number) for number in (1, 2, 3)]
        with pytest.raises(RuleBroken, match=message):
            act(code)
        with pytest.raises(Missing):
            pause_clock(SUPERVISOR, code, 4, reason="x", now=NOW)
        assert [due(code, number) for number in (1, 2, 3)] == before


def test_who_must_act_is_told_of_a_limit_once(house: House, code: str) -> None:
    def told(by: Actor, now: datetime) -> list[str]:
        watch_clocks(now=now)
        kinds = [notice.kind for notice in list_own(by, now=now)]
        return [kind for kind in kinds if kind.startswith("case_clock")]

    with house.app.app_context():
        assert told(CHAIR, SUBMISSION - DAY - SECOND) == []
        assert told(CHAIR, SUBMISSION - DAY) == ["case_clock_soon"]
        assert told(SUPERVISOR, SUBMISSION) == []
        assert told(SUPERVISOR, SUBMISSION + SECOND) == ["case_clock_late"]
        assert told(SUPERVISOR, SUBMISSION + 2 * SECOND) == ["case_clock_late"]
