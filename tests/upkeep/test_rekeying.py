"""After a change of keys everything opens under the new, nothing under the old, whatever is cut."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.app import standing_in
from caseapp.records import read_book
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Child
from caseapp.records.db import PLACE, Place, db, place_of
from caseapp.records.jobs import Job, place_of_input, place_of_result
from caseapp.records.scope import Reach, reaching
from caseapp.records.users import User
from caseapp.records.vault import Vault, read_key_file
from caseapp.rules.access import Act, Denied, Role
from caseapp.upkeep import checking, instance, key_switch, log, rekeying
from caseapp.upkeep.demo import make_demo
from caseapp.upkeep.recovery import recover
from caseapp.upkeep.rekeying import Unchanged, rekey
from caseapp.upkeep.server import Unfit
from tests.cli.shell import content
from tests.factories.backups import content_of_tables
from tests.factories.house import NOW, SYSTEM, House, Template, an_actor, opened
from tests.factories.rows import NINH_KIEU, a_child, stored

WORDS: list[str] = []
BOTH = ("sqlite", "postgresql") if os.environ.get("CASEAPP_TEST_LONG") == "1" else ("sqlite",)
"""A whole demo on the server as well takes 16 seconds: in the long run alone."""


@pytest.fixture(scope="module")
def filled(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A small demo: sealed cells of every kind, keys, files, links, an account for each role."""
    with opened(template, tmp_path_factory.mktemp("filled") / "instance") as house:
        with house.app.app_context():
            make_demo(house.settings, NOW, children=15)
            _keep_results()
            db.session.remove()
            db.engine.dispose()
        yield Template(house.path, template.engine, template.cluster, house.settings.database_url)


def _keep_results() -> None:
    """Add a file that a job made, and one that was handed in, sealed as the worker does."""
    own = place_of(db.engine).vault
    with desk.ledger(write=True) as session:
        user = session.scalars(select(User.id)).first()
        job = Job(user_id=user, kind="register", asked_at=NOW)
        session.add(job)
        session.flush()
        job.result = own.seal_file(place_of_result(job.id), b"made")
        job.input = own.seal_file(place_of_input(job.id), b"handed in")


@pytest.fixture
def full(filled: Template, tmp_path: Path) -> Iterator[House]:
    with opened(filled, tmp_path / "instance") as house:
        with house.app.app_context():
            db.engine.dispose()
        yield house


@pytest.fixture
def small(house: House) -> House:
    """An instance with a child, for tests of what is cut."""
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            stored(door.session, a_child(NINH_KIEU))
        db.session.remove()
        db.engine.dispose()
    return house


def change(house: House) -> rekeying.Rekeyed:
    WORDS.clear()
    with standing_in(house.settings) as app:
        gate = app.extensions["caseapp.gate"]
        return rekey(SYSTEM, house.settings, gate, WORDS.extend, now=NOW)


def require_sound(house: House) -> Vault:
    """Open the instance anew and look it all over; return the key that is in force."""
    with standing_in(house.settings):
        instance.require_fit(house.settings)
        with reaching(Reach(None, "bulk")), db.engine.connect() as rows:
            assert [fault for check in rekeying._CHECKS for fault in check(rows)] == []
        assert log.verify(SYSTEM, now=NOW) == []
        assert not key_switch.left(house.path)
        return place_of(db.engine).vault


@pytest.mark.only(*BOTH)
def test_everything_opens_under_the_new_key_and_nothing_under_the_old(full: House) -> None:
    old = read_key_file(full.settings.key_file)
    done = change(full)
    new = require_sound(full)
    with standing_in(full.settings):
        assert checking.check(SYSTEM, full.settings, now=NOW) == []  # every trigger is back
    assert new.master != old.master
    assert recover(full.path / "keys" / "master.recovery", " ".join(WORDS)).master == new.master
    assert min(done.told[name] for name in ("cells", "files", "numbers", "keys", "entries")) > 0
    with standing_in(full.settings), reaching(Reach(None, "bulk")), db.engine.connect() as rows:
        child = rows.execute(
            select(Child.__table__.c.personal_id_mac).where(
                Child.__table__.c.personal_id_mac.is_not(None)
            )
        ).first()
        assert child is not None
        rows.execution_options(**{PLACE: Place(old, full.path, full.settings.database_url)})
        for check in rekeying._CHECKS:
            assert list(check(rows)) or check.__name__ == "copies_that_do_not_open"
        told = list(checking.CHECKS["log"](full.settings, rows))
        assert len(told) > done.told["entries"]
    (full.path / "keys" / "master.key").write_text(old.master.hex() + "\n")
    with standing_in(full.settings), pytest.raises(instance.Unfit, match="key in"):
        instance.require_fit(full.settings)


