"""A backup is made whole or not at all, while others write, and is noted once it is read back."""

from __future__ import annotations

import json
import os
import resource
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from caseapp import desk
from caseapp.app import standing_in
from caseapp.casework.backups import NoFarCopy, lacking
from caseapp.desk import ledger
from caseapp.records.audit import AuditEntry
from caseapp.records.backups import MADE, OFF_MACHINE, copied_at
from caseapp.records.cases import Case
from caseapp.records.db import db, place_of
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Act, Denied, Role, operator
from caseapp.upkeep import backups, log, restoring
from caseapp.upkeep.backups import make, verify
from caseapp.upkeep.pieces import NoCopy
from tests.factories.backups import elsewhere, new_words
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.rows import NINH_KIEU, a_case, a_child, stored

OPERATOR = operator(production=True)


def entries() -> list[tuple[str, dict[str, object]]]:
    with ledger() as session:
        rows = session.execute(
            select(AuditEntry.subject, AuditEntry.detail).order_by(AuditEntry.id)
        )
        return [(row.subject, json.loads(row.detail or "{}")) for row in rows]


def test_the_machines_operator_makes_one_and_it_is_logged(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    with house.app.app_context():
        made = make(OPERATOR, file, now=NOW)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.glob("*.draft")] == []
        assert not (house.path / "backup.part").exists()
        told = {"step": "made", "sha256": made.sha256, "off_machine": False}
        assert entries()[-1] == ("backup:0", told)
        with ledger() as session:
            assert copied_at(session, MADE) == NOW
            assert copied_at(session, OFF_MACHINE) is None
        assert verify(OPERATOR, file, now=NOW).sha256 == made.sha256
        assert entries()[-1][1]["step"] == "verified"


def test_nobody_else_may(house: House, tmp_path: Path) -> None:
    with house.app.app_context():
        for role in Role:
            with pytest.raises(Denied):
                make(an_actor(role), tmp_path / "a.backup", now=NOW)
            with pytest.raises(Denied):
                verify(an_actor(role), tmp_path / "a.backup", now=NOW)
    assert not (tmp_path / "a.backup").exists()


def test_a_copy_counts_as_far_when_it_is_said_or_seen(house: House, tmp_path: Path) -> None:
    supervisor = an_actor(Role.SUPERVISOR)
    with house.app.app_context():
        make(SYSTEM, tmp_path / "a.backup", now=NOW)
        assert lacking(supervisor, now=NOW) == NoFarCopy(None)
        later = NOW + timedelta(hours=20)
        verify(SYSTEM, tmp_path / "a.backup", now=later, off_machine=True)
        assert lacking(supervisor, now=later) is None
        # What was read today may hold what stood long ago: that is what counts.
        assert lacking(supervisor, now=NOW + timedelta(hours=27)) == NoFarCopy(NOW)
        make(SYSTEM, tmp_path / "b.backup", now=later, off_machine=True)
        assert lacking(supervisor, now=NOW + timedelta(hours=27)) is None


def test_nothing_is_written_over(house: House, tmp_path: Path) -> None:
    (tmp_path / "a.backup").write_text("another")
    with house.app.app_context(), pytest.raises(NoCopy, match="is there already"):
        make(SYSTEM, tmp_path / "a.backup", now=NOW)
    assert (tmp_path / "a.backup").read_text() == "another"


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Let this process write no file larger than that: a write beyond fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)


def test_a_disk_that_fills_leaves_nothing(house: House, tmp_path: Path) -> None:
    before = sorted(path.name for path in house.path.iterdir())
    with house.app.app_context():
        noted = entries()
        with at_most(100_000), pytest.raises(NoCopy, match="no backup was made"):
            make(SYSTEM, tmp_path / "a.backup", now=NOW)
        assert entries() == noted
    assert list(tmp_path.glob("a.backup*")) == []
    new = {path.name for path in house.path.iterdir()} - set(before)
    assert new <= {"backup.gate", "caseapp.db-wal", "caseapp.db-shm"}


