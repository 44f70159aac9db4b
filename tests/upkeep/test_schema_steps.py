"""The steps told without Alembic are those that it would run, in its order."""

from __future__ import annotations

import pytest
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from caseapp.records.db import WRITE, db
from caseapp.upkeep.schema_steps import (
    SchemaTrouble,
    known,
    newest,
    revision,
    scripts_folder,
)
from tests.factories.house import House


def _writing() -> Connection:
    return db.engine.connect().execution_options(**{WRITE: True})


def test_the_steps_are_those_of_alembic() -> None:
    scripts = ScriptDirectory(str(scripts_folder()))
    assert newest() == scripts.get_current_head()
    assert all(known(step.revision) for step in scripts.walk_revisions())
    assert not known("9999")


def test_a_database_stands_where_alembic_says(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as connection:
        found = revision(connection)
        assert found == MigrationContext.configure(connection).get_current_revision() == newest()


@pytest.mark.parametrize(
    ("change", "found"),
    [("DELETE FROM alembic_version", None), ("DROP TABLE alembic_version", None)],
)
def test_an_empty_database_stands_nowhere(house: House, change: str, found: str | None) -> None:
    with house.app.app_context(), _writing() as connection:
        connection.exec_driver_sql(change)
        assert revision(connection) == found
        connection.rollback()


def test_a_database_that_tells_of_two_steps_is_refused(house: House) -> None:
    with house.app.app_context(), _writing() as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
        with pytest.raises(SchemaTrouble, match="9999"):
            revision(connection)
        connection.rollback()
