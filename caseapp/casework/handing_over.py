"""Gives a case to another unit inside an open door, with all that hangs on it.

What hangs on a case or on its reports follows by the database's own ties. The rest is done here:
who may open the child, what was sent for a report alone, what was told, and who stands in.
"""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_units import units_needed
from caseapp.casework.children import attach
from caseapp.casework.data_following import follow
from caseapp.casework.either_chair import engage_chairs, release_chairs
from caseapp.casework.entrusting import engage_if_kept
from caseapp.casework.jobs import forget_prints
from caseapp.casework.measure_papers import ORDERS, SEPARATION
from caseapp.casework.moving_notices import move_notices
from caseapp.casework.one_child import records_of, root_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report


def pass_case(door: desk.Door, case: Case, unit: int) -> None:
    """Let a case belong to another unit; nobody has charge of it there yet.

    The unit that had it opens it no more, nor the child, unless it lives there or another file
    about it lies there.
    """
    old = case.area_id
    child = root_of(door, door.session.get_one(Child, case.child_id))
    family = records_of(door, child)
    for record in family:
        attach(door, record, unit)
    reports = door.session.scalars(select(Report).where(Report.case_id == case.id)).all()
    alone = _sent_for(door, [report.id for report in reports])
    door.session.flush()
    case.area_id, case.officer_id = unit, None
    for referral in alone:
        referral.area_id = unit
    door.session.flush()
    door.session.expire_all()
    _close_to(door, family, old)
    follow(door, family, to=unit)
    on_it = select(Referral).where(Referral.case_id == case.id)
    referrals = [*door.session.scalars(on_it), *alone]
    for mark in [each.code for each in (case, *reports, *referrals)]:
        move_notices(door, mark, old, unit)
    _see_to_decisions(door, case, list(reports))
    forget_prints(door.session, old)


def _sent_for(door: desk.Door, reports: list[int]) -> list[Referral]:
    """Return what was sent for a report alone: no tie of the case moves it."""
    asked = select(Referral).where(Referral.report_id.in_(reports), Referral.case_id.is_(None))
    return list(door.session.scalars(asked))


def _close_to(door: desk.Door, family: list[Child], unit: int) -> None:
    """Close the child to a unit, unless something else of it lies there or it lives there.

    All records of one child are opened alike, so that each code leads on.
    """
    if any(unit in units_needed(door, record, ever=False) for record in family):
        return
    for record in family:
        for row in [each for each in record.units if each.area_id == unit]:
            record.units.remove(row)
    door.session.flush()


def _see_to_decisions(door: desk.Door, case: Case, reports: list[Report]) -> None:
    """Find who decides now: where a file is kept from somebody, or another chair may decide too."""
    for report in reports:
        engage_if_kept(door, report)
    release_chairs(door, case)
    waiting = select(Paper).where(
        Paper.case_id == case.id, Paper.kind.in_((SEPARATION, *ORDERS)), Paper.state == "submitted"
    )
    for paper in door.session.scalars(waiting).all():
        engage_chairs(door, case, paper)
