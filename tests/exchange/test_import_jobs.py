"""The import as jobs: tried, taken in once, erased; by the rights of when it runs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from caseapp import desk
from caseapp.casework import handed_files, job_turns
from caseapp.casework.accounts import disable_account
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.handed_files import FILE, Gone
from caseapp.casework.limits import Caller
from caseapp.exchange import import_jobs, importing
from caseapp.exchange.import_jobs import ask_check, ask_import, read_import, run_check, run_import
from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.working import Worker
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.exchange.contents import rows_of
from tests.exchange.folders import AN, FIGURE, REPORT
from tests.exchange.test_directory_importing import HOSPITAL
from tests.factories.books import book, opened
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import CITY, make_user

FILES = [("a.xlsx", book(children=[AN], reports=[REPORT]))]
UNASKED = Fresh("", Caller("", terminal=True), NOW)
"""Of somebody who has no second factor, where none is demanded."""
Work = Callable[[], None]


def silent(*_: object) -> None:
    """Hear of a step."""


@pytest.fixture
def boss(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY, username="giamsat"))


@pytest.fixture
def work(house: House) -> Work:
    def once() -> None:
        assert Worker(house.app.app_context, lambda: NOW, beats=0.01).work_once()

    return once


def test_tried_then_taken_in_then_erased_and_again_nothing_changes(
    house: House, boss: Actor, work: Work
) -> None:
    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        assert rows_of("children") == []
        _, found = read_import(boss, number, now=NOW)
        assert found
        assert (found.rows, found.differing, found.result.dry_run) == (2, 2, True)
        made = int(ask_import(boss, number, now=NOW, fresh=UNASKED))
        work()
        _, done = read_import(boss, made, now=NOW)
        assert done
        assert done.result.sheets["children"] == {"new": 1, "changed": 0, "same": 0}
        assert not handed_files.is_kept(boss, number, now=NOW)
        with pytest.raises(RuleBroken, match="not kept"):
            ask_import(boss, number, now=NOW, fresh=UNASKED)
        after = rows_of("children")
        again = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        int(ask_import(boss, again, now=NOW, fresh=UNASKED))
        work()
        assert rows_of("children") == after


def test_a_crash_after_the_writing_leaves_nothing_to_do_twice(
    house: House, boss: Actor, work: Work
) -> None:
    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        made = int(ask_import(boss, number, now=NOW, fresh=UNASKED))
        turn = job_turns.take("killed", clock=NOW, now=NOW, gone=lambda _: False)
        assert turn
        import_jobs._run(
            boss, turn.arguments, NOW, silent, dry_run=False
        )  # and then the power goes
        turn = job_turns.take("next", clock=NOW, now=NOW, gone=lambda name: name == "killed")
        assert turn
        assert turn.number == made
        job_turns.finish(
            turn, "next", run_import(boss, turn.arguments, now=NOW, progress=silent), now=NOW
        )
        _, found = read_import(boss, made, now=NOW)
        assert found
        assert found.result.sheets["children"] == {"new": 0, "changed": 0, "same": 1}


@pytest.mark.only("sqlite")
def test_faults_are_kept_with_the_marked_copy_and_bar_the_import(
    house: House, boss: Actor, work: Work
) -> None:
    bad = [("a.xlsx", book(children=[AN | {"sex": "Nữ"}]))]
    with house.app.app_context():
        number = int(ask_check(boss, bad, update=False, now=NOW))
        work()
        _, found = read_import(boss, number, now=NOW)
        assert found
        assert [(f.row, f.column) for f in found.result.faults] == [(2, "sex")]
        copy = opened(import_jobs.fetch_copy(boss, number, now=NOW))
        assert "không phải là một trong" in copy["children"]["C2"].comment.text
        with pytest.raises(RuleBroken, match="mend it first"):
            ask_import(boss, number, now=NOW, fresh=UNASKED)
        sound = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        with pytest.raises(Missing):
            import_jobs.fetch_copy(boss, sound, now=NOW)


@pytest.mark.only("sqlite")
def test_the_rights_are_those_of_when_it_runs_and_a_file_that_is_gone_is_told_of(
    house: House, boss: Actor, work: Work
) -> None:
    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        with pytest.raises(Denied):
            run_check(
                an_actor(Role.SUPERVISOR, 31135), {FILE: str(number)}, now=NOW, progress=silent
            )
        disable_account(SYSTEM, "giamsat", now=NOW)
        work()
        assert read_import(boss, number, now=NOW)[0].fault == "rights"
        with pytest.raises(Gone):
            run_check(boss, {FILE: "999"}, now=NOW, progress=silent)


@pytest.mark.parametrize(
    ("role", "unit", "sheets", "word"),
    [
        (Role.STATISTICIAN, None, {"children": [AN]}, "population"),
        (Role.OFFICER, 31135, {"population": [FIGURE], "reports": [REPORT]}, "population"),
        (Role.SUPERVISOR, 31135, {"children": [AN]}, "population, agencies, services"),
        (Role.STATISTICIAN, None, {"agencies": [{"agency": "A"}]}, "population"),
    ],
)
@pytest.mark.only("sqlite")
def test_sheets_that_are_not_one_s_own_are_refused_in_words(
    house: House, role: Role, unit: int | None, sheets: dict[str, list[object]], word: str
) -> None:
    actor = an_actor(role, unit) if unit else an_actor(role)
    with house.app.app_context(), pytest.raises(RuleBroken) as refused:
        ask_check(actor, [("a.xlsx", book(**sheets))], update=False, now=NOW)  # type: ignore[arg-type]
    assert f"You may import: {word}." in str(refused.value)


@pytest.mark.only("sqlite")
def test_what_must_not_be_read_is_a_fault_of_the_file(
    house: House, boss: Actor, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del tmp_path
    monkeypatch.setattr("caseapp.exchange.handing_in._MOST_CELLS", 3)
    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        _, found = read_import(boss, number, now=NOW)
        assert found
        assert "too far" in found.result.faults[0].reason
        assert not found.has_copy


def test_where_a_second_factor_is_demanded_nothing_goes_in_without_its_code(
    boss: Actor, house: House, work: Work
) -> None:
    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        with pytest.raises(RuleBroken):
            ask_import(boss, number, now=NOW, fresh=replace(UNASKED, demanded=True))
        assert handed_files.is_kept(boss, number, now=NOW)


def test_a_file_that_an_erasure_took_meanwhile_is_not_written(
    house: House, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker holds the file open when an erasure of a child takes it from the job's row."""
    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        laid_out = import_jobs.handing_in.lay_out

        def lay_out(package: bytes, folder: Path) -> Path:
            handed_files.erase_handed(number)
            return laid_out(package, folder)

        monkeypatch.setattr(import_jobs.handing_in, "lay_out", lay_out)
        with pytest.raises(Gone):
            run_import(boss, {FILE: str(number)}, now=NOW, progress=silent)
        assert rows_of("children") == []


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("registers", [True, False])
def test_an_account_that_is_closed_before_the_turn_writes_nothing(
    house: House, boss: Actor, work: Work, monkeypatch: pytest.MonkeyPatch, registers: bool
) -> None:
    """The import has compared, or is about to, and then the account of who asked is closed."""
    agencies = [("a.xlsx", book(agencies=[HOSPITAL]))]
    closed: list[bool] = []

    def close() -> None:
        with house.app.app_context():
            disable_account(SYSTEM, "giamsat", now=NOW)

    def closing() -> None:
        if not closed:
            closed.append(True)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(close).result(timeout=60)

    with house.app.app_context():
        number = int(ask_check(boss, FILES if registers else agencies, update=False, now=NOW))
        work()
        made = int(ask_import(boss, number, now=NOW, fresh=UNASKED))
        take_in, read_tables = importing._take_in, importing.read_tables

        def watched(door: desk.Door, *told: object) -> ImportResult:
            result = take_in(door, *told)  # type: ignore[arg-type]
            closing()
            return result

        def reading(*told: object) -> object:
            closing()
            return read_tables(*told)  # type: ignore[arg-type]

        monkeypatch.setattr(importing, "_take_in", watched)
        if not registers:
            monkeypatch.setattr(importing, "read_tables", reading)
        before = rows_of("agencies")
        work()
        assert closed
        assert read_import(boss, made, now=NOW)[0].fault == "rights"
        assert (rows_of("children"), rows_of("agencies")) == ([], before)


@pytest.mark.only("sqlite")
def test_what_the_worker_writes_bears_the_moment_of_its_writing(
    house: House, boss: Actor, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments, later = [NOW], NOW + timedelta(minutes=3)
    read_tables = importing.read_tables

    def reading(*told: object) -> object:
        moments.append(later)  # a large file takes minutes to read
        return read_tables(*told)  # type: ignore[arg-type]

    with house.app.app_context():
        number = int(ask_check(boss, FILES, update=False, now=NOW))
        work()
        ask_import(boss, number, now=NOW, fresh=UNASKED)
        monkeypatch.setattr(importing, "read_tables", reading)
        assert Worker(house.app.app_context, lambda: moments[-1], beats=0.01).work_once()
        assert [row["entered_at"] for row in rows_of("children")] == [later]
