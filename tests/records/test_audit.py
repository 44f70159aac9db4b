"""The log against somebody with the database open: each tampering is refused, or it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from caseapp.records import audit, plpgsql
from caseapp.records.audit import (
    GENESIS,
    TRIGGERS,
    AuditEntry,
    Entry,
    append,
    faults,
    link,
    unguarded,
)
from caseapp.records.db import WRITE, db, on_postgresql, place_of
from tests.factories.house import NOW, House

KEY = b"k" * 32
WORDS = [
    Entry("user:1", "child.read", subject=f"child:{n}", detail=(("fields", n),)) for n in range(5)
]


@pytest.fixture
def chain(house: House) -> Iterator[tuple[Connection, str, bytes]]:
    """A connection to a log with five entries of a test's own besides the instance's, its head."""
    with house.app.app_context(), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        key = place_of(connection).vault.audit_key
        head, _ = append(connection, key, [(NOW, WORDS)])
        connection.commit()
        yield connection, head, key


Chain = tuple[Connection, str, bytes]


def last(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT max(id) FROM audit_entries").scalar())


def found(chain: Chain) -> list[str]:
    connection, head, key = chain
    connection.rollback()
    return list(faults(connection, key, head))


def test_an_untouched_chain_has_no_fault(chain: Chain) -> None:
    assert found(chain) == []
    assert last(chain[0]) >= 5


REFUSED = {
    "update": "UPDATE audit_entries SET actor = 'user:2' WHERE id = {last}",
    "update to the same": "UPDATE audit_entries SET actor = actor",
    "delete": "DELETE FROM audit_entries WHERE id = {last}",
    "delete all": "DELETE FROM audit_entries",
    "gap": "INSERT INTO audit_entries SELECT id + 2, at, actor, act, outcome, subject, area_id,"
    " detail, hash, hash FROM audit_entries WHERE id = {last}",
    "before the first": "INSERT INTO audit_entries SELECT 0, at, actor, act, outcome, subject,"
    " area_id, detail, previous, hash FROM audit_entries WHERE id = 1",
    "wrong link": "INSERT INTO audit_entries SELECT id + 1, at, actor, act, outcome, subject,"
    " area_id, detail, previous, hash FROM audit_entries WHERE id = {last}",
    "empty link": "INSERT INTO audit_entries SELECT id + 1, at, actor, act, outcome, subject,"
    " area_id, detail, NULL, hash FROM audit_entries WHERE id = {last}",
    "upsert": "INSERT INTO audit_entries SELECT * FROM audit_entries WHERE id = {last}"
    " ON CONFLICT (id) DO UPDATE SET actor = 'user:2'",
}
REFUSED_BY_SQLITE = {
    "replace": "INSERT OR REPLACE INTO audit_entries SELECT id, at, 'user:2', act, outcome, subject,"
    " area_id, detail, previous, hash FROM audit_entries WHERE id = {last}",
    "replace by REPLACE": "REPLACE INTO audit_entries SELECT id, at, 'user:2', act, outcome, subject,"
    " area_id, detail, previous, hash FROM audit_entries WHERE id = {last}",
    "ignored": "UPDATE OR IGNORE audit_entries SET id = id + 100",
}
REFUSED_BY_POSTGRESQL = {
    "truncate": "TRUNCATE audit_entries",
    "merge": "MERGE INTO audit_entries a USING audit_entries b ON a.id = b.id"
    " WHEN MATCHED THEN UPDATE SET actor = 'user:2'",
    "a function's write": "DO $$ BEGIN DELETE FROM audit_entries; END $$",
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_triggers_refuse_to_change_what_was_written(chain: Chain, name: str) -> None:
    refused(chain, REFUSED[name])


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", REFUSED_BY_SQLITE)
def test_the_triggers_refuse_sqlites_own_ways(chain: Chain, name: str) -> None:
    refused(chain, REFUSED_BY_SQLITE[name])


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("name", REFUSED_BY_POSTGRESQL)
def test_the_triggers_refuse_postgresqls_own_ways(chain: Chain, name: str) -> None:
    refused(chain, REFUSED_BY_POSTGRESQL[name])


def refused(chain: Chain, words: str) -> None:
    connection = chain[0]
    statement = words.format(last=last(connection))
    with pytest.raises((IntegrityError, OperationalError)):
        connection.execute(text(statement))
    assert found(chain) == []


def opened(connection: Connection) -> None:
    """Take the triggers away, as somebody may who holds the database's key."""
    for trigger in plpgsql.LOG_TRIGGERS if on_postgresql(connection) else TRIGGERS:
        connection.exec_driver_sql(without(connection, trigger))


