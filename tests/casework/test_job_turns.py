"""Turns of a worker: each job has one worker, is taken up again once, then given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseapp import desk
from caseapp.casework import job_turns, jobs
from caseapp.casework.accounts import disable_account
from caseapp.casework.job_turns import Progress, Turn
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.job_states import EXPORT, KEPT, LAPSE, LISTED
from caseapp.rules.values import local_day
from tests.casework.test_jobs import a_supervisor, asked
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, NINH_KIEU, make_user

SECOND = timedelta(seconds=1)


@pytest.fixture
def boss(house: House) -> Actor:
    return a_supervisor(house)


def take(worker: str, after: timedelta = timedelta(), *gone: str) -> Turn | None:
    return job_turns.take(worker, clock=NOW + after, now=NOW, gone=gone.__contains__)


def state(actor: Actor, number: int) -> tuple[str, str]:
    view = jobs.read_own(actor, number, now=NOW)
    return view.state, view.fault


def test_nothing_waits(house: House) -> None:
    with house.app.app_context():
        assert take("a") is None


def test_a_job_that_runs_is_nobody_else_s(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = asked(boss)
        assert take("a") == Turn(number, boss.user_id or 0, EXPORT, {"period": "2026"})
        assert take("b") is None
        assert take("b", LAPSE) is None
        assert state(boss, number) == ("running", "")


def test_the_oldest_comes_first(house: House, boss: Actor) -> None:
    with house.app.app_context():
        first, second = asked(boss), asked(a_supervisor(house))
        turns = [take("a"), take("a")]
        assert [turn and turn.number for turn in turns] == [first, second]


@pytest.mark.parametrize("sign", ["silent", "gone"])
def test_a_dropped_job_is_taken_up_once_and_then_given_up(
    house: House, boss: Actor, sign: str
) -> None:
    def after_a_crash(worker: str, time: int) -> Turn | None:
        if sign == "gone":
            return take(worker, timedelta(), "a", "b")
        return take(worker, time * (LAPSE + SECOND))

    with house.app.app_context():
        number = asked(boss)
        assert take("a")
        again = after_a_crash("b", 1)
        assert again is not None
        assert again.number == number
        assert state(boss, number) == ("running", "")
        assert after_a_crash("c", 2) is None
        assert state(boss, number) == ("given_up", "twice")
        assert [view.number for view in jobs.list_untold(boss, now=NOW)] == [number]
        assert after_a_crash("c", 3) is None


def test_a_sign_of_life_keeps_it_and_tells_how_far_it_is(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = asked(boss)
        turn = take("a")
        assert turn
        assert job_turns.beat(turn, "a", Progress("children", 1, 9), clock=NOW + LAPSE)
        assert take("b", 2 * LAPSE) is None
        view = jobs.read_own(boss, number, now=NOW)
        assert (view.step, view.done, view.of) == ("children", 1, 9)


def test_a_worker_taken_for_dead_changes_nothing_any_more(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = asked(boss)
        slow = take("a")
        assert slow
        quick = take("b", LAPSE + SECOND)
        assert quick
        assert not job_turns.beat(slow, "a", Progress(), clock=NOW)
        assert not job_turns.finish(slow, "a", b"old", now=NOW)
        assert not job_turns.fail(slow, "a", "broken", now=NOW)
        job_turns.give_back(slow, "a")
        assert state(boss, number) == ("running", "")
        assert job_turns.finish(quick, "b", b"new", now=NOW)
        assert not job_turns.finish(quick, "b", b"newer", now=NOW)
        assert state(boss, number) == ("done", "")


def test_a_worker_told_to_end_gives_back_and_that_is_no_crash(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = asked(boss)
        for _ in range(4):
            turn = take("a")
            assert turn
            job_turns.give_back(turn, "a")
            assert state(boss, number) == ("waiting", "")


def test_the_asker_has_the_roles_of_now(house: House) -> None:
    name = make_user(house, "supervisor", CITY)
    boss = actor_of(house, name)
    with house.app.app_context():
        assert job_turns.asker(boss.user_id or 0).roles(local_day(NOW)) == boss.roles(
            local_day(NOW)
        )
        disable_account(SYSTEM, name, now=NOW)
        assert job_turns.asker(boss.user_id or 0).grants == ()


def test_the_door_of_somebody_who_lost_the_role_meanwhile_is_shut(house: House) -> None:
    boss = actor_of(house, make_user(house, "supervisor", CITY))
    ward = actor_of(house, make_user(house, "supervisor", NINH_KIEU))
    with house.app.app_context():
        for actor in (boss, ward, SYSTEM):
            with desk.reading(actor, Act.AGENCY_MANAGE, now=NOW) as door:
                job_turns.insist_may_still(door)
        wider = replace(ward, grants=boss.grants)  # as they were read while the post was the city's
        with desk.reading(wider, Act.AGENCY_MANAGE, now=NOW) as door, pytest.raises(Denied):
            job_turns.insist_may_still(door)


def test_what_is_over_is_swept(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = asked(boss)
        turn = take("a")
        assert turn
        job_turns.finish(turn, "a", b"x", now=NOW)
        assert job_turns.sweep(now=NOW + KEPT - SECOND) == 0
        assert job_turns.sweep(now=NOW + KEPT) == 1
        assert job_turns.sweep(now=NOW + LISTED - SECOND) == 0
        assert state(boss, number) == ("done", "")
        job_turns.sweep(now=NOW + LISTED)
        assert jobs.list_own(boss, EXPORT, now=NOW) == []
