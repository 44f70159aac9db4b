"""What separations ask of whom, told once, to the second; the late ones head every list."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp.casework.cases import move_case
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.court_requests import send_request
from caseapp.casework.home import gather
from caseapp.casework.measures_reading import read_measures
from caseapp.casework.notices import list_own
from caseapp.casework.separation_desk import list_tasks
from caseapp.rules.access import Actor
from caseapp.rules.separations import ends_at
from tests.factories.assessments import close
from tests.factories.house import NOW, House
from tests.factories.measures import (
    DAY,
    TODAY,
    Desk,
    a_desk,
    a_separation,
    decide,
    follow,
    prepare,
)
from tests.factories.reports import STRANGER, SUPERVISOR

SECOND = timedelta(seconds=1)
OVER = ends_at(NOW)
TENTH = OVER - 6 * DAY


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made, a_separation(TODAY + 15 * DAY))
    decide(house, made.chair, made.case)
    return made


def told(actor: Actor, now: datetime) -> list[str]:
    return [
        view.kind
        for view in list_own(actor, now=now)
        if view.kind in {"separation_asks", "separation_late"}
    ]


def tasks(actor: Actor, now: datetime) -> list[str]:
    return [task.kind for task in list_tasks(actor, now=now)]


@pytest.mark.parametrize(
    ("now", "officer", "supervisor"),
    [
        (TENTH - SECOND, [], []),
        (TENTH, ["separation_asks"], []),
        (OVER - SECOND, ["separation_asks"], []),
        (OVER + SECOND, ["separation_late"], ["separation_late"]),
    ],
)
def test_who_must_act_is_told_to_the_second(
    house: House, desk: Desk, now: datetime, officer: list[str], supervisor: list[str]
) -> None:
    with house.app.app_context():
        watch_clocks(now=now)
        for actor in (desk.officer, desk.chair):
            assert told(actor, now) == officer
            assert tasks(actor, now) == officer
        assert told(SUPERVISOR, now) == supervisor
        assert tasks(SUPERVISOR, now) == supervisor
        assert tasks(STRANGER, now) == told(STRANGER, now) == []
        again = watch_clocks(now=now)
        assert again == 0


def test_a_late_one_heads_the_supervisors_list_until_a_document_is_there(
    house: House, desk: Desk
) -> None:
    late = OVER + DAY
    with house.app.app_context():
        watch_clocks(now=late)
        waiting = gather(SUPERVISOR, now=late).tasks
        first = waiting[0]
        assert [task.code for task in waiting].count(desk.case) == 1
        assert (first.kind, first.code) == ("separation_late", desk.case)
        assert first.clock is not None
        assert first.clock.kind == "late"
    follow(house, desk, "lifting", late, assessed_on=TODAY + 15 * DAY)
    with house.app.app_context():
        assert tasks(SUPERVISOR, late) == told(SUPERVISOR, late) == []


def test_an_extension_lets_it_ask_again_for_its_new_last_day(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk, a_separation(TODAY + 3 * DAY))
    decide(house, desk.chair, desk.case)
    at = NOW + 2 * DAY
    with house.app.app_context():
        watch_clocks(now=at)
        assert told(desk.officer, at) == ["separation_asks"]
    follow(house, desk, "extension", at, last_day=TODAY + 6 * DAY)
    with house.app.app_context():
        assert told(desk.officer, at) == []
        watch_clocks(now=NOW + 5 * DAY)
        assert told(desk.officer, NOW + 5 * DAY) == ["separation_asks"]


def test_a_signed_request_is_no_task_once_the_separation_is_lifted(
    house: House, desk: Desk
) -> None:
    follow(house, desk, "court_request", NOW, body="court", body_name="Tòa án khu vực 1")
    with house.app.app_context():
        assert tasks(desk.officer, NOW) == ["order_decided"]
    follow(house, desk, "lifting", NOW, number=2, assessed_on=TODAY)
    with house.app.app_context():
        assert tasks(desk.officer, NOW) == []
        orders = read_measures(desk.officer, desk.case, now=NOW).separations[0].orders
    assert [(each.kind, each.state) for each in orders] == [
        ("court_request", "withdrawn"),
        ("lifting", "decided"),
    ]


def test_an_answer_is_not_waited_for_in_a_closed_case(house: House, desk: Desk) -> None:
    follow(house, desk, "court_request", NOW, body="court", body_name="Tòa án khu vực 1")
    with house.app.app_context():
        send_request(desk.officer, desk.case, 1, letter="12/CV", sent_at=NOW, now=NOW)
        assert tasks(desk.officer, NOW) == ["order_sent"]
    follow(house, desk, "lifting", NOW, number=2, assessed_on=TODAY)
    with house.app.app_context():
        assert tasks(desk.officer, NOW) == ["order_sent"]  # the court still answers
    close(house, desk.case, by=desk.officer)
    with house.app.app_context():
        for who, step in ((desk.officer, "propose_closing"), (desk.chair, "close")):
            move_case(who, desk.case, move=step, reason="Bé an toàn", now=NOW)
        assert tasks(desk.officer, NOW) == []


def test_each_is_asked_for_what_is_theirs(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    with house.app.app_context():
        assert tasks(desk.chair, NOW) == ["separation_submitted"]
        assert tasks(desk.officer, NOW) == tasks(SUPERVISOR, NOW) == []
    decide(house, desk.chair, desk.case, "return")
    with house.app.app_context():
        assert tasks(desk.officer, NOW) == ["separation_returned"]
        assert tasks(desk.chair, NOW) == []
