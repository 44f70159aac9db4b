"""The demo's cases were looked at by their own people, and once in vain by a neighbour."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.upkeep.demo.making import make_demo
from tests.factories.house import NOW, House


def test_a_case_of_the_demo_was_read_printed_and_asked_for_in_vain(house: House) -> None:
    with house.app.app_context():
        make_demo(house.settings, NOW, children=200, seed=1)
        with db.engine.connect() as connection:
            rows = connection.execute(
                select(AuditEntry.act, AuditEntry.outcome, AuditEntry.subject, AuditEntry.actor)
            ).all()
    told = {(row.act, row.outcome) for row in rows if row.subject.startswith("case")}
    assert told >= {("case.read", "done"), ("case.read", "denied"), ("case.print", "done")}
    assert all(row.actor.startswith("user:") for row in rows if row.act == "case.print")
    assert all(":HS-" in row.subject for row in rows if row.outcome == "denied")
