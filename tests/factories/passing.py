"""Rows that come to another unit by right, to be left out where nothing else may change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from caseapp.records.forwardings import Forwarding
from caseapp.records.reports import Report


def not_passing(model: Any) -> Iterator[Any]:
    """Leave out what hangs on a report that passes between units."""
    columns, passing = model.__table__.c, select(Forwarding.report_id)
    if "report_id" in columns:
        yield or_(columns.report_id.is_(None), columns.report_id.not_in(passing))
    if model is Report:
        yield columns.id.not_in(passing)
    if "mark" in columns:
        yield columns.mark.not_in(select(Report.code).where(Report.id.in_(passing)))