def without(connection: Connection, trigger: str) -> str:
    """The statement that takes a trigger away."""
    where = " ON audit_entries" if on_postgresql(connection) else ""
    return f"DROP TRIGGER {trigger.split()[2]}{where}"


def forge(connection: Connection, number: int, key: bytes = KEY, **changes: object) -> None:
    """Change an entry and link it and all that follow anew, under the forger's own key."""
    rows = connection.execute(select(AuditEntry.__table__).order_by(AuditEntry.id)).mappings().all()
    previous = GENESIS
    for row in rows:
        fields = dict(row) | (changes if row["id"] == number else {})
        if row["id"] >= number:
            fields["previous"] = previous
            fields["hash"] = link(key, fields)
            connection.execute(
                AuditEntry.__table__.update().where(AuditEntry.id == row["id"]).values(fields)
            )
        previous = fields["hash"]


def swap(connection: Connection, number: int) -> None:
    for old, new in ((number, -1), (number - 1, number), (-1, number - 1)):
        connection.exec_driver_sql(f"UPDATE audit_entries SET id = {new} WHERE id = {old}")


def put_in(connection: Connection, number: int) -> None:
    connection.exec_driver_sql(f"UPDATE audit_entries SET id = id + 1000 WHERE id >= {number}")
    connection.exec_driver_sql(f"UPDATE audit_entries SET id = id - 999 WHERE id > 1000")  # noqa: F541
    connection.exec_driver_sql(
        "INSERT INTO audit_entries SELECT id + 1, at, actor, act, outcome, subject, area_id, detail,"
        f" hash, hash FROM audit_entries WHERE id = {number - 1}"
    )


def sql(statement: str) -> Callable[[Connection, int], None]:
    return lambda connection, number: connection.exec_driver_sql(statement.format(n=number))


TAMPERS: dict[str, Callable[[Connection, int], object]] = {
    "actor": sql("UPDATE audit_entries SET actor = 'user:2' WHERE id = {n} - 1"),
    "moment": sql("UPDATE audit_entries SET at = '2026-01-01T00:00:00+00:00' WHERE id = {n} - 1"),
    "act": sql("UPDATE audit_entries SET act = 'child.list' WHERE id = {n} - 1"),
    "outcome": sql("UPDATE audit_entries SET outcome = 'denied' WHERE id = {n} - 1"),
    "subject": sql("UPDATE audit_entries SET subject = 'child:9' WHERE id = {n} - 1"),
    "unit": sql("UPDATE audit_entries SET area_id = 31120 WHERE id = {n} - 1"),
    "detail": sql("UPDATE audit_entries SET detail = '{{}}' WHERE id = {n} - 1"),
    "hash": sql("UPDATE audit_entries SET hash = previous WHERE id = {n} - 1"),
    "delete in the middle": sql("DELETE FROM audit_entries WHERE id = {n} - 2"),
    "delete the first": sql("DELETE FROM audit_entries WHERE id = 1"),
    "delete and close the gap": lambda c, n: (
        c.exec_driver_sql(f"DELETE FROM audit_entries WHERE id = {n - 2}"),
        c.exec_driver_sql(f"UPDATE audit_entries SET id = id - 1 WHERE id > {n - 2}"),
    ),
    "cut the tail": sql("DELETE FROM audit_entries WHERE id = {n}"),
    "cut all": sql("DELETE FROM audit_entries"),
    "cut and write on": lambda c, n: (
        c.exec_driver_sql(f"DELETE FROM audit_entries WHERE id >= {n - 1}"),
        append(c, place_of(c).vault.audit_key, [(NOW, WORDS[:2])]),
    ),
    "two in another order": swap,
    "one put in": put_in,
    "linked anew under another key": lambda c, n: forge(c, n - 1, actor="user:2"),
    "the last linked anew": lambda c, n: forge(c, n, actor="user:2"),
    "linked anew under the instance's key": lambda c, n: forge(
        c, n, place_of(c).vault.audit_key, actor="user:2"
    ),
    "all linked anew from nothing": lambda c, _: forge(c, 1, act="child.list"),
}