def test_a_copy_that_is_not_what_was_written_does_not_count(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = backups.write

    def spoiling(file: object, *told: object) -> None:
        sound(file, *told)  # type: ignore[arg-type]  # as it was called
        file.seek(-5000, 2)  # type: ignore[attr-defined]
        file.write(b"spoilt")  # type: ignore[attr-defined]

    monkeypatch.setattr(backups, "write", spoiling)
    with house.app.app_context(), pytest.raises(NoCopy, match="changed or cut off"):
        make(SYSTEM, tmp_path / "a.backup", now=NOW)
    assert list(tmp_path.glob("a.backup*")) == []


def test_a_log_that_was_cut_is_no_sound_backup(house: House, tmp_path: Path) -> None:
    (house.path / "log.head").write_text(f"999:{'0' * 64}")
    with house.app.app_context(), pytest.raises(NoCopy, match=r"does not hold the head"):
        make(SYSTEM, tmp_path / "a.backup", now=NOW)
    assert list(tmp_path.glob("a.backup*")) == []


def test_one_at_a_time_and_what_a_killed_one_left_goes(house: House, tmp_path: Path) -> None:
    with house.app.app_context():
        place = place_of(db.engine)
        with backups._alone(place), pytest.raises(NoCopy, match="another backup"):
            make(SYSTEM, tmp_path / "a.backup", now=NOW)
        for end in ("", "-journal", "-wal"):
            (house.path / f"backup.part{end}").write_text("left")
        (tmp_path / "a.backup.draft").write_text("left")
        make(SYSTEM, tmp_path / "a.backup", now=NOW)
    assert [path.name for path in tmp_path.glob("a.backup*")] == ["a.backup"]
    assert not [*house.path.glob("backup.part*")]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("second", [make, verify])
def test_a_second_one_leaves_the_copy_of_the_first_alone(
    house: House, tmp_path: Path, second: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = backups.snapshot

    def disturbed(engine: Engine, part: Path) -> None:
        sound(engine, part)
        with pytest.raises(NoCopy, match="another backup"):
            second(SYSTEM, tmp_path / "second.backup", now=NOW)

    monkeypatch.setattr(backups, "snapshot", disturbed)
    with house.app.app_context():
        make(SYSTEM, tmp_path / "a.backup", now=NOW)
    assert [path.name for path in tmp_path.glob("*.backup")] == ["a.backup"]


def test_a_gate_of_another_account_is_named(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_told: object) -> int:
        raise PermissionError

    with house.app.app_context():
        place = place_of(db.engine)
        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(NoCopy, match=r"backup\.gate cannot be opened"), backups._alone(place):
            pass


def test_every_file_of_an_instance_is_taken_along_or_known_not_to_be(house: House) -> None:
    known = {"caseapp.db", "caseapp.db-wal", "caseapp.db-shm", "keys", "log.head"}
    known |= {"write.gate", "bulk.gate"}
    assert {path.name for path in house.path.iterdir()} <= known | {*backups.FILES}
    assert {path.name for path in (house.path / "keys").iterdir()} == {
        "environment", "master.key", "master.recovery"
    }  # fmt: skip


def add_case() -> int:
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        return stored(door.session, a_case(stored(door.session, a_child(NINH_KIEU)), NINH_KIEU))


def test_what_was_answered_before_a_backup_began_is_in_it(
    house: House, tmp_path: Path, database: Cluster | None
) -> None:
    words, file = new_words(house), tmp_path / "a.backup"
    acknowledged: list[int] = []
    some, stop = Event(), Event()

    def write() -> None:
        with house.app.app_context():
            while not stop.is_set():
                acknowledged.append(add_case())
                if len(acknowledged) >= 6:
                    some.set()

    writers = [Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    assert some.wait(60)
    before = list(acknowledged)
    with house.app.app_context():
        backups.write_backup(db.engine, file, now=NOW)
    stop.set()
    for writer in writers:
        writer.join()
    assert len(acknowledged) > len(before)  # they went on meanwhile
    there = elsewhere(house, tmp_path / "there", database)
    own, about = restoring.open_backup(there, file, words)
    with standing_in(there, own):
        restoring.restore_here(there, file, own, about)
        with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
            kept = set(connection.scalars(select(Case.__table__.c.id)))
        assert set(before) <= kept
        assert log.verify(SYSTEM, now=NOW) == []
