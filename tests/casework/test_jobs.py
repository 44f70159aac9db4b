"""Jobs of one's own: asked for once, followed, fetched for a while; another's are as none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import job_turns, jobs
from caseapp.casework.job_turns import Turn
from caseapp.casework.jobs import AGAIN, JobView
from caseapp.records.audit import AuditEntry
from caseapp.records.jobs import Job
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.job_states import EXPORT, KEPT
from caseapp.rules.outcomes import AlreadyDone, Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, NINH_KIEU, make_user

MINUTE = timedelta(minutes=1)


def a_supervisor(house: House, unit: str = CITY) -> Actor:
    return actor_of(house, make_user(house, "supervisor", unit))


def asked(actor: Actor, **more: str) -> int:
    return int(jobs.ask(actor, Act.EXPORT_RUN, EXPORT, {"period": "2026"}, now=NOW, **more))


def done(number: int, result: bytes = b"PK") -> None:
    turn = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
    assert turn is not None
    assert turn.number == number
    assert job_turns.finish(turn, "w", result, now=NOW)


def log() -> list[tuple[str, str, str]]:
    with desk.ledger() as session:
        rows = session.execute(
            select(AuditEntry.act, AuditEntry.outcome, AuditEntry.subject).order_by(AuditEntry.id)
        )
        return [tuple(row) for row in rows]


def test_whoever_may_do_it_over_the_whole_city_asks_once(house: House) -> None:
    boss, part = a_supervisor(house), a_supervisor(house, NINH_KIEU)
    with house.app.app_context():
        number = asked(boss)
        view = jobs.read_own(boss, number, now=NOW)
        assert (view.state, view.arguments, view.is_open) == ("waiting", {"period": "2026"}, True)
        with pytest.raises(RuleBroken, match="not ready yet"):
            asked(boss)
        for other in (part, SYSTEM):
            with pytest.raises(Denied):
                asked(other)
            assert log()[-1][:2] == ("export.run", "denied")
        with pytest.raises(Denied):
            jobs.require_whole(part, Act.EXPORT_RUN, now=NOW)
        jobs.require_whole(boss, Act.EXPORT_RUN, now=NOW)
        assert [view.number for view in jobs.list_own(boss, EXPORT, now=NOW)] == [number]
        assert jobs.list_own(part, EXPORT, now=NOW) == []


def test_a_form_that_was_sent_twice_asks_once(house: House) -> None:
    boss = a_supervisor(house)
    with house.app.app_context():
        number = asked(boss, post="one-time-key-00000001:a")
        with pytest.raises(AlreadyDone) as again:
            asked(boss, post="one-time-key-00000001:a")
        assert again.value.made == str(number)


def test_another_s_job_is_as_missing_as_one_that_never_was(house: House) -> None:
    boss, other = a_supervisor(house), a_supervisor(house)
    with house.app.app_context():
        number = asked(boss)
        done(number)
        for actor, wanted in (
            (other, number),
            (boss, number + 1),
            (boss, 2**31 - 1),
            (boss, 2**70),
        ):
            for act in (
                lambda a, n: jobs.read_own(a, n, now=NOW),
                lambda a, n: jobs.end_known(a, n, now=NOW),
                lambda a, n: jobs.fetch(a, Act.EXPORT_FETCH, n, now=NOW),
            ):
                with pytest.raises(Missing):
                    act(actor, wanted)
                assert log()[-1][1] == "denied"
                assert log()[-1][2].startswith("jobs:")
        assert jobs.count_untold(other) == 0
        assert not jobs.read_own(boss, number, now=NOW).told


def test_the_file_is_sealed_and_handed_out_whole_as_an_act_of_its_own(house: House) -> None:
    boss = a_supervisor(house)
    with house.app.app_context():
        number = asked(boss)
        done(number, "Bé Na".encode())
        with desk.ledger() as session:
            blob = session.get_one(Job, number).result
        assert blob is not None
        assert "Bé Na".encode() not in blob
        assert jobs.fetch(boss, Act.EXPORT_FETCH, number, now=NOW) == "Bé Na".encode()
        assert log()[-1] == ("export.fetch", "done", f"job:{number}")


def kept(actor: Actor, number: int, after: timedelta) -> bool:
    try:
        jobs.fetch(actor, Act.EXPORT_FETCH, number, now=NOW + after)
    except RuleBroken:
        return False
    return True


def test_it_is_kept_for_a_day_and_a_quarter_of_an_hour_once_it_was_fetched(house: House) -> None:
    boss = a_supervisor(house)
    with house.app.app_context():
        number = asked(boss)
        assert not kept(boss, number, MINUTE)  # not made yet
        done(number)
        assert not kept(boss, number, KEPT)
        assert jobs.read_own(boss, number, now=NOW + KEPT).kept_until is None
        first = KEPT - timedelta(hours=1)
        assert kept(boss, number, first)
        assert kept(boss, number, first + AGAIN - timedelta(seconds=1))
        assert not kept(boss, number, first + AGAIN)
        assert job_turns.sweep(now=NOW + first + AGAIN) == 1
        assert not kept(boss, number, MINUTE)


def untold(actor: Actor) -> list[JobView]:
    found = jobs.list_untold(actor, now=NOW)
    assert jobs.count_untold(actor) == len(found)
    return found


def test_its_end_is_told_until_it_is_known_or_fetched(house: House) -> None:
    boss = a_supervisor(house)
    with house.app.app_context():
        for end in (
            lambda n: jobs.end_known(boss, n, now=NOW),
            lambda n: jobs.fetch(boss, Act.EXPORT_FETCH, n, now=NOW),
        ):
            number = asked(boss)
            jobs.end_known(boss, number, now=NOW)  # before its end it changes nothing
            assert untold(boss) == []
            done(number)
            assert [view.number for view in untold(boss)] == [number]
            end(number)
            end(number)
            assert untold(boss) == []


def test_who_lost_the_right_meanwhile_fetches_nothing(house: House) -> None:
    boss = a_supervisor(house)
    with house.app.app_context():
        number = asked(boss)
        done(number)
        for gone in (Actor(boss.user_id, boss.name), a_part_of(boss)):
            with pytest.raises(Denied):
                jobs.fetch(gone, Act.EXPORT_FETCH, number, now=NOW)
            assert log()[-1][:2] == ("export.fetch", "denied")


def a_part_of(actor: Actor) -> Actor:
    from dataclasses import replace

    return replace(actor, grants=tuple(replace(g, units=frozenset({31135})) for g in actor.grants))


def test_a_result_moved_to_another_job_does_not_open(house: House) -> None:
    from caseapp.records.vault import KeyTrouble

    boss = a_supervisor(house)
    with house.app.app_context():
        first = asked(boss)
        done(first)
        second = asked(boss)
        done(second)
        with desk.ledger(write=True) as session:
            session.get_one(Job, second).result = session.get_one(Job, first).result
            session.flush()
        with pytest.raises(KeyTrouble):
            jobs.fetch(boss, Act.EXPORT_FETCH, second, now=NOW)
    assert Turn  # a turn names no person but by number
    assert set(Turn.__annotations__) == {"number", "user_id", "kind", "arguments"}