@pytest.mark.parametrize("name", TAMPERS)
def test_a_tampering_past_the_triggers_is_found(chain: Chain, name: str) -> None:
    connection = chain[0]
    opened(connection)
    TAMPERS[name](connection, last(connection))
    connection.commit()
    assert found(chain) != []


def test_the_break_is_named_by_its_entry(chain: Chain) -> None:
    connection = chain[0]
    opened(connection)
    number = last(connection) - 2
    connection.exec_driver_sql(f"UPDATE audit_entries SET act = 'x' WHERE id = {number}")
    connection.commit()
    assert found(chain) == [f"entry {number}: changed"]


def test_a_guard_taken_away_or_weakened_is_named(chain: Chain) -> None:
    connection = chain[0]
    assert list(unguarded(connection)) == []
    for trigger in plpgsql.LOG_TRIGGERS if on_postgresql(connection) else TRIGGERS:
        connection.exec_driver_sql(without(connection, trigger))
        (fault,) = unguarded(connection)
        assert trigger.split()[2] in fault
        connection.exec_driver_sql(trigger.replace("BEFORE", "AFTER"))
        assert len(list(unguarded(connection))) == 1
        connection.exec_driver_sql(without(connection, trigger))
        connection.exec_driver_sql(trigger)
        assert list(unguarded(connection)) == []


AS_NOTHING = "RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
WEAKENED = (
    "ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_no_update",
    "ALTER TABLE audit_entries DISABLE TRIGGER USER",
    "ALTER TABLE audit_entries ENABLE REPLICA TRIGGER audit_entries_no_delete",
    f"CREATE OR REPLACE FUNCTION caseapp_log_refuses() {AS_NOTHING}",
    f"CREATE OR REPLACE FUNCTION caseapp_log_next_link() {AS_NOTHING}",
)


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("statement", WEAKENED)
def test_a_guard_that_stands_and_does_nothing_is_named(chain: Chain, statement: str) -> None:
    connection = chain[0]
    connection.execute(text(statement))
    assert list(unguarded(connection))


def test_more_entries_than_the_anchor_knows_are_no_fault(chain: Chain) -> None:
    # A power cut may fall between the commit and the anchor.
    connection, head, key = chain
    append(connection, key, [(NOW, WORDS[:1])])
    connection.commit()
    assert found((connection, head, key)) == []


def test_who_writes_on_is_told_whether_the_chain_still_holds_the_anchor(chain: Chain) -> None:
    connection, head, key = chain
    later, whole = append(connection, key, [(NOW, WORDS[:1])], head)
    assert whole
    assert append(connection, key, [(NOW, WORDS[:1])], later)[1]
    assert append(connection, key, [(NOW, WORDS[:1])], head)[1]  # older, and still of the chain
    number, _, _ = head.partition(":")
    for lost in (f"{number}:{'0' * 64}", "99999:" + "0" * 64, "", "nonsense"):
        assert not append(connection, key, [(NOW, WORDS[:1])], lost)[1]
    connection.rollback()
    opened(connection)
    connection.exec_driver_sql("DELETE FROM audit_entries")
    assert not append(connection, key, [(NOW, WORDS[:1])], head)[1]


def test_texts_with_any_letters_are_linked_apart() -> None:
    # No two entries that differ may give the same text to the hash, whatever they hold.
    fields = dict.fromkeys(audit._COLUMNS, "")
    first = link(KEY, fields | {"actor": 'a","b', "act": "c"})
    assert first != link(KEY, fields | {"actor": "a", "act": 'b","c'})
    assert first != link(b"other", fields | {"actor": 'a","b', "act": "c"})
