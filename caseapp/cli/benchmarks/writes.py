"""A report logged with all that belongs to it against the same rows stored by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from caseapp.casework.reports import log_report
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Deadline
from caseapp.records.children import SubjectKey
from caseapp.records.db import WRITE, Row, db
from caseapp.records.notices import Notice
from caseapp.records.reach import Reach, reaching
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.access import Actor, Grant, Role
from caseapp.rules.forms.answers import Value
from caseapp.rules.values import local_day
from caseapp.upkeep.bench.measure import Ratio, compare

_LIMIT: Final = 2.5
_KINDS: Final[tuple[type[Row], ...]] = (
    SubjectKey,
    Report,
    Answers,
    Incident,
    Deadline,
    Notice,
    AuditEntry,
)
"""What logging a report writes, parents before children."""

_TOLD: Final[dict[str, Value]] = {
    "received_at": NOW - timedelta(hours=1),
    "channel": "phone",
    "event_area": "31135",
    "child_name": "Trẻ Thử",
    "sex": "female",
    "subject": "Có vết bầm ở tay",
}


def measure(children: int) -> Ratio:
    """Measure the act with policy, gate, scope, seals, clock, notices and log; same engine."""
    del children
    with new_instance():
        officer = _officer()
        log_report(officer, _TOLD, now=NOW)
        ours, yardstick = compare(
            lambda: log_report(officer, _TOLD, now=NOW), _store_again, rounds=51
        )
    return Ratio(
        "write",
        "a report logged: policy, scope, seals, clock, notices, log",
        "the same rows stored by an ORM session of the same encrypted file",
        ours,
        yardstick,
        _LIMIT,
    )


def _officer() -> Actor:
    ward = 31135
    return Actor(None, "bench", (Grant(Role.OFFICER, frozenset({ward}), local_day(NOW), None),))


def _store_again() -> None:
    """Store the newest row of each kind once more, with the next number and another mark."""
    with reaching(Reach(None, "bulk")), Session(db.engine) as session:
        session.connection(execution_options={WRITE: True})
        for model in _KINDS:
            newest = session.scalars(select(model).order_by(_id(model).desc()).limit(1)).first()
            if newest is not None:
                session.add(model(**_copied(newest)))
                session.flush()
        session.commit()


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
