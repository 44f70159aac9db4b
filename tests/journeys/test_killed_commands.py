"""Backup, restore and change of keys, killed at any moment: nothing half done ever counts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from caseapp.app import standing_in
from caseapp.config import Settings
from caseapp.desk import ledger
from caseapp.records.audit import AuditEntry
from caseapp.records.backups import MADE, OFF_MACHINE, copied_at
from caseapp.records.db import db, place_of
from caseapp.records.vault import read_key_file
from caseapp.upkeep import backups, checking, instance, key_switch
from caseapp.upkeep.backup_file import sha256_of
from caseapp.upkeep.rekeying import BEFORE
from tests.conftest import Templates
from tests.factories.backups import content_of_tables, elsewhere, new_words
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, SYSTEM, House, opened
from tests.factories.killing import Death, Ended, Killer, deaths
from tests.factories.long_run import seed, turns
from tests.factories.reports import log_one

KILLS = turns(1, 200)
"""Of each command on each database."""


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    running = Killer()
    yield running
    running.close()


@dataclass
class Ground:
    """An instance with some rows, and where its copies go."""

    house: House
    folder: Path
    cluster: Cluster | None
    killer: Killer

    def at(self, turn: int) -> Settings:
        """The settings some turns later: each copy is named and noted by its moment."""
        return replace(self.house.settings, fixed_now=NOW + timedelta(minutes=turn))

    def run(self, turn: int, *words: str, death: Death | None = None) -> Ended:
        return self.killer.run(self.at(turn), *words, watched=self.folder, death=death)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(
    request: pytest.FixtureRequest,
    templates: Templates,
    tmp_path_factory: pytest.TempPathFactory,
    killer: Killer,
) -> Iterator[Ground]:
    cluster = request.getfixturevalue("cluster") if request.param == "postgresql" else None
    folder = tmp_path_factory.mktemp(request.param)
    with opened(templates(cluster), folder / "instance") as house:
        for _ in range(3):
            log_one(house)
        with house.app.app_context():
            db.session.remove()
            db.engine.dispose()
        yield Ground(house, folder, cluster, killer)


def test_a_killed_backup_never_counts_as_one(ground: Ground) -> None:
    copies = ground.folder / "copies"
    copies.mkdir()

    def back_up(turn: int, death: Death | None = None) -> Ended:
        file = copies / f"{turn}.backup"
        return ground.run(turn, "backup", "--off-machine", str(file), death=death)

    whole = back_up(0)
    assert whole.status == 0, whole.said
    for turn, death in enumerate(deaths(whole, KILLS, random.Random(seed())), 1):
        back_up(turn, death)
        _told_is_true(ground, copies)
    last = back_up(KILLS + 1)
    assert last.status == 0, last.said
    _told_is_true(ground, copies)
    with ground.house.app.app_context():
        assert checking.check(SYSTEM, ground.house.settings, now=NOW) == []
        with ledger() as session:
            assert copied_at(session, OFF_MACHINE) == NOW + timedelta(minutes=KILLS + 1)
    assert not [*ground.house.path.glob("backup.part*")]


def _told_is_true(ground: Ground, copies: Path) -> None:
    """What bears the name of a copy opens whole, and what was noted of copies lies there."""
    with ground.house.app.app_context():
        place = place_of(db.engine)
        with backups._alone(place):  # as every command that reads one back
            sound = {
                sha256_of(file): backups.read_back(file, place.vault, place.folder)
                for file in copies.glob("*.backup")
            }
        with ledger() as session:
            noted = session.scalars(
                select(AuditEntry.detail).where(AuditEntry.subject == "backup:0")
            )
            assert {json.loads(each or "{}")["sha256"] for each in noted} <= {*sound}
            for kind in (MADE, OFF_MACHINE):
                assert copied_at(session, kind) in {about.made_at for about in sound.values()}
        db.session.remove()
        db.engine.dispose()


def test_a_killed_restore_leaves_nothing_that_opens_and_is_begun_anew(ground: Ground) -> None:
    house, file, words = ground.house, ground.folder / "a.backup", ground.folder / "words"
    words.write_text(new_words(house))
    with house.app.app_context():
        backups.write_backup(db.engine, file, now=NOW)
        stood = content_of_tables()
        db.engine.dispose()
    order = ("restore", str(file), "--recovery-key-file", str(words))

    def restore(there: Settings, death: Death | None = None) -> Ended:
        return ground.killer.run(there, *order, watched=there.instance, death=death)

    def empty(number: int) -> Settings:
        return elsewhere(house, ground.folder / f"there {number}", ground.cluster)

    whole = restore(there := empty(0))
    assert whole.status == 0, whole.said
    for turn, death in enumerate(deaths(whole, KILLS, random.Random(seed())), 1):
        if there.key_file.exists():  # it came to its end: that is the whole of it
            _is_whole(there, stood)
            there = empty(turn)
        restore(there, death)
    while not there.key_file.exists():
        again = restore(there)
        # What loads the database may outlive who began it for a moment, and is waited for.
        assert again.status == 0 or "is in use" in again.said, again.said
    _is_whole(there, stood)


def _is_whole(there: Settings, stood: dict[str, str]) -> None:
    with standing_in(there):
        instance.require_fit(there)
        assert content_of_tables() == stood


def test_a_killed_change_of_keys_leaves_the_old_or_the_new_in_force(ground: Ground) -> None:
    keys = {read_key_file(ground.house.settings.key_file).master}

    def change(turn: int, death: Death | None = None) -> Ended:
        return ground.run(turn, "rekey", death=death)

    whole = change(0)
    assert whole.status == 0, whole.said
    for turn, death in enumerate(deaths(whole, KILLS, random.Random(seed())), 1):
        change(turn, death)
        keys.add(_opens_whole(ground))
    last = change(KILLS + 1)
    assert last.status == 0, last.said
    assert _opens_whole(ground) not in keys
    assert not [*(ground.house.path / BEFORE).glob("*.draft")]


def _opens_whole(ground: Ground) -> bytes:
    """Start on the instance, which ends what was cut short; return the key that opens all of it."""
    settings = ground.house.settings
    with standing_in(settings):
        instance.require_fit(settings)
        assert checking.check(SYSTEM, settings, now=NOW) == []
        assert not key_switch.left(settings.instance)
        return place_of(db.engine).vault.master
