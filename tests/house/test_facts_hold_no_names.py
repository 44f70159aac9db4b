"""Facts hold codes, dates and ids: no statement of theirs touches what says who a child is."""

from __future__ import annotations

import re
import typing
from datetime import date

import pytest
from sqlalchemy import event

from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.facts import kinds
from caseapp.statistics.figures import read_indicators
from tests.factories.house import NOW, SYSTEM, House

COUNTED_BY = {"id", "sex", "date_of_birth", "ethnicity", "merged_into_id", "deleted_at", "counted"}
"""The columns of a child that facts may hold; every other one says who it is, or nothing to count."""

NAMING = {column.name for column in Child.__table__.columns} - COUNTED_BY | {
    "child_name", "subject", "narrative", "note", "evidence", "ground", "provider", "reason",
}  # fmt: skip
PLAIN = {int, str, bool, date, type(None), tuple}


@pytest.mark.parametrize(
    "by", [(), ("group", "sex", "age_band", "ethnicity"), ("abuse_type", "setting")]
)
def test_no_statement_of_the_facts_names_anybody(house: House, by: tuple[str, ...]) -> None:
    asked: list[str] = []
    with house.app.app_context():
        listen = lambda *found: asked.append(found[2])  # noqa: E731 - taken off again below
        event.listen(db.engine, "before_cursor_execute", listen)
        read_indicators(SYSTEM, Ask(Period.parse("2026"), each_ward=True, by=by), now=NOW)
        event.remove(db.engine, "before_cursor_execute", listen)
    selects = [
        text
        for text in asked
        if text.startswith(("SELECT", "WITH")) and "audit_entries" not in text
    ]
    assert len(selects) >= 3
    assert {"full_name", "address", "guardian_phone"} <= NAMING
    assert NAMING.intersection(re.findall(r"\w+", " ".join(selects))) == set()


@pytest.mark.parametrize(
    "kind", [kinds.Standing, kinds.Told, kinds.Childless, kinds.Hit, kinds.Figure, kinds.Stay]
)
def test_a_fact_is_made_of_codes_dates_and_ids(kind: type) -> None:
    for name, hint in typing.get_type_hints(kind).items():
        parts = typing.get_args(hint) or (hint,)
        assert {typing.get_origin(part) or part for part in parts} - {...} <= PLAIN, name
        assert name not in NAMING, name
