"""An instance on PostgreSQL: what its server must be, and that no other's tables are touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import inspect

from caseapp.app import create_app
from caseapp.config import Settings
from caseapp.records.db import WRITE, db
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep import server
from caseapp.upkeep.instance import Unfit, fill, make_keys, require_fit, unmake
from caseapp.upkeep.server import require_unused
from tests.conftest import Templates
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, House, opened, settings_for

PASSWORD = "hush-hush"


@contextmanager
def there(settings: Settings) -> Iterator[None]:
    with create_app(settings).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Unfit) as refused:
        act()
    words = str(refused.value)
    assert len(words.splitlines()) == 1
    assert PASSWORD not in words
    return words


def run(statement: str) -> None:
    with db.engine.connect().execution_options(**{WRITE: True}) as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


@pytest.fixture
def fresh(cluster: Cluster, tmp_path: Path) -> Iterator[Settings]:
    """Keys of a new instance, and an empty database for it."""
    settings = settings_for(tmp_path / "new", url=cluster.make())
    make_keys(settings)
    yield settings
    cluster.drop(settings.database_url)


@pytest.fixture
def filled(cluster: Cluster, templates: Templates, tmp_path: Path) -> Iterator[Settings]:
    """An instance that was filled, copied: to make one takes most of a second."""
    with opened(templates(cluster), tmp_path / "filled") as house:
        yield house.settings


def test_what_was_made_opens_again_and_keeps_nothing_in_a_file(fresh: Settings) -> None:
    with there(fresh):
        fill(fresh, NOW)
        require_fit(fresh)
    assert not list(fresh.instance.glob("caseapp.db*"))


def test_an_empty_database_is_told_to_init(fresh: Settings) -> None:
    with there(fresh):
        assert "run 'caseapp init' first" in refusal(lambda: require_fit(fresh))


@pytest.mark.parametrize(("number", "words"), [("9999", "newer version"), ("0000", "newer")])
def test_a_schema_of_another_version_is_refused(filled: Settings, number: str, words: str) -> None:
    with there(filled):
        run(f"UPDATE alembic_version SET version_num = '{number}'")
        assert words in refusal(lambda: require_fit(filled))


def test_a_server_that_is_not_there_is_told_in_one_line_without_the_password(
    fresh: Settings, tmp_path: Path
) -> None:
    lost = f"postgresql+psycopg://caseapp:{PASSWORD}@/x?host={tmp_path}"
    settings = replace(fresh, database_url=lost)
    with there(settings):
        words = refusal(lambda: require_fit(settings))
        assert "the server of CASEAPP_DATABASE_URL cannot be used" in words
        refusal(lambda: fill(settings, NOW))
        unmake(settings)  # nothing was made there, and what was made here goes
    assert not settings.key_file.exists()


def test_a_database_that_is_not_there_is_told(fresh: Settings) -> None:
    settings = replace(fresh, database_url=fresh.database_url.replace("@/t", "@/no_such_"))
    with there(settings):
        assert "does not exist" in refusal(lambda: require_fit(settings))


def test_another_instances_key_is_refused(filled: Settings, tmp_path: Path) -> None:
    other = settings_for(tmp_path / "other", url=filled.database_url)
    make_keys(other)
    with there(other):
        assert "does not belong to the database" in refusal(lambda: require_fit(other))


@pytest.mark.parametrize(
    "statement",
    [
        "DROP POLICY caseapp_reach ON cases",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE cases NO FORCE ROW LEVEL SECURITY",
    ],
)
def test_a_policy_that_was_taken_away_stops_the_start(filled: Settings, statement: str) -> None:
    with there(filled):
        with reaching(Reach(None, "bulk")):
            run(statement)
        assert "the row policy of cases is missing" in refusal(lambda: require_fit(filled))


def test_an_instance_is_not_made_over_another(filled: Settings, tmp_path: Path) -> None:
    other = settings_for(tmp_path / "other", url=filled.database_url)
    make_keys(other)
    with there(other):
        assert "is not empty" in refusal(lambda: fill(other, NOW))
        unmake(other)
    assert not other.key_file.exists()
    with there(filled):
        require_fit(filled)


def test_a_database_that_somebody_works_in_is_told(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_PATIENCE", 0.2)
    with there(fresh):
        require_unused(db.engine)
        with db.engine.connect():
            assert "is in use (1 connections)" in refusal(lambda: require_unused(db.engine))


def test_a_connection_that_is_about_to_go_is_waited_for(fresh: Settings) -> None:
    """The server lists it until its process has ended, some time after it was closed."""
    with there(fresh):
        going = db.engine.connect()
        going.detach()
        Timer(0.3, going.close).start()
        require_unused(db.engine)


def test_tables_of_another_application_stay(fresh: Settings) -> None:
    with there(fresh):
        run("CREATE TABLE users (name text)")
        assert "is not empty" in refusal(lambda: fill(fresh, NOW))
        unmake(fresh)
        with db.engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["users"]


def test_making_that_failed_is_taken_back(fresh: Settings) -> None:
    with there(fresh):
        run("CREATE TABLE notes (text text)")
        fill(fresh, NOW)
        unmake(fresh)
        with db.engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["notes"]
            functions = "SELECT count(*) FROM pg_proc WHERE proname LIKE 'caseapp%%'"
            assert connection.exec_driver_sql(functions).scalar() == 0
    assert not fresh.key_file.exists()
    make_keys(fresh)
    with there(fresh):
        fill(fresh, NOW)


def test_a_database_in_other_letters_is_refused(cluster: Cluster, fresh: Settings) -> None:
    cluster.command(
        "CREATE DATABASE latin OWNER caseapp TEMPLATE template0 ENCODING 'LATIN1'"
        " LOCALE_PROVIDER libc LOCALE 'C'"
    )
    settings = replace(fresh, database_url=cluster.address("latin"))
    with there(settings):
        assert "has the encoding LATIN1, not UTF8" in refusal(lambda: fill(settings, NOW))
    cluster.drop(settings.database_url)


def test_production_refuses_a_role_above_the_policies_and_a_forgetful_server(
    cluster: Cluster, tmp_path: Path
) -> None:
    url = cluster.make()
    settings = settings_for(tmp_path / "new", environment="production", url=url)
    make_keys(settings)
    with there(settings):  # the tests' own server is in a hurry
        assert "fsync or full_page_writes off" in refusal(lambda: fill(settings, NOW))
    above = replace(settings, database_url=url.replace("caseapp@", "postgres@"))
    with there(above):
        assert "is a superuser" in refusal(lambda: fill(above, NOW))
    cluster.drop(url)


def test_the_password_stands_in_no_text_of_the_settings(house: House) -> None:
    settings = replace(house.settings, database_url=f"postgresql+psycopg://u:{PASSWORD}@h/d")
    assert PASSWORD not in repr(settings)
    assert PASSWORD not in str(settings)
