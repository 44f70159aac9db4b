"""The log is checked without touching it, and written out whole."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from caseapp.records import plpgsql
from caseapp.records.audit import TRIGGERS
from caseapp.records.db import WRITE, db, on_postgresql, place_of
from caseapp.rules.access import Act, Denied, Role, operator
from caseapp.upkeep import log
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import make_user


@pytest.fixture
def busy(house: House) -> House:
    """An instance whose log holds a few entries more than the first."""
    for _ in range(3):
        make_user(house, "officer")
    return house


def spoil(*statements: str) -> None:
    """Change the log behind the triggers' back, as someone with the key and the file could."""
    with db.engine.connect().execution_options(**{WRITE: True}) as connection:
        postgresql = on_postgresql(connection)
        triggers = plpgsql.LOG_TRIGGERS if postgresql else TRIGGERS
        where = " ON audit_entries" if postgresql else ""
        for trigger in triggers:
            connection.execute(text(f"DROP TRIGGER {trigger.split()[2]}{where}"))
        for statement in (*statements, *triggers):
            connection.execute(text(statement))
        connection.commit()


def test_an_untouched_log_has_no_fault_and_gains_no_entry(busy: House) -> None:
    with busy.app.app_context():
        before = log.count_entries(SYSTEM, now=NOW)
        assert before == 4  # the instance made, then three accounts
        assert log.verify(SYSTEM, now=NOW) == []
        assert log.count_entries(SYSTEM, now=NOW) == before


def test_a_changed_entry_is_named(busy: House) -> None:
    with busy.app.app_context():
        spoil("UPDATE audit_entries SET actor = 'user:99' WHERE id = 2")
        assert log.verify(SYSTEM, now=NOW) == ["entry 2: changed"]


def test_a_cut_tail_shows_by_the_head_kept_outside(busy: House) -> None:
    with busy.app.app_context():
        spoil("DELETE FROM audit_entries WHERE id = 4")
        (fault,) = log.verify(SYSTEM, now=NOW)
        assert fault.startswith("entry 4: cut off or replaced")


def test_a_missing_head_is_a_fault(busy: House) -> None:
    with busy.app.app_context():
        place_of(db.engine).anchor.unlink()
        assert log.verify(SYSTEM, now=NOW) == [
            "the head kept outside the database is missing (log.head)"
        ]


def test_the_export_is_every_entry_in_order_and_is_itself_logged(busy: House) -> None:
    out = io.StringIO()
    with busy.app.app_context():
        assert log.export(SYSTEM, out, now=NOW) == 4
        entries = [json.loads(line) for line in out.getvalue().splitlines()]
        assert [entry["id"] for entry in entries] == [1, 2, 3, 4]
        assert {datetime.fromisoformat(e["at"]).utcoffset() for e in entries} == {timedelta()}
        assert entries[1]["act"] == "account.manage"
        assert entries[1]["detail"] == {"role": "officer"}
        # Each entry bears the hash of the one before, so that the file can be checked alone.
        assert [e["previous"] for e in entries[1:]] == [e["hash"] for e in entries[:-1]]
        again = io.StringIO()
        assert log.export(SYSTEM, again, now=NOW) == 5
        assert json.loads(again.getvalue().splitlines()[-1])["act"] == Act.LOG_READ


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_no_role_but_the_auditors_reads_the_log_and_the_operator_does_even_in_production(
    house: House, role: Role
) -> None:
    with house.app.app_context():
        for ask in (log.verify, log.count_entries):
            with pytest.raises(Denied):
                ask(an_actor(role, user_id=1), now=NOW)
        with pytest.raises(Denied):
            log.export(an_actor(role, user_id=1), io.StringIO(), now=NOW)
        assert log.verify(operator(production=True), now=NOW) == []
