"""Who is told, on the worker's round, of what a plan asks and nobody did in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, Select

from caseapp import desk
from caseapp.casework import carrying_out, visits
from caseapp.casework.notices import Subject, tell_officers, tell_supervisors
from caseapp.rules.values import local_day

_LOOKED_BACK: Final = timedelta(days=31)
"""What is overdue for longer was told long ago: it stands in the lists, and is not asked again."""


def watch_plans(door: desk.Door) -> None:
    """Mark what referrals have completed, and tell of overdue activities and visits: once each."""
    carrying_out.finish_referred(door)
    first = local_day(door.now) - _LOOKED_BACK
    late = carrying_out.overdue(local_day(door.now))
    for row in _rows(door, late):
        if row.due_on >= first:
            _tell(door, carrying_out.OVERDUE, row, row.due_on)
    for row in _rows(door, visits.late_cases(local_day(door.now))):
        if (due := visits.due_of(row.level, row.since, door.now)) and due >= first:
            _tell(door, visits.OVERDUE, row, due)


def _rows(door: desk.Door, asked: Select[Any]) -> Sequence[Row[Any]]:
    return door.session.execute(asked).all()


def _tell(door: desk.Door, kind: str, row: Row[Any], cause: object) -> None:
    subject = Subject(row.code, row.area_id)
    tell_officers(door, kind, subject, row.officer_id, cause=cause)
    tell_supervisors(door, kind, subject, cause=cause)
