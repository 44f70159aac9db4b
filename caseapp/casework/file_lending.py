"""The file of a report lent to somebody of another unit, inside an open door: to whom, as what.

Who that is to be is the matter of entrusting, and of either_chair for a separation.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from caseapp import desk
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.reports import Report
from caseapp.rules.access import Role
from caseapp.rules.deciding import Way


def standing_in(
    door: desk.Door, reports: Iterable[Report], role: Role | None = None
) -> list[FileStandIn]:
    """Return who stands in now in the files of some reports, in a role if given, by their order."""
    asked = select(FileStandIn).where(
        FileStandIn.report_id.in_([report.id for report in reports]),
        FileStandIn.ended_at.is_(None),
    )
    rows = door.session.scalars(asked.order_by(FileStandIn.id))
    return [row for row in rows if role is None or row.role == role]


def lend(door: desk.Door, report: Report, role: Role, user_id: int, way: Way) -> FileStandIn | None:
    """Lend the file of a report to somebody in a role; None where they stand in already."""
    if any(row.user_id == user_id for row in standing_in(door, [report], role)):
        return None
    row = FileStandIn(
        user_id=user_id,
        role=role.value,
        report_id=report.id,
        area_id=report.area_id,
        way=way.value,
        set_at=door.now,
        set_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    door.log(f"report:{report.id}", report.area_id, stands_in=user_id, role=role.value)
    return row
