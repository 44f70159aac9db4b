"""Whom some reports name as suspects, opened together: in the first answer and in rows since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from caseapp import desk
from caseapp.casework.suspects import INTAKE, Suspect, suspect_in, told_suspect
from caseapp.records.reports import Report
from caseapp.records.suspects import SuspectEntry


@dataclass(frozen=True)
class Named:
    """Somebody whom a report names, and as what to the child; '' when nobody said."""

    suspect: Suspect
    relation: str
    report: str


def named_in(door: desk.Door, *which: ColumnElement[bool]) -> Iterator[Named]:
    """Yield whom the reports name, as far as the door shows them: three statements for all.

    Whoever was taken out as a mistake is one no more; a row that replaced the first answer counts
    in its place.
    """
    told = select(Report.id, Report.code, Report.key_id, Report.suspect)
    rows = door.session.execute(told.where(Report.deleted_at.is_(None), *which)).all()
    known = {row.id: row for row in rows}
    entries = door.session.scalars(
        select(SuspectEntry)
        .where(SuspectEntry.report_id.in_(select(Report.id).where(*which)))
        .order_by(SuspectEntry.id)
    ).all()
    entries = [entry for entry in entries if entry.report_id in known]
    replaced = {entry.report_id for entry in entries if entry.origin == INTAKE}
    first = [row for row in rows if row.suspect is not None and row.id not in replaced]
    held = [entry for entry in entries if entry.deleted_at is None]
    sealed = {row.id for row in first} | {entry.report_id for entry in held}
    door.open_keys(known[number].key_id for number in sealed if known[number].key_id)
    for row in first:
        yield Named(told_suspect(door, row.id, row.key_id, row.suspect), "", row.code)
    for entry in held:
        report = known[entry.report_id]
        yield Named(suspect_in(door, report.key_id, entry), entry.relation, report.code)