def test_a_second_change_follows_the_first(small: House) -> None:
    change(small)
    first = require_sound(small)
    later = small.path / "before-rekey"
    later.rename(small.path / "elsewhere")
    later.mkdir()
    (later / "20261123T030000Z.backup.draft").write_text("half of a copy, by one that was killed")
    change(small)
    assert require_sound(small).master != first.master
    assert list(later.glob("*.draft")) == []


def test_reads_that_a_killed_import_left_beside_the_log_stand_in_it(small: House) -> None:
    with small.app.app_context():
        place = place_of(db.engine)
        with read_book.laid_out(place), place.gate(), ThreadPoolExecutor(1) as page:
            page.submit(_look, small).result(timeout=60)
        db.engine.dispose()
    change(small)
    require_sound(small)
    with standing_in(small.settings), desk.ledger() as session:
        assert "case.list" in session.scalars(select(AuditEntry.act)).all()
    assert list(small.path.glob("reads.beside*")) == []


def _look(house: House) -> None:
    with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_LIST, now=NOW):
        pass


CUTS = ["_write_keys", "_look_over", "settle_all", "declare_ready"]


@pytest.mark.parametrize("at", CUTS)
def test_what_breaks_before_the_one_step_leaves_the_old_in_force(
    small: House, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if at == "declare_ready" and small.settings.database_url:
        pytest.skip("the commit of PostgreSQL is the step there")
    own = read_key_file(small.settings.key_file)
    with small.app.app_context():
        stood = content_of_tables()
        db.engine.dispose()
    with monkeypatch.context() as patched:
        room = rekeying if hasattr(rekeying, at) else key_switch
        patched.setattr(room, at, broken)
        with pytest.raises(Unchanged, match=r"were not changed: .*No space left"):
            change(small)
    assert require_sound(small) == own
    with standing_in(small.settings):
        assert content_of_tables() == stood


def broken(*_told: object) -> None:
    raise OSError(28, "No space left on device")


class Killed(BaseException):
    """As kill -9: nothing that follows runs."""


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_what_is_killed_after_the_step_is_finished_by_the_next_start(
    small: House, renamed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many of the new files were brought to their place when it was killed."""
    own = read_key_file(small.settings.key_file)
    still, replace = [renamed], Path.replace

    def counted(path: Path, target: Path) -> Path:
        if still[0] == 0:
            raise Killed
        still[0] -= 1
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", counted)
        with pytest.raises(Killed):
            change(small)
    assert key_switch.left(small.path)
    assert require_sound(small).master != own.master


def test_what_is_killed_before_the_step_is_taken_away_by_the_next_start(
    small: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = read_key_file(small.settings.key_file)

    def killed(*_told: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "_look_over", killed)
        with pytest.raises(Killed):
            change(small)
    assert key_switch.left(small.path)
    assert require_sound(small) == own


def test_a_key_that_the_machine_hands_over_is_not_changed(small: House, tmp_path: Path) -> None:
    """The command could write the new key nowhere: the next start would open with the old."""
    before = content(small.path)
    handed = tmp_path / "caseapp-master-key"
    handed.write_bytes(small.settings.key_file.read_bytes())
    settings = replace(small.settings, credential=handed)
    with standing_in(settings) as app, pytest.raises(Unfit, match="is the credential"):
        rekey(SYSTEM, settings, app.extensions["caseapp.gate"], WORDS.extend, now=NOW)
    assert {name: body for name, body in content(small.path).items() if name in before} == before
    assert not (small.path / "before-rekey").exists()


def test_nobody_else_may_use_it_or_may_do_it(small: House) -> None:
    with key_switch.keys_in_use(small.settings), pytest.raises(Unfit, match="is in use"):
        change(small)
    with standing_in(small.settings) as app:
        gate = app.extensions["caseapp.gate"]
        for role in Role:
            with pytest.raises(Denied):
                rekey(an_actor(role), small.settings, gate, WORDS.extend, now=NOW)


def test_a_log_that_is_not_whole_is_not_made_whole(small: House) -> None:
    head = small.path / "log.head"
    head.write_text(head.read_text()[:-1] + "!")
    with pytest.raises(Unchanged, match="does not hold the head"):
        change(small)
