"""Every part that is dropped, changed or added is named, each trigger in its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from caseapp.records import plpgsql
from caseapp.records.audit import TRIGGERS
from caseapp.records.children import COUNTED_TRIGGERS, NAME_TRIGGERS
from caseapp.records.db import WRITE, db, on_postgresql
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep import shapes
from caseapp.upkeep.migrate import newest
from caseapp.upkeep.shapes import Shape, differences, shape_of
from tests.factories import long_run
from tests.factories.cluster import Cluster
from tests.factories.house import House

Told = Callable[..., list[str]]


@pytest.fixture
def told(house: House) -> Iterator[Told]:
    """A function that spoils the database, tells what is named, and takes all back."""
    with house.app.app_context():
        made = shapes.shape_made(db.engine, newest())

        def spoil(*statements: str) -> list[str]:
            with _spoiling() as connection:
                for statement in statements:
                    connection.execute(text(statement))
                return list(differences(shape_of(connection), made))

        yield spoil


@contextmanager
def _spoiling() -> Iterator[Connection]:
    opened = db.engine.connect().execution_options(**{WRITE: True})
    with reaching(Reach(None, "bulk")), opened as connection:
        yield connection
        connection.rollback()


def _triggers() -> dict[str, str]:
    """Every trigger's name with the statement that makes it."""
    postgresql = (
        *plpgsql.LOG_TRIGGERS, *plpgsql.COUNTED_TRIGGERS, *plpgsql.NAME_TRIGGERS,
        *plpgsql.ID_TRIGGERS,
    )  # fmt: skip
    own = postgresql if on_postgresql(db.engine) else (*TRIGGERS, *COUNTED_TRIGGERS, *NAME_TRIGGERS)
    return {statement.split()[2]: statement for statement in own}


def _table(statement: str) -> str:
    words = statement.split()
    return words[words.index("ON") + 1]


def _drop(name: str, statement: str) -> str:
    where = f" ON {_table(statement)}" if on_postgresql(db.engine) else ""
    return f"DROP TRIGGER {name}{where}"


def each_is_named(told: Told, spoiled: dict[str, tuple[str, ...]]) -> None:
    """What is to be said of each kind of spoiling is said when all of them are done at once.

    CASEAPP_TEST_LONG=1 does each by itself: PostgreSQL's catalogue is then read 400 times.
    """
    if long_run.LONG:
        for line, statements in spoiled.items():
            assert told(*statements) == [line]
    assert sorted(told(*chain(*spoiled.values()))) == sorted(spoiled)


def test_what_was_made_by_the_steps_has_no_fault(told: Told) -> None:
    assert told() == []


def test_each_trigger_that_is_dropped_is_named(told: Told) -> None:
    triggers = _triggers()
    assert len(triggers) >= 11
    spoiled = {
        f"the trigger {name} of {_table(statement)} is missing": (_drop(name, statement),)
        for name, statement in triggers.items()
    }
    each_is_named(told, spoiled)
    name, statement = next(iter(triggers.items()))
    assert told(_drop(name, statement)) == [next(iter(spoiled))]  # and nothing else


def test_each_trigger_that_does_something_else_is_named(told: Told) -> None:
    spoiled = {}
    for name, statement in _triggers().items():
        table = _table(statement)
        instead = f"CREATE TRIGGER {name} AFTER UPDATE ON {table} BEGIN SELECT 1; END"
        if on_postgresql(db.engine):
            instead = (
                f"CREATE TRIGGER {name} AFTER DELETE ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION caseapp_keep_ids()"
            )
        line = f"the trigger {name} of {table} is not as the steps make it"
        spoiled[line] = _drop(name, statement), instead
    each_is_named(told, spoiled)


@pytest.mark.only("postgresql")
def test_each_trigger_that_is_off_and_each_function_with_another_body_is_named(told: Told) -> None:
    spoiled = {}
    for name, statement in _triggers().items():
        table = _table(statement)
        line = f"the trigger {name} of {table} is not as the steps make it"
        spoiled[line] = (f"ALTER TABLE {table} DISABLE TRIGGER {name}",)
    body = "BEGIN RETURN NULL; END"
    other = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS '{}'"
    for name in plpgsql.FUNCTIONS:
        line = f"the function {name} is not as the steps make it"
        spoiled[line] = (other.format(name, body),)
    each_is_named(told, spoiled)
    assert told("DROP FUNCTION caseapp_mark_stay CASCADE") == [
        "the function caseapp_mark_stay is missing",
        "the trigger residences_counted_insert of residences is missing",
        "the trigger residences_counted_update of residences is missing",
    ]


