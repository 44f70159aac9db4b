"""Reads the population figures up to a day, of the cells that a sheet is divided by."""

from __future__ import annotations

from sqlalchemy import FromClause, select
from sqlalchemy.orm import Session

from caseapp.records.populations import Population
from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Figure

_POPULATIONS: FromClause = Population.__table__


def read_figures(session: Session, period: Period, by: tuple[str, ...]) -> list[Figure]:
    """Return every figure up to the last day, of the totals and of the cells asked for."""
    cell = _POPULATIONS.c
    wanted = select(
        cell.unit_id, cell.reference_date, cell.sex, cell.age_band, cell.children
    ).where(cell.reference_date <= period.end)
    for name in ("sex", "age_band"):
        if name not in by:
            wanted = wanted.where(cell[name] == "")
    return [Figure._make(row) for row in session.execute(wanted)]
