"""The steps make exactly the rows that the code maps, once, and refuse what they do not know."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Inspector, create_engine, inspect, text

from caseapp.records import data_breaches, kept_papers, plpgsql, releases
from caseapp.records.audit import TRIGGERS
from caseapp.records.children import COUNTED_TRIGGERS, NAME_TRIGGERS
from caseapp.records.db import WRITE, Row, db, on_postgresql, place_of
from caseapp.upkeep import dumps, migrate
from caseapp.upkeep.backups import read_back
from caseapp.upkeep.migrate import SchemaTrouble, newest, require_newest, upgrade
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, House


def load_step(number: str) -> Any:
    scripts = ScriptDirectory(str(migrate.scripts_folder()))
    return scripts.get_revision(number).module


def test_alembic_finds_no_difference_between_steps_and_rows(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_the_steps_make_the_rows_to_the_letter(house: House, database: Cluster | None) -> None:
    """Alembic overlooks some: each table is made by its rows as well, and both are compared."""
    with house.app.app_context():
        made = _shapes(inspect(db.engine))
    plain = create_engine(database.make() if database else "sqlite://")
    Row.metadata.create_all(plain)
    mapped = _shapes(inspect(plain))
    plain.dispose()
    assert set(made) == set(mapped)
    for name, shape in mapped.items():
        assert made[name] == shape, name


def _shapes(database: Inspector) -> dict[str, Any]:
    return {
        name: {
            "columns": {
                c["name"]: (str(c["type"]), c["nullable"], c["default"])
                for c in database.get_columns(name)
            },
            "indexes": {
                i["name"]: (
                    i["column_names"],
                    i["unique"],
                    sorted(map(str, i.get("dialect_options", {}).values())),
                )
                for i in database.get_indexes(name)
            },
            "primary": database.get_pk_constraint(name),
            "uniques": {tuple(u["column_names"]) for u in database.get_unique_constraints(name)},
            "keys": {
                (
                    tuple(k["constrained_columns"]),
                    k["referred_table"],
                    tuple(k["referred_columns"]),
                    tuple(sorted(k["options"].items())),
                )
                for k in database.get_foreign_keys(name)
            },
            "checks": sorted(c["sqltext"] for c in database.get_check_constraints(name)),
        }
        for name in database.get_table_names()
        if name != "alembic_version"
    }


@pytest.mark.only("sqlite")
def test_every_trigger_is_there_as_the_code_has_it(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        guards = {*TRIGGERS, *releases.TRIGGERS, *kept_papers.TRIGGERS}
        guards |= {*data_breaches.TRIGGERS}
        assert set(made.scalars()) == guards | {*COUNTED_TRIGGERS, *NAME_TRIGGERS}


def test_the_first_step_makes_nothing_of_postgresqls_that_the_code_does_not_have() -> None:
    # That a database has them all after the last step is asked in records/test_plpgsql.py.
    assert {*load_step("0001")._POSTGRESQL} <= {*plpgsql.statements()}


def test_a_second_upgrade_changes_nothing(house: House) -> None:
    with house.app.app_context():
        before = _state(db.engine)
        assert upgrade(db.engine) == (newest(), newest())
        assert _state(db.engine) == before
        require_newest(db.engine)
    assert not (house.path / "before-migration").exists()


_MASTER = "SELECT name, sql FROM sqlite_master ORDER BY name"
_CATALOGUE = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid WHERE a.attnum > 0 AND pg_table_is_visible(c.oid)
        AND c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger
    UNION ALL SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid)
        FROM pg_constraint
    UNION ALL SELECT polname, polrelid::regclass::text, pg_get_expr(polqual, polrelid)
        FROM pg_policy
    ORDER BY 1, 2, 3"""