@pytest.mark.only("postgresql")
def test_each_policy_that_is_gone_widened_or_not_forced_is_named(told: Told) -> None:
    for done, line in (
        ("DROP POLICY caseapp_reach ON {}", "the policy caseapp_reach of {} is missing"),
        (
            "ALTER POLICY caseapp_reach ON {} USING (true)",
            "the policy caseapp_reach of {} is not as the steps make it",
        ),
        (
            "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
            "the row security {} is not as the steps make it",
        ),
        (
            "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
            "the row security {} is not as the steps make it",
        ),
    ):
        spoiled = {line.format(table): (done.format(table),) for table in plpgsql.BY_UNIT}
        each_is_named(told, spoiled)
    assert told("CREATE POLICY all_of_it ON cases USING (true)") == [
        "the policy all_of_it of cases is none of those that the steps make"
    ]


EVERYWHERE = {
    "DROP INDEX ix_children_folded": "the index ix_children_folded of children is missing",
    "CREATE INDEX ix_new ON cases (state)": (
        "the index ix_new of cases is none of those that the steps make"
    ),
    "ALTER TABLE cases ADD COLUMN more integer": (
        "the column more of cases is none of those that the steps make"
    ),
    "ALTER TABLE kept_forms RENAME TO forms_kept": "the table kept_forms is missing",
    "ALTER TABLE posts RENAME COLUMN made TO done": "the column made of posts is missing",
}


@pytest.mark.parametrize("statement", EVERYWHERE)
def test_what_else_is_gone_or_new_is_named(told: Told, statement: str) -> None:
    assert EVERYWHERE[statement] in told(statement)


def test_an_index_over_other_columns_is_named(told: Told) -> None:
    drop, make = "DROP INDEX ix_children_folded", "CREATE INDEX ix_children_folded ON children"
    assert told(drop, f"{make} (folded_name)") == []
    assert told(drop, f"{make} (code)") == [
        "the index ix_children_folded of children is not as the steps make it"
    ]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("ALTER TABLE children ALTER COLUMN counted DROP DEFAULT", "column counted"),
        ("ALTER TABLE children ALTER COLUMN code DROP NOT NULL", "column code"),
        ("ALTER TABLE children ALTER COLUMN code TYPE varchar(41)", "column code"),
        (
            "ALTER TABLE children DROP CONSTRAINT children_sex_check",
            "constraint children_sex_check",
        ),
    ],
)
def test_a_column_or_constraint_of_postgresql_that_was_changed_is_named(
    told: Told, statement: str, part: str
) -> None:
    (line,) = told(statement)
    assert line.startswith(f"the {part} of children is ")


@pytest.mark.only("postgresql")
def test_a_foreign_key_that_a_superuser_switched_off_is_named(
    house: House, database: Cluster, told: Told
) -> None:
    address = database.address(str(db.engine.url.database), "postgres")
    above = create_engine(address, isolation_level="AUTOCOMMIT")
    with above.connect() as connection:
        connection.execute(text("ALTER TABLE cases DISABLE TRIGGER ALL"))
    above.dispose()
    assert "the constraint fk_cases_child_id_children of cases is not as the steps make it" in (
        told()
    )


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("counted BOOLEAN DEFAULT 0 NOT NULL", "counted BOOLEAN NOT NULL", "column counted of"),
        ("code VARCHAR(40) NOT NULL", "code VARCHAR(40)", "column code of"),
        ("CHECK (sex IN ('male','female','unknown'))", "CHECK (sex <> '')", "table"),
    ],
)
def test_a_column_or_check_of_sqlite_that_was_changed_is_named(
    told: Told, old: str, new: str, line: str
) -> None:
    with _spoiling() as connection:
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'children'"))
        statement = str(made.scalar())
    assert old in statement
    found = told(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = '"
        + statement.replace(old, new).replace("'", "''")
        + "' WHERE name = 'children'",
        "PRAGMA writable_schema = RESET",
    )
    assert found == [f"the {line} children is not as the steps make it"]


def test_a_part_is_told_once() -> None:
    made: Shape = {
        ("a", "table", "a"): "t", ("a", "column", "x"): "int", ("a", "index", "i"): "x",
    }  # fmt: skip
    assert list(differences({}, made)) == ["the table a is missing"]
    changed: dict[Any, str] = {**made, ("a", "table", "a"): "u", ("a", "column", "x"): "text"}
    assert list(differences(changed, made)) == ["the column x of a is not as the steps make it"]
    assert list(differences({**made, ("b", "table", "b"): "t"}, made)) == [
        "the table b is none of those that the steps make"
    ]
