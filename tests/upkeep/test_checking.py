"""A whole instance looked over: every check is made, each fault told in a line, nothing written."""

from __future__ import annotations

import inspect
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from caseapp.records import plpgsql
from caseapp.records.audit import TRIGGERS
from caseapp.records.children import COUNTED_TRIGGERS, NAME_TRIGGERS
from caseapp.records.db import WRITE, db, on_postgresql, place_of
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Denied, Role, operator
from caseapp.upkeep import checking, log, shapes
from caseapp.upkeep.migrate import newest
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, SYSTEM, House, an_actor


def check(house: House) -> list[str]:
    found = checking.check(SYSTEM, house.settings, now=NOW)
    return [f"{one.check}: {one.told}" for one in found]


def spoil(*statements: str) -> None:
    with (
        reaching(Reach(None, "bulk")),
        db.engine.connect().execution_options(**{WRITE: True}) as connection,
    ):
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def test_a_sound_instance_has_no_fault_and_gains_no_entry(house: House) -> None:
    begun: list[str] = []
    with house.app.app_context():
        before = log.count_entries(SYSTEM, now=NOW)
        assert check(house) == []
        assert log.count_entries(SYSTEM, now=NOW) == before
        checking.check(SYSTEM, house.settings, now=NOW, begun=begun.append)
    assert begun == list(checking.CHECKS)
    assert not [path for path in house.path.iterdir() if "check" in path.name]


def test_every_trigger_that_is_missing_is_named(house: House) -> None:
    """All are dropped at once: a look over the whole instance for each took twenty seconds."""
    with house.app.app_context():
        postgresql = on_postgresql(db.engine)
        own = (*TRIGGERS, *COUNTED_TRIGGERS, *NAME_TRIGGERS)
        statements = plpgsql.LOG_TRIGGERS if postgresql else own
        words = [statement.split() for statement in statements]
        named = [(each[2], each[each.index("ON") + 1]) for each in words]
        for name, table in named:
            spoil(f"DROP TRIGGER {name}" + (f" ON {table}" if postgresql else ""))
        missing = [f"schema: the trigger {name} of {table} is missing" for name, table in named]
        assert sorted(check(house)) == sorted(missing)
        spoil(*statements)
        assert check(house) == []


def test_a_log_that_was_written_over_is_named_even_with_its_triggers_back(house: House) -> None:
    with house.app.app_context():
        postgresql = on_postgresql(db.engine)
        guard = (plpgsql.LOG_TRIGGERS if postgresql else TRIGGERS)[0]
        drop = "DROP TRIGGER audit_entries_no_update" + (" ON audit_entries" if postgresql else "")
        spoil(drop, "UPDATE audit_entries SET act = 'report.read'", guard)
        assert check(house) == ["log: entry 1: changed"]
        place_of(db.engine).anchor.unlink()
        assert check(house)[1:] == ["log: the head kept outside the database is missing (log.head)"]


def test_a_key_or_folder_that_others_may_open_is_named(house: House) -> None:
    with house.app.app_context():
        house.settings.key_file.chmod(0o640)
        house.path.chmod(0o755)
        spare = house.settings.key_file.with_name("master.recovery")
        spare.chmod(0o604)
        assert check(house) == [
            f"access: others may open {path}; run 'chmod go=' on it"
            for path in (house.path, house.settings.key_file, spare)
        ]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("0001", "the database is of an older version (0001); run 'caseapp migrate' first"),
        ("9999", "the database was written by a newer version (9999)"),
    ],
)
def test_another_version_is_named_and_compared_with_its_own_steps(
    house: House, number: str, told: str
) -> None:
    with house.app.app_context():
        spoil(f"UPDATE alembic_version SET version_num = '{number}'")
        first, *others = check(house)
    assert first.startswith(f"version: {told}")
    # What the first step did not make yet stands out, as the database only says it is that old.
    lines = [line for line in others if "kept_forms is none of those" in line]
    assert bool(lines) is (number == "0001")


