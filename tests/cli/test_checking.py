"""`caseapp check`: a line for each fault, exit status, one JSON document, what cannot be opened."""

from __future__ import annotations

import json

from sqlalchemy import text

from caseapp.records.db import WRITE, db
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep import checking
from tests.cli.shell import Shell, refused
from tests.factories.house import House

TRIGGER = "the trigger circumstances_counted_insert of circumstances is missing"


def spoil(house: House, statement: str) -> None:
    with (
        house.app.app_context(),
        reaching(Reach(None, "bulk")),
        db.engine.connect().execution_options(**{WRITE: True}) as connection,
    ):
        connection.execute(text(statement))
        connection.commit()
        db.engine.dispose()


def test_a_sound_instance_is_said_to_be_one(opened: Shell) -> None:
    answer = opened("check")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == f"No fault ({', '.join(checking.CHECKS)}).\n"
    told = json.loads(opened("check", "--json").out)
    assert told == {"checks": list(checking.CHECKS), "findings": []}


def test_each_fault_is_a_line_and_the_status_is_1(opened: Shell, house: House) -> None:
    spoil(house, "DROP TRIGGER circumstances_counted_insert")
    assert opened("check") == (1, f"schema: {TRIGGER}\n", "")
    answer = opened("check", "--json")
    assert answer.status == 1
    assert json.loads(answer.out)["findings"] == [{"check": "schema", "told": TRIGGER}]


def test_what_keeps_other_commands_shut_is_told_with_all_else(opened: Shell, house: House) -> None:
    # In production nothing opens with such a key: the check does, to say what else is wrong.
    spoil(house, "DROP TRIGGER circumstances_counted_insert")
    house.settings.key_file.chmod(0o644)
    (house.path / "keys" / "environment").write_text("production\n")
    spoil(house, "UPDATE instance_facts SET value = 'production' WHERE name = 'environment'")
    opened.setting(CASEAPP_ENV="production")
    refused(opened("log", "verify"), "others may read")
    answer = opened("check")
    assert answer.status == 1
    assert answer.out.splitlines() == [
        f"access: others may open {house.settings.key_file}; run 'chmod go=' on it",
        f"schema: {TRIGGER}",
    ]


def test_what_cannot_be_opened_is_refused_in_one_line(shell: Shell) -> None:
    refused(shell("check"), "holds no instance")


def test_another_environment_is_refused(opened: Shell, house: House) -> None:
    opened.setting(CASEAPP_ENV="demo")
    refused(opened("check"), "made as 'test'")


def test_a_lost_database_is_refused_and_not_made_anew(opened: Shell, house: House) -> None:
    for name in ("caseapp.db", "caseapp.db-wal", "caseapp.db-shm"):
        (house.path / name).unlink(missing_ok=True)
    refused(opened("check"), "caseapp.db is missing or empty")
    assert not (house.path / "caseapp.db").exists()


def test_wrong_usage_is_2(opened: Shell) -> None:
    assert opened("check", "--all").status == 2
