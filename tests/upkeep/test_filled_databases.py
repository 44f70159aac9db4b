"""A filled database of an earlier version keeps its rows through the steps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, inspect, text

from caseapp.app import create_app
from caseapp.casework.kept_forms import give_back, list_kept
from caseapp.casework.messages import Waiting, Way, ask, take_due
from caseapp.desk import ledger
from caseapp.records.db import WRITE, Row, db, place_of
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Actor
from caseapp.upkeep import migrate
from caseapp.upkeep.instance import make_keys
from caseapp.upkeep.migrate import newest, upgrade
from tests.factories.house import settings_for
from tests.upkeep.test_migrate import _shapes

FIRST = """
INSERT INTO users (id, username, full_name, password_hash, created_at, password_set_at, language)
VALUES (1, 'canbo', 'Thử', '-', '2026-01-01', '2026-01-01', 'vi');
INSERT INTO sign_ins (id, token_hash, user_id, created_at, seen_at)
VALUES (1, x'01', 1, '2026-01-01', '2026-01-01');
INSERT INTO sign_in_attempts (id, source, at) VALUES (1, x'01', '2026-01-01')
"""
"""Rows as the first schema kept them."""


def test_a_filled_database_of_the_first_schema_keeps_its_accounts(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "old")
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0001")
            for statement in FIRST.split(";"):
                connection.execute(text(statement))
        assert upgrade(db.engine) == ("0001", newest())
        with db.engine.connect() as connection:
            users = connection.execute(text("SELECT username, must_change_password FROM users"))
            assert users.all() == [("canbo", 0)]
            sessions = connection.execute(text("SELECT user_id, stage, strong FROM sign_ins"))
            assert sessions.all() == [(1, "", 0)]
            assert connection.scalar(text("SELECT count(*) FROM sign_in_attempts")) == 0
            made = _shapes(inspect(db.engine))
        db.engine.dispose()
    plain = create_engine("sqlite://")
    Row.metadata.create_all(plain)
    assert made == _shapes(inspect(plain))
    plain.dispose()


TOO_LATE = "INSERT INTO kept_forms (id, user_id, path, at, fields) VALUES (:id, 1, '/reports/new', :at, :fields)"
"""A form that was sent after its session had ended, as it was kept before there were drafts."""


def test_forms_that_were_sent_too_late_become_drafts(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "old")
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        vault = place_of(db.engine).vault
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0015")
            connection.execute(text(FIRST.split(";", maxsplit=1)[0]))
            for number in (1, 2):
                sealed = vault.seal_own(
                    f"kept_forms.fields:{number}", json.dumps([("child_name", f"Bé {number}")])
                )
                row = {"id": number, "at": f"2026-01-0{number}", "fields": sealed}
                connection.execute(text(TOO_LATE), row)
        upgrade(db.engine)
        drafts = [
            give_back(Actor(1, ""), each.path, each.token) for each in list_kept(Actor(1, ""))
        ]
        db.engine.dispose()
    assert [each.fields for each in drafts if each] == [
        (("child_name", "Bé 2"),),
        (("child_name", "Bé 1"),),
    ]


EIGHTH = """
INSERT INTO areas (id, code, kind, name, folded, former_province)
VALUES (31135, '31135', 'phường', 'Ninh Kiều', 'ninh kieu', '');
INSERT INTO children (id, code, full_name, folded_name, sex, birth_precision, ethnicity, address,
    guardian_name, guardian_relation, guardian_phone, version, entered_at)
VALUES (1, 'TE-26-1', 'Đỗ Hòa', 'do hoa', 'female', '', '', '', '', '', '', 1, '2026-01-01');
INSERT INTO child_units (child_id, area_id) VALUES (1, 31135);
INSERT INTO reports (id, code, area_id, event_unit_id, subject, channel, child_name, received_at,
    state, imported, version, entered_at)
