"""What PostgreSQL sees to itself: guards of the log, marks, the next ids, policies on every row."""

from __future__ import annotations

import pytest
from sqlalchemy import Integer, insert, select, text

from caseapp.records import data_breaches, kept_papers, plpgsql, releases
from caseapp.records.audit import GENESIS, TRIGGERS
from caseapp.records.children import COUNTED_TRIGGERS, NAME_TRIGGERS
from caseapp.records.db import WRITE, Row, db
from caseapp.records.disasters import Disaster
from caseapp.records.scope import BY_AREA
from tests.factories.house import NOW, House
from tests.factories.rows import DAY


def test_both_databases_have_the_same_guards() -> None:
    def names(triggers: tuple[str, ...]) -> set[str]:
        return {trigger.split()[2] for trigger in triggers}

    # Only PostgreSQL has a statement that empties a table without deleting a row.
    assert names(plpgsql.LOG_TRIGGERS) - names(TRIGGERS) == {"audit_entries_no_truncate"}
    assert names(TRIGGERS) <= names(plpgsql.LOG_TRIGGERS)
    # And only SQLite one that replaces a row without deleting it.
    both = {"releases_no_update", "releases_no_delete"}
    assert names(plpgsql.RELEASE_TRIGGERS) == both | {"releases_no_truncate"}
    assert names(releases.TRIGGERS) == both | {"releases_no_replace"}
    both = {"kept_copies_no_update", "kept_copies_no_delete"}
    assert names(plpgsql.KEPT_TRIGGERS) == both | {"kept_copies_no_truncate"}
    assert names(kept_papers.TRIGGERS) == both | {"kept_copies_no_replace"}
    standing = {
        f"{table}_no_{event}" for table in data_breaches.TABLES for event in ("update", "delete")
    }
    assert names(plpgsql.BREACH_TRIGGERS) >= standing
    assert names(data_breaches.TRIGGERS) >= standing
    assert names(plpgsql.COUNTED_TRIGGERS) == names(COUNTED_TRIGGERS)
    assert names(plpgsql.NAME_TRIGGERS) == names(NAME_TRIGGERS)
    assert GENESIS in plpgsql.FUNCTIONS["caseapp_log_next_link"]


def test_every_table_with_a_number_of_its_own_is_numbered() -> None:
    numbered = {
        name
        for name, table in Row.metadata.tables.items()
        if "id" in table.c and isinstance(table.c.id.type, Integer) and table.c.id.autoincrement
    }
    assert set(plpgsql.NUMBERED) == numbered


def test_every_table_with_a_unit_that_answers_has_its_policy() -> None:
    assert set(plpgsql.BY_UNIT) == {model.__tablename__ for model in BY_AREA}


@pytest.mark.only("postgresql")
def test_all_stands_as_the_code_has_it(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as connection:
        wanted = {s for s in plpgsql.statements() if s.startswith("CREATE TRIGGER")}
        assert plpgsql.standing_triggers(connection) == wanted
        every = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
        assert connection.exec_driver_sql(every).scalar() == len(wanted)
        assert plpgsql.standing_policies(connection) == set(plpgsql.BY_UNIT)
        conditions = connection.exec_driver_sql(
            "SELECT DISTINCT pg_get_expr(polqual, polrelid) FROM pg_policy"
        )
        assert len(conditions.all()) == 1


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("first", [1, 7])
def test_the_next_number_follows_those_that_rows_brought(house: House, first: int) -> None:
    row = {"name": "flood", "kind": "flood", "started_on": DAY, "entered_at": NOW}
    with house.app.app_context(), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        connection.execute(insert(Disaster), [row | {"id": first}, row | {"id": first + 1}])
        connection.execute(insert(Disaster), [row, row])
        found = connection.scalars(select(Disaster.id).order_by(Disaster.id)).all()
        assert found == [first, first + 1, first + 2, first + 3]
        connection.execute(insert(Disaster), [row | {"id": 100}])
        connection.execute(text("DELETE FROM disasters"))
        connection.execute(insert(Disaster), [row])
        assert connection.scalar(select(Disaster.id)) == 101
