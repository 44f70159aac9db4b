"""Nothing acknowledged is lost: writers killed, a full disk, a clock that jumps, steps cut short."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text

from caseapp import desk
from caseapp.app import create_app
from caseapp.casework.reports import log_report
from caseapp.cli.benchmarks.writes import TOLD, officer
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Deadline
from caseapp.records.db import WRITE, db
from caseapp.records.reports import Answers, Report
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Act, Role
from caseapp.upkeep import checking, log, migrate
from caseapp.upkeep.instance import make_keys
from tests.factories.house import NOW, SYSTEM, House, an_actor, make_template, opened, settings_for
from tests.factories.long_run import turns
from tests.factories.nursery import READERS, told_by
from tests.upkeep.test_filled_databases import FIRST

KILLS = turns(50, 1000)
READS = turns(5, 500)
STEPS_CUT_SHORT = turns(4, 60)


def look_over(house: House, marks: list[str]) -> int:
    """Every mark is kept once, with clock and answers; the log is whole. Return how many are kept."""
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        with db.engine.connect() as connection:
            rows = connection.execute(select(Report.id, Report.code, Report.child_name)).all()
            clocks = Counter(connection.scalars(select(Deadline.report_id)))
            answers = Counter(connection.scalars(select(Answers.report_id)))
        assert set(marks) <= {row.code for row in rows}
        assert max(Counter(row.child_name for row in rows).values()) == 1
        assert clocks == answers == Counter(row.id for row in rows)
        assert log.verify(SYSTEM, now=NOW) == []
        assert checking.check(SYSTEM, house.settings, now=NOW) == []
    return len(rows)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_report_is_lost_by_a_writer_that_is_killed(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path
) -> None:
    cluster = request.getfixturevalue("cluster") if kind == "postgresql" else None
    template = make_template(tmp_path / "template", cluster)
    with opened(template, tmp_path / "instance", NOW) as house:
        with house.app.app_context():
            db.engine.dispose()
        told = told_by(house.settings, "write", KILLS)
        assert len(told["said"]) == KILLS
        marks = [mark for words in told["said"] for mark in words if mark]
        assert len(marks) >= KILLS  # each was killed after its first word
        assert len(marks) == len(set(marks))
        kept = look_over(house, marks)
        assert kept <= len(marks) + KILLS  # at most the one that was under way


@pytest.mark.parametrize("act", ["read", "read beside"])
def test_no_page_was_shown_whose_line_is_lost_when_readers_that_wait_together_are_killed(
    tmp_path: Path, act: str
) -> None:
    """At the gate, or beside an act that writes in bulk and is killed with them."""
    template = make_template(tmp_path / "template")
    with opened(template, tmp_path / "instance", NOW) as house:
        with house.app.app_context():
            db.engine.dispose()
        shown = [word for words in told_by(house.settings, act, READS)["said"] for word in words]
        assert len(shown) > READS
        with house.app.app_context():
            with desk.writing(SYSTEM, Act.CASE_EDIT, now=NOW):
                pass  # whoever comes next takes up what the last one left
            with db.engine.connect() as connection:
                kept = Counter(connection.scalars(select(AuditEntry.subject)))
            assert [page for page in shown if kept[page] != 1] == []
            lines = [subject for subject in kept if subject.startswith("page:")]
            assert len(lines) <= len(shown) + READS * READERS  # at most those under way
            beside = [subject for subject in kept if subject.startswith("reads:")]
            assert bool(beside) == (act == "read beside")
            assert log.verify(SYSTEM, now=NOW) == []


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    template = make_template(tmp_path / "template")
    with opened(template, tmp_path / "instance", NOW) as house:
        with house.app.app_context():
            db.engine.dispose()
        (words,) = told_by(house.settings, "full disk", 1)["said"]
        refused = [word for word in words if word.startswith("refused")]
        marks = [word for word in words if not word.startswith("refused")]
        assert len(refused) == 5, words[-8:]
        assert marks
        kept = look_over(house, marks)
        with house.app.app_context():
            log_report(officer(), TOLD, now=NOW)  # there is room again
        assert kept == len(marks) + 1  # and what was refused was not kept all the same


@pytest.mark.parametrize(
    "jump", [timedelta(days=-400), timedelta(seconds=-1), timedelta(days=4000)], ids=str
)
def test_a_clock_that_jumps_breaks_neither_log_nor_clocks(house: House, jump: timedelta) -> None:
    here = an_actor(Role.OFFICER, 31135)
    with house.app.app_context():
        marks = [
            log_report(here, {**TOLD, "received_at": at - timedelta(hours=1)}, now=at)
            for at in (NOW, NOW + jump, NOW)
        ]
        with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
            due = connection.execute(
                select(Deadline.due_at, Report.received_at).join(
                    Report, Report.id == Deadline.report_id
                )
            ).all()
        assert len(set(marks)) == 3
        assert {row.due_at - row.received_at for row in due} == {timedelta(hours=12)}
        assert log.verify(SYSTEM, now=NOW) == []


def test_steps_that_are_cut_short_are_begun_anew(tmp_path: Path) -> None:
    """A migration is one transaction: killed anywhere, nothing of it is there, and it runs again."""
    settings = settings_for(tmp_path / "old")
    app = create_app(settings, make_keys(settings)[0])
    with app.app_context():
        with (
            reaching(Reach(None, "bulk")),
            db.engine.connect().execution_options(**{WRITE: True}) as connection,
            connection.begin(),
        ):
            command.upgrade(migrate._config(connection), "0001")
            for statement in FIRST.split(";"):
                connection.execute(text(statement))
        db.engine.dispose()
    told = told_by(settings, "migrate", STEPS_CUT_SHORT)
    cut = [words for words in told["said"] if words == ["begun"]]
    assert len(cut) >= STEPS_CUT_SHORT // 2, told  # else the test proves less than it says
    assert told["revision"] in {"0001", told["newest"]}
    with app.app_context():
        migrate.upgrade(db.engine)
        with db.engine.connect() as connection:
            assert migrate.revision(connection) == told["newest"]
            assert connection.scalar(text("SELECT username FROM users")) == "canbo"
        found = checking.check(SYSTEM, settings, now=NOW)
        assert [each for each in found if each.check in {"database", "schema", "references"}] == []
        db.engine.dispose()
