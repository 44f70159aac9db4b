"""The worker: every job once, by its asker's rights, whatever goes wrong, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from caseapp.casework import job_turns, jobs
from caseapp.casework.accounts import disable_account
from caseapp.casework.handed_files import Gone
from caseapp.casework.outcomes import Unwritable
from caseapp.casework.reports import log_report
from caseapp.config import Mail
from caseapp.exchange import working
from caseapp.exchange.export_jobs import TooLarge, ask_export
from caseapp.exchange.working import RUNNERS, NothingMade, Worker, fault_of
from caseapp.exchange.writing import CannotWrite
from caseapp.records.db import db
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.job_states import FAULT_WORDS
from tests.factories.children import actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.smtp import mail_server
from tests.factories.told import VALUES
from tests.factories.web import CITY, make_user

Runner = Any


def a_worker(house: House, name: str = "w", **more: Any) -> Worker:
    return Worker(house.app.app_context, house.settings.now, name=name, beats=0.01, **more)


@pytest.fixture
def boss(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY, username="giamsat"))


def a_job(actor: Actor) -> int:
    return int(ask_export(actor, period="", area="", now=NOW))


def runs(monkeypatch: pytest.MonkeyPatch, runner: Runner) -> None:
    monkeypatch.setitem(RUNNERS, "export", runner)


def state(actor: Actor, number: int) -> tuple[str, str]:
    view = jobs.read_own(actor, number, now=NOW)
    return view.state, view.fault


def test_a_job_is_done_and_its_workbook_can_be_fetched(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = a_job(boss)
        worker = a_worker(house)
        assert worker.work_once()
        assert not worker.work_once()
        assert state(boss, number) == ("done", "")
        assert jobs.fetch(boss, Act.EXPORT_FETCH, number, now=NOW)[:2] == b"PK"


def test_a_disabled_account_s_job_is_not_done(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = a_job(boss)
        disable_account(SYSTEM, "giamsat", now=NOW)
        assert a_worker(house).work_once()
        assert state(boss, number) == ("failed", "rights")


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (OSError(28, "No space left"), "no_room"),
        (ValueError("Bé Na"), "broken"),
        (TooLarge(), "too_large"),
        (Gone(), "gone"),
        (Denied(Act.EXPORT_RUN), "rights"),
    ],
)
def test_what_goes_wrong_ends_the_job_with_a_word_and_not_the_worker(
    house: House,
    boss: Actor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    word: str,
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise fault

    with house.app.app_context():
        number = a_job(boss)
        runs(monkeypatch, broken)
        worker = a_worker(house)
        assert worker.work_once()
        assert state(boss, number) == ("failed", word)
        assert not worker.work_once()  # it is not tried again
    assert "Bé Na" not in caplog.text


def test_every_word_for_a_fault_is_one_that_a_page_knows() -> None:
    faults = [Denied(Act.EXPORT_RUN), OSError(), CannotWrite("x"), TooLarge(), Gone(), ValueError()]
    faults.append(NothingMade())
    assert {fault_of(fault) for fault in faults} | {"twice", "erased"} == set(FAULT_WORDS)


def test_two_workers_at_once_never_run_the_same_job(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [
        actor_of(house, make_user(house, "supervisor", CITY, username=f"s{n}")) for n in range(12)
    ]
    with house.app.app_context():
        numbers = {person.user_id: a_job(person) for person in people}
    ran: list[int | None] = []

    def runner(actor: Actor, *_: object, **__: object) -> bytes:
        ran.append(actor.user_id)
        return b"PK"

    runs(monkeypatch, runner)
    ready = threading.Barrier(4)

    def work(name: str) -> None:
        worker = a_worker(house, name)
        ready.wait()
        while True:
            with house.app.app_context():
                if not worker.work_once():
                    return

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, ran)) == sorted(map(str, numbers))
    with house.app.app_context():
        assert {state(p, numbers[p.user_id]) for p in people} == {("done", "")}
        db.engine.dispose()


def test_progress_is_written_while_the_job_runs(
    house: House, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.app.app_context():
        number = a_job(boss)
    seen: list[tuple[str, int, int]] = []

    def slow(
        _actor: Actor, _arguments: Mapping[str, str], *, now: datetime, progress: Any
    ) -> bytes:
        progress("children", 2, 9)
        while not seen or seen[-1] != ("children", 1, 9):
            with house.app.app_context():
                view = jobs.read_own(boss, number, now=now)
            seen.append((view.step, view.done, view.of))
        return b"PK"

    runs(monkeypatch, slow)
    with house.app.app_context():
        assert a_worker(house).work_once()
        assert state(boss, number) == ("done", "")


def test_told_to_end_it_gives_the_job_back(
    house: House, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = a_worker(house)

    def interrupted(*_: object, progress: Any, **__: object) -> bytes:
        worker.stop.set()
        progress("children", 2, 9)
        raise AssertionError

    runs(monkeypatch, interrupted)
    with house.app.app_context():
        number = a_job(boss)
    worker.run()  # and it returns
    with house.app.app_context():
        assert state(boss, number) == ("waiting", "")


def test_a_worker_that_was_taken_for_dead_leaves_the_job_alone(
    house: House, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime.now(UTC) + timedelta(hours=1)
    with house.app.app_context():
        number = a_job(boss)

    def overtaken(*_: object, progress: Any, **__: object) -> bytes:
        with house.app.app_context():
            assert job_turns.take("other", clock=late, now=NOW, gone=lambda _: False)
        while True:  # until the next beat finds out
            progress("children", 2, 9)

    runs(monkeypatch, overtaken)
    with house.app.app_context():
        assert a_worker(house).work_once()
        assert state(boss, number) == ("running", "")


def test_the_rounds_are_made_when_they_are_due(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    clock = [NOW]
    monkeypatch.setattr(working, "watch_clocks", lambda **_: made.append("clocks"))
    monkeypatch.setattr(working.job_turns, "sweep", lambda **_: made.append("sweep"))
    worker = a_worker(house, clock=lambda: clock[0])
    with house.app.app_context():
        for minutes in (0, 0, 1, 9, 10, 10):
            clock[0] = NOW + timedelta(minutes=minutes)
            worker.work_once()
    assert made == ["sweep", "clocks", "sweep", "sweep", "sweep", "clocks"]


def test_a_store_that_refuses_is_waited_out(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worker = a_worker(house)
    monkeypatch.setattr(working, "LOOKS", 0)
    answers = iter([Unwritable("full"), OSError("locked"), None])

    def once(_self: Worker) -> bool:
        answer = next(answers)
        if answer is not None:
            raise answer
        worker.stop.set()
        return False

    monkeypatch.setattr(Worker, "work_once", once)
    worker.run()
    assert caplog.text.count("the worker waits") == 2


def test_the_worker_calls_out_in_the_minute_and_sends_the_message(house: House) -> None:
    writer = actor_of(house, make_user(house, "officer"))
    make_user(house, "chair", username="pho")
    moment = [NOW]
    with mail_server() as taken, house.app.app_context():
        on_list("deputy", username="pho", mail="pho@example.org", phone="113")
        log_report(writer, VALUES | {"received_at": NOW}, now=NOW)
        server = Mail("127.0.0.1", taken.port, "none", "caseapp@example.org")
        worker = Worker(
            house.app.app_context, lambda: moment[0], clock=lambda: moment[0], mail=server
        )
        sent = []
        for minutes in (0, 29, 30, 31):
            moment[0] = NOW + timedelta(minutes=minutes)
            worker._round_due = NOW + timedelta(days=1) if minutes else None  # the rounds rest
            worker.work_once()
            sent.append(len(taken.letters))
    # One when it was logged, for the account holds the chair's role; one when nobody took it up.
    assert sent == [1, 1, 2, 2]
