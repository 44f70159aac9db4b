"""Files handed in for a job: sealed, opened by it alone, one at a time, gone when they served."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import handed_files, job_turns, jobs
from caseapp.casework.handed_files import FILE, Gone, hand_in, is_kept, open_handed, take_in
from caseapp.records.jobs import Job
from caseapp.rules.access import Actor, Denied
from caseapp.rules.job_states import KEPT
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, make_user

CONTENT = b"Nguyen Van A"


@pytest.fixture
def boss(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


def tried(actor: Actor) -> int:
    number = int(hand_in(actor, {"update": "1"}, CONTENT, now=NOW))
    turn = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
    assert turn
    assert turn.arguments == {"update": "1", FILE: str(number)}
    job_turns.finish(turn, "w", b"found", now=NOW)
    return number


def test_a_file_lies_sealed_and_is_opened_by_its_number(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = tried(boss)
        with desk.ledger() as session:
            kept = session.scalar(select(Job.input).where(Job.id == number))
        assert kept
        assert CONTENT not in kept
        assert open_handed(number) == CONTENT
        assert handed_files.read_import(boss, number, now=NOW)[1] == b"found"
        with pytest.raises(Gone):
            open_handed(number + 1)


def test_one_at_a_time_and_only_what_was_tried_is_taken_in(house: House, boss: Actor) -> None:
    with house.app.app_context():
        first = int(hand_in(boss, {}, CONTENT, now=NOW))
        with pytest.raises(RuleBroken, match="wait for it"):
            hand_in(boss, {}, CONTENT, now=NOW)
        with pytest.raises(RuleBroken, match="not kept"):
            take_in(boss, first, now=NOW)
        with pytest.raises(RuleBroken, match="wait for it"):
            handed_files.drop(boss, first, now=NOW)


def test_a_file_goes_when_it_served_when_it_is_dropped_and_after_a_day(
    house: House, boss: Actor
) -> None:
    with house.app.app_context():
        first = tried(boss)
        assert is_kept(boss, first, now=NOW)
        handed_files.drop(boss, first, now=NOW)
        assert not is_kept(boss, first, now=NOW)
        second = tried(boss)
        assert not is_kept(boss, second, now=NOW + KEPT)
        with pytest.raises(RuleBroken, match="not kept"):
            take_in(boss, second, now=NOW + KEPT)
        assert int(take_in(boss, second, now=NOW)) > second
        job_turns.sweep(now=NOW + KEPT - timedelta(minutes=1))
        assert open_handed(second) == CONTENT
        job_turns.sweep(now=NOW + KEPT)
        with pytest.raises(Gone):
            open_handed(second)


def test_another_person_s_file_is_none_and_a_lost_role_erases_it(house: House, boss: Actor) -> None:
    other = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        number = tried(boss)
        assert not is_kept(other, number, now=NOW)
        for act in (handed_files.read_import, handed_files.drop, take_in):
            with pytest.raises(Missing):
                act(other, number, now=NOW)
        with pytest.raises(Denied):
            hand_in(SYSTEM, {}, CONTENT, now=NOW)  # nobody would find its page
        with desk.ledger(write=True) as session:
            jobs.forget_exports(session, boss.user_id or 0)
        with pytest.raises(Gone):
            open_handed(number)
