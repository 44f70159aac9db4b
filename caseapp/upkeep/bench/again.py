"""Stores once more, by a plain session, the rows that logging a report has written."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Deadline
from caseapp.records.children import SubjectKey
from caseapp.records.db import WRITE, Row, db
from caseapp.records.notices import Notice
from caseapp.records.reach import Reach, reaching
from caseapp.records.reports import Answers, Incident, Report

KINDS: Final[tuple[type[Row], ...]] = (
    SubjectKey,
    Report,
    Answers,
    Incident,
    Deadline,
    Notice,
    AuditEntry,
)
"""What logging a report writes, parents before children."""


def store_again() -> None:
    """Store the newest row of each kind once more, with the next number and another mark."""
    with reaching(Reach(None, "bulk")), Session(db.engine) as session, session.begin():
        session.connection(execution_options={WRITE: True})
        for model in KINDS:
            newest = session.scalars(select(model).order_by(_id(model).desc()).limit(1)).first()
            if newest is not None:
                session.add(model(**_copied(newest)))
                session.flush()


def _id(model: type[Row]) -> Any:  # noqa: ANN401 - a mapped column
    return model.__mapper__.primary_key[0]


def _copied(row: Row) -> dict[str, Any]:
    values = {a.key: getattr(row, a.key) for a in inspect(row).mapper.column_attrs}
    number = values["id"] = values["id"] + 1
    for name in ("code", "cause"):
        if values.get(name):
            values[name] = f"{number}"
    for name in ("report_id", "key_id"):
        if values.get(name):
            values[name] += 1
    if "previous" in values:
        values["previous"] = values["hash"]
    return values