VALUES (1, 'BC-26-1', 31135, 31135, '', '', '', '2026-01-01', 'received', false, 1, '2026-01-01')
"""
"""A child and a report as the schema of 0008 kept them."""


@pytest.mark.parametrize("on_server", [False, True], ids=["sqlite", "postgresql"])
def test_names_are_written_beside_the_units_and_the_triggers_of_reports_stay(
    tmp_path: Path, on_server: bool, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("cluster").make() if on_server else ""
    settings = settings_for(tmp_path / "old", url=url)
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0008")
            if on_server:
                connection.execute(text("SELECT set_config('caseapp.reach', 'all', true)"))
            for statement in EIGHTH.split(";"):
                connection.execute(text(statement))
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0015")
        with _writing() as connection:
            if on_server:
                connection.execute(text("SELECT set_config('caseapp.reach', 'all', true)"))
            kept = "SELECT folded_name FROM child_units"
            assert connection.scalar(text(kept)) == "do hoa"
            connection.execute(text("UPDATE children SET folded_name = 'le tam'"))
            assert connection.scalar(text(kept)) == "le tam"
            assert connection.scalar(text("SELECT first_id FROM reports")) is None
            connection.execute(text("UPDATE reports SET child_id = 1"))
            assert connection.scalar(text("SELECT counted FROM children"))
        db.engine.dispose()


@contextmanager
def _writing() -> Iterator[Connection]:
    writing = db.engine.connect().execution_options(**{WRITE: True})
    with writing as connection, connection.begin(), reaching(Reach(None, "bulk")):
        yield connection


CLOSING = """
INSERT INTO areas (id, code, kind, name, folded, former_province)
VALUES (31135, '31135', 'phường', 'Ninh Kiều', 'ninh kieu', '');
INSERT INTO children (id, code, full_name, folded_name, sex, birth_precision, ethnicity, address,
guardian_name, guardian_relation, guardian_phone, counted, entered_at, version)
VALUES (1, 'TE-26-1', 'Thử', 'thu', 'female', '', '', '', '', '', '', 0, '2026-01-01', 1);
INSERT INTO cases (id, code, area_id, child_id, opened_at, level, state, version, entered_at)
VALUES (1, 'HS-26-1', 31135, 1, '2026-01-01', '', 'closing_proposed', 1, '2026-01-01'),
(2, 'HS-26-2', 31135, 1, '2026-01-01', '', 'open', 1, '2026-01-01');
INSERT INTO case_events (id, case_id, area_id, kind, happened_at, detail, entered_at)
VALUES (1, 1, 31135, 'propose_closing', '2026-01-01', '', '2026-01-02'),
(2, 1, 31135, 'propose_closing', '2026-01-01', '', '2026-01-03'),
(3, 1, 31135, 'note', '2026-01-01', '', '2026-01-04')
"""
"""A case whose closing waits for the chair, as the schema kept it before there were proposals."""


def test_a_closing_that_waits_becomes_a_proposal(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "old")
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0008")
            for statement in CLOSING.split(";"):
                connection.execute(text(statement))
        upgrade(db.engine)
        with _writing() as connection:
            rows = connection.execute(
                text("SELECT kind, case_id, area_id, state, decides, entered_at FROM proposals")
            ).all()
            begun = connection.execute(
                text("SELECT DISTINCT entry, paper_number, taken_over_on FROM cases")
            ).all()
        db.engine.dispose()
    assert begun == [("report", "", None)]  # no case of before was a paper file
    assert rows == [("closing", 1, 31135, "proposed", "chair", "2026-01-03")]


@contextmanager
def _writing() -> Iterator[Connection]:
    writing = db.engine.connect().execution_options(**{WRITE: True})
    with writing as connection, connection.begin(), reaching(Reach(None, "bulk")):
        yield connection


@pytest.mark.parametrize("on_server", [False, True], ids=["sqlite", "postgresql"])
def test_children_keep_their_triggers_when_they_are_given_papers(
    tmp_path: Path, on_server: bool, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("cluster").make() if on_server else ""
    settings = settings_for(tmp_path / "old", url=url)
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0015")
            if on_server:
                connection.execute(text("SELECT set_config('caseapp.reach', 'all', true)"))
            for statement in EIGHTH.split(";"):
                connection.execute(text(statement))
        upgrade(db.engine)
        with _writing() as connection:
            if on_server:
                connection.execute(text("SELECT set_config('caseapp.reach', 'all', true)"))
            papers = "SELECT personal_id_missing, birth_registration FROM children"
            assert connection.execute(text(papers)).all() == [("", "")]
            connection.execute(text("UPDATE children SET folded_name = 'le tam'"))
            assert connection.scalar(text("SELECT folded_name FROM child_units")) == "le tam"
            connection.execute(text("UPDATE reports SET child_id = 1"))
            assert connection.scalar(text("SELECT counted FROM children"))
        db.engine.dispose()


HELPED = """
INSERT INTO users (id, username, full_name, password_hash, created_at, password_set_at, language,
must_change_password)
VALUES (1, 'canbo', 'Thử', '-', '2026-01-01', '2026-01-01', 'vi', 0);
INSERT INTO children (id, code, full_name, folded_name, sex, birth_precision, ethnicity, address,
guardian_name, guardian_relation, guardian_phone, entered_at, version)
VALUES (1, 'TE-26-0000', 'Bé', 'be', 'male', '', '', '', '', '', '', '2026-01-01', 1);
INSERT INTO assistance (id, child_id, kind, given_on, open_ended, provider, entered_at, entered_by)
VALUES (1, 1, 'monthly_allowance', '2024-05-01', 1, 'UBND', '2026-01-01', 1)
"""
"""Running help as it was kept before it had a value, an activity or a yearly confirmation."""


def test_help_of_an_earlier_version_still_runs_and_was_confirmed_by_nobody(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "old")
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0022")
            for statement in HELPED.split(";"):
                connection.execute(text(statement))
        upgrade(db.engine)
        with _writing() as connection:
            asked = (
                "SELECT kind, given_on, open_ended, confirmed_on, value, batch_id FROM assistance"
            )
            rows = connection.execute(text(asked)).all()
        db.engine.dispose()
    assert rows == [("monthly_allowance", "2024-05-01", 1, None, None, None)]


ON_THE_WAY = """
INSERT INTO areas (id, code, kind, name, folded, former_province)
VALUES (31135, '31135', 'phường', 'Ninh Kiều', 'ninh kieu', '');
INSERT INTO duty_entries (id, area_id, role, name, phone, mail, valid_from, entered_at)
VALUES (4, 31135, 'chair', 'Thử', '113', 'a@example.org', '2026-01-01', '2026-01-01');
INSERT INTO messages (id, entry_id, state, asked_at, due_at, tries)
VALUES (7, 4, 'waiting', '2026-01-01 10:00:00.000000', '2026-01-01 10:01:00.000000', 1)
"""
"""A message that waits for its second try, as it was kept before accounts had addresses."""


@pytest.mark.parametrize("on_server", [False, True], ids=["sqlite", "postgresql"])
def test_a_message_on_its_way_goes_out_after_the_step(
    tmp_path: Path, on_server: bool, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("cluster").make() if on_server else ""
    settings = settings_for(tmp_path / "old", url=url)
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with _writing() as connection:
            command.upgrade(migrate._config(connection), "0026")
            for statement in ON_THE_WAY.split(";"):
                connection.execute(text(statement))
        upgrade(db.engine)
        now = datetime(2026, 1, 1, 10, 1, tzinfo=UTC)
        assert take_due(now=now) == [Waiting(7, "a@example.org")]
        with ledger(write=True) as session:
            ask(session, Way(entry_id=4), now)
        assert [each.number for each in take_due(now=now)] == [7, 8]
        db.engine.dispose()
