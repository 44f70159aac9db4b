"""The local days of a period as moments, and statements that never read all children."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Select

from caseapp import desk
from caseapp.records.db import db
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts import impacts, kin, reports, standings
from caseapp.statistics.facts.people import moments
from tests.factories.house import NOW, SYSTEM

PERIOD = Period.parse("2026")


def test_local_days_begin_at_17_hours_utc_of_the_day_before() -> None:
    first, last = moments(PERIOD)
    assert first.astimezone(UTC) == datetime(2025, 12, 31, 17, 0, tzinfo=UTC)
    assert last.astimezone(UTC) == datetime(2026, 12, 31, 16, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize("period", ["0001", "9999", "0001-01-01..9999-12-31"])
def test_the_ends_of_the_calendar_are_periods_too(period: str) -> None:
    first, last = (moment.astimezone(UTC) for moment in moments(Period.parse(period)))
    assert first < last


def _plan(statement: Select[Any]) -> list[str]:
    with desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        connection = door.session.connection()
        compiled = statement.compile(
            dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
        )
        text = f"EXPLAIN QUERY PLAN {compiled}"
        rows = connection.exec_driver_sql(text, (None,) * text.count("?")).all()
        return [row[3] for row in rows]


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "statement", [standings.statement(PERIOD), reports.statement(PERIOD), impacts.statement(PERIOD)]
)
def test_no_statement_walks_through_all_children_or_residences(statement: Select[Any]) -> None:
    plan = _plan(statement)
    assert any("SEARCH residences" in line for line in plan)
    assert any("children" in line for line in plan)
    scans = [line for line in plan if line.startswith(("SCAN children", "SCAN residences"))]
    assert [line for line in scans if "ix_children_counted" not in line] == []


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("records")
def test_circumstances_are_looked_up_for_each_counted_child_by_covering_indexes() -> None:
    plan = "\n".join(_plan(standings.statement(PERIOD)))
    assert plan.startswith("SCAN children")
    assert "SEARCH circumstances USING INDEX ix_circumstances_child (child_id=?)" in plan
    for index in ("ix_children_counted", "ix_residences_counted", "ix_assistance_child"):
        assert f"COVERING INDEX {index}" in plan


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("records")
def test_merged_children_are_found_by_their_own_small_index() -> None:
    plan = _plan(kin.involved())
    scans = [line for line in plan if "loser" in line or "winner" in line]
    assert scans
    assert all("ix_children_merged" in line for line in scans)


@pytest.mark.only("postgresql")
@pytest.mark.usefixtures("records")
def test_postgresql_knows_the_few_counted_rows_by_their_own_indexes_too() -> None:
    # Without rows it would walk through the tables, so that is made dear.
    told = {}
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for name, statement in {
            "standings": standings.statement(PERIOD),
            "kin": kin.involved(),
        }.items():
            words = statement.compile(connection, compile_kwargs={"literal_binds": True})
            told[name] = str(connection.exec_driver_sql(f"EXPLAIN {words}").all())
    for index in ("ix_circumstances_", "ix_children_counted", "ix_residences_counted"):
        assert index in told["standings"]
    assert "ix_children_merged" in told["kin"]