@pytest.mark.only("sqlite")
def test_pages_that_were_damaged_are_named(house: House) -> None:
    with house.app.app_context():
        db.engine.dispose()  # the last connection writes the WAL into the file
        whole = (house.path / "caseapp.db").read_bytes()
        page = 4096 * (len(whole) // 4096 - 2)
        (house.path / "caseapp.db").write_bytes(whole[:page] + bytes(100) + whole[page + 100 :])
        lines = check(house)
        assert any(line.startswith("database: a page does not open: ") for line in lines)
        assert all(": " in line and "\n" not in line for line in lines)


@pytest.mark.only("sqlite")
def test_an_index_that_lost_an_entry_is_named(house: House) -> None:
    with house.app.app_context():
        spoil(
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = 'CREATE INDEX ix_areas_code ON areas (name)'"
            " WHERE name = 'ix_areas_code'",
        )
        db.engine.dispose()
        lines = check(house)
        assert any("ix_areas_code" in line and line.startswith("database: ") for line in lines)


@pytest.mark.only("postgresql")
def test_an_index_that_is_not_valid_is_named(house: House, database: Cluster) -> None:
    with house.app.app_context():
        database.ask(
            str(db.engine.url.render_as_string(hide_password=False)),
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
            "'ix_children_folded'::regclass RETURNING 1",
        )
        assert check(house) == [
            "database: the index ix_children_folded is not valid; run REINDEX on it"
        ]


def test_a_check_that_breaks_off_is_a_finding_and_the_others_are_made(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> object:
        raise OperationalError("", {}, Exception("disk I/O error\nmore of it"))

    with house.app.app_context():
        trigger = "audit_entries_no_delete"
        spoil(f"DROP TRIGGER {trigger}" + (" ON audit_entries" if on_postgresql(db.engine) else ""))
        monkeypatch.setitem(checking.CHECKS, "keys", broken)
        monkeypatch.setattr(shapes, "shape_made", broken)
        assert check(house) == [
            "schema: the shape of the database could not be compared (disk I/O error)",
            f"schema: the trigger {trigger} is missing or changed: the log could be written over",
            "keys: the check could not be finished (disk I/O error)",
        ]


@pytest.mark.only("postgresql")
def test_the_schema_aside_is_taken_back_and_needs_the_right_to_make_one(
    house: House, database: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapes, "shape_made", inspect.unwrap(shapes.shape_made))
    with house.app.app_context():
        shapes.shape_made(db.engine, newest())
        address = str(db.engine.url)
        there = "SELECT count(*) FROM pg_namespace WHERE nspname = 'caseapp_check'"
        assert database.ask(address, there) == (0,)
        name = db.engine.url.database
        database.command(f"ALTER DATABASE {name} OWNER TO postgres")
        database.command(f"REVOKE CREATE ON DATABASE {name} FROM caseapp")
        (line,) = check(house)
        assert line.startswith("schema: the shape of the database could not be compared (")
        database.command(f"ALTER DATABASE {name} OWNER TO caseapp")


def test_no_role_checks_but_the_operator_does_even_in_production(house: House) -> None:
    with house.app.app_context():
        for role in sorted(set(Role) - {Role.AUDITOR}):
            with pytest.raises(Denied):
                checking.check(an_actor(role, user_id=1), house.settings, now=NOW)
        assert checking.check(operator(production=True), house.settings, now=NOW) == []


def test_what_lies_beside_the_database_is_left_alone(house: House, tmp_path: Path) -> None:
    with house.app.app_context():
        db.engine.dispose()
        shutil.copytree(house.path, tmp_path / "before")
        check(house)
        db.engine.dispose()
    for path in (tmp_path / "before").rglob("*"):
        if path.is_file():
            assert (house.path / path.relative_to(tmp_path / "before")).read_bytes() == (
                path.read_bytes()
            )