def _state(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        postgresql = on_postgresql(engine)
        found = connection.execute(text(_CATALOGUE if postgresql else _MASTER)).all()
        return [*found, connection.exec_driver_sql("SELECT count(*) FROM areas").scalar()]


def _stamp(number: str | None) -> None:
    with db.engine.connect().execution_options(**{WRITE: True}) as connection:
        if number is None:
            connection.exec_driver_sql("DROP TABLE alembic_version")
        else:
            connection.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": number})
        connection.commit()


def test_a_database_of_a_newer_version_is_neither_opened_nor_touched(house: House) -> None:
    with house.app.app_context():
        _stamp("9999")
        before = _state(db.engine)
        for act in (require_newest, upgrade):
            with pytest.raises(SchemaTrouble, match=r"newer version \(9999\)") as refused:
                act(db.engine)
            assert len(str(refused.value).splitlines()) == 1
        assert _state(db.engine) == before


def test_an_older_database_is_told_to_migrate(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.app.app_context():
        monkeypatch.setattr(migrate, "newest", lambda: "9999")
        with pytest.raises(SchemaTrouble, match=r"older version \(\d+\); run 'caseapp migrate'"):
            require_newest(db.engine)


def test_an_empty_database_is_told_to_init(house: House) -> None:
    with house.app.app_context():
        _stamp(None)
        with pytest.raises(SchemaTrouble, match="empty; run 'caseapp init'"):
            require_newest(db.engine)


def _step(monkeypatch: pytest.MonkeyPatch, statements: list[str], fault: bool = False) -> None:
    """Put statements of a step in place of Alembic's."""

    def run(config: Any, _target: str) -> None:
        connection = config.attributes["connection"]
        for statement in statements:
            connection.execute(text(statement))
        if fault:
            raise ZeroDivisionError

    monkeypatch.setattr("alembic.command.upgrade", run)


@pytest.mark.only("sqlite")  # PostgreSQL alters tables where they stand
def test_a_table_made_anew_as_alembic_does_takes_no_row_along(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(config: Any, _target: str) -> None:
        connection = config.attributes["connection"]
        made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'areas'"))
        for statement in (
            made.replace("CREATE TABLE areas", "CREATE TABLE _new"),
            "INSERT INTO _new SELECT * FROM areas",
            "DROP TABLE areas",  # with foreign keys on, this deletes every row first
            "ALTER TABLE _new RENAME TO areas",
        ):
            connection.execute(text(statement))

    monkeypatch.setattr("alembic.command.upgrade", run)
    with house.app.app_context():
        upgrade(db.engine)
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM area_links").scalar() == 266
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.only("sqlite")
def test_a_step_that_leaves_a_row_without_what_it_refers_to_is_taken_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _step(monkeypatch, ["DELETE FROM areas WHERE id = 31135"])
    with house.app.app_context():
        before = _state(db.engine)
        with pytest.raises(SchemaTrouble, match="would lose what they refer to"):
            upgrade(db.engine)
        assert _state(db.engine) == before
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_step_that_fails_half_way_leaves_all_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _step(monkeypatch, ["CREATE TABLE extra (id INTEGER)", "DROP TABLE posts"], fault=True)
    with house.app.app_context():
        before = _state(db.engine)
        with pytest.raises(ZeroDivisionError):
            upgrade(db.engine)
        assert _state(db.engine) == before


@pytest.mark.only("sqlite")
def test_foreign_keys_are_off_before_the_step_begins(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Inside a transaction the pragma does nothing: it was tried, and children were gone.
    seen: list[int] = []

    def run(config: Any, _target: str) -> None:
        seen.append(config.attributes["connection"].exec_driver_sql("PRAGMA foreign_keys").scalar())

    monkeypatch.setattr("alembic.command.upgrade", run)
    with house.app.app_context():
        upgrade(db.engine)
    assert seen == [0]


def test_a_backup_is_kept_before_a_step_and_holds_what_stood(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _step(monkeypatch, ["UPDATE alembic_version SET version_num = '9999'"])
    monkeypatch.setattr(migrate, "newest", lambda: "9999")
    with house.app.app_context():
        before, after = upgrade(db.engine, now=NOW)
        assert after == "9999"
        copy = house.path / "before-migration" / f"{before}.backup"
        assert [path.name for path in copy.parent.iterdir()] == [copy.name]
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        about = read_back(copy, place_of(db.engine).vault, house.path)
    assert (about.revision, about.made_at) == (before, NOW)


def test_without_a_backup_nothing_is_changed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _step(monkeypatch, ["UPDATE alembic_version SET version_num = '9999'"])
    monkeypatch.setattr(migrate, "newest", lambda: "9999")
    (house.path / "keys" / "master.recovery").unlink()
    with house.app.app_context():
        with pytest.raises(SchemaTrouble, match=r"master\.recovery is missing.*nothing changed"):
            upgrade(db.engine)
        with db.engine.connect() as connection:
            assert migrate.revision(connection) != "9999"
    assert list((house.path / "before-migration").iterdir()) == []


@pytest.mark.only("postgresql")
def test_on_a_server_its_own_backup_may_stand_for_ours(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _step(monkeypatch, ["UPDATE alembic_version SET version_num = '9999'"])
    monkeypatch.setattr(migrate, "newest", lambda: "9999")
    monkeypatch.setattr(dumps, "_DEBIAN", tmp_path)
    monkeypatch.setattr(dumps.shutil, "which", lambda _: None)
    with house.app.app_context():
        with pytest.raises(SchemaTrouble, match=r"nothing changed.*--copied") as refused:
            upgrade(db.engine)
        assert len(str(refused.value).splitlines()) == 1
        assert upgrade(db.engine, copied=True)[1] == "9999"


def test_the_steps_lie_where_the_code_looks() -> None:
    folder = migrate.scripts_folder()
    assert (folder / "env.py").is_file()
    assert newest() in {step.stem.split("_")[0] for step in (folder / "versions").glob("*.py")}
