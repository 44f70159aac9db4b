"""A separation may be decided by the chair of the event's or of the residence's unit.

Decree 56/2017, Art. 32. The chair of the other unit does not reach the case by their role: while a
separation waits or holds, its file is lent to them. The first decision stands for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.entrusting import engage_if_kept
from caseapp.casework.file_lending import lend, standing_in
from caseapp.casework.homes import home_unit
from caseapp.casework.marked import kept_from
from caseapp.casework.measure_papers import SEPARATION
from caseapp.casework.notices import Subject, tell
from caseapp.casework.one_child import kin
from caseapp.casework.staff import holding
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.access import Role
from caseapp.rules.deciding import Way
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day


class Elsewhere(NamedTuple):
    """A separation of the same child that holds by a decision in another case."""

    unit: str
    decided_at: datetime
    last_day: date


def competent_units(door: desk.Door, case: Case) -> list[int]:
    """Return the unit that has the case, then those of the events and of the residence."""
    units = [case.area_id]
    units += [territory().keeper(report.event_unit_id) for report in _reports(door, case)]
    home = home_unit(door, case.child_id)
    return list(dict.fromkeys(units if home is None else [*units, home]))


def _reports(door: desk.Door, case: Case) -> list[Report]:
    asked = select(Report).where(Report.case_id == case.id, Report.deleted_at.is_(None))
    return list(door.session.scalars(asked.order_by(Report.id)))


def unit_deciding(door: desk.Door, case: Case) -> int:
    """Return for which of the competent units the person at the door decides."""
    own = (unit for unit in competent_units(door, case) if door.scope.covers(unit))
    return next(own, case.area_id)


def _others(door: desk.Door, case: Case) -> Iterator[int]:
    """Yield the chairs, and who stands in for them, of the other competent units."""
    kept = kept_from(door, door.session.get_one(Child, case.child_id))
    units = [unit for unit in competent_units(door, case) if unit != case.area_id]
    for user, _ in holding(door, [Role.CHAIR], units) if units else ():
        if user.id not in kept:
            yield user.id


def engage_chairs(door: desk.Door, case: Case, paper: Paper) -> int:
    """Tell all who may decide on a separation, or on what is to follow it; how many are new.

    To those of the other unit the file is lent. Where it is kept from the own chair somebody else
    is found as for the 12 hours.
    """
    subject = Subject(case.code, case.area_id)
    kind = "separation_submitted" if paper.kind == SEPARATION else "order_submitted"
    cause = f"{paper.id} {paper.submitted_at:%Y%m%d%H%M%S}"
    told = int(tell(door, kind, subject, to=Role.CHAIR, cause=cause))
    reports = [row for row in _reports(door, case) if row.area_id == case.area_id]
    for report in reports:
        engage_if_kept(door, report)
    for user_id in sorted(set(_others(door, case))) if reports else ():
        lend(door, reports[0], Role.CHAIR, user_id, Way.EITHER)
        told += tell(door, kind, subject, to=user_id, cause=cause)
    for user_id in _named(door, reports):
        told += tell(door, kind, subject, to=user_id, cause=cause)
    return told


def _named(door: desk.Door, reports: list[Report]) -> set[int]:
    """Return who stands in for the chair in the file of one of these reports."""
    return {row.user_id for row in standing_in(door, reports, Role.CHAIR)}


def release_chairs(door: desk.Door, case: Case) -> None:
    """Lend the file no longer, once nothing waits for the other unit's chair and nothing holds."""
    for row in standing_in(door, _reports(door, case)):
        if row.way == Way.EITHER:
            row.ended_at, row.ended_by = door.now, door.actor.user_id
    door.session.flush()


def tell_chairs(door: desk.Door, case: Case, kind: str, cause: object) -> None:
    """Tell the chairs to whom the file is lent, and all of the own unit, but not who acts."""
    subject = Subject(case.code, case.area_id)
    own = {user.id for user, _ in holding(door, [Role.CHAIR], [case.area_id])}
    for user_id in sorted(own | _named(door, _reports(door, case))):
        tell(door, kind, subject, to=user_id, cause=cause)


def elsewhere(door: desk.Door, case: Case) -> Elsewhere | None:
    """Return the separation of the child that holds by a decision in another case, of any unit.

    When it was decided, by which unit and until when, and nothing else of that file.
    """
    door.session.flush()
    with at_the_tables(door.session):
        row = door.session.execute(_held(), {"child": case.child_id, "case": case.id}).first()
    if row is None:
        return None
    last = date.fromordinal(row.valid_until.toordinal() - 1)
    return Elsewhere(areas.label(row.area_id), row.happened_at, last)


@cache
def _held() -> Select[Any]:
    """Return the select of separations that hold for a child in other cases, made once."""
    return (
        select(Paper.happened_at, Paper.valid_until, Paper.area_id)
        .join(Case, Case.id == Paper.case_id)
        .where(
            Case.child_id.in_(kin(bindparam("child", type_=Integer))),
            Case.id != bindparam("case", type_=Integer),
            Case.deleted_at.is_(None),
            Paper.kind == SEPARATION,
            Paper.state == "in_force",
        )
        .order_by(Paper.happened_at)
    )


def refuse_second(door: desk.Door, case: Case) -> None:
    """Raise RuleBroken where the other unit has decided already, in a case of its own."""
    found = elsewhere(door, case)
    if found is not None:
        raise RuleBroken(
            "The child is separated already, by a decision of %(unit)s on %(day)s: it stands for "
            "both units",
            params={"unit": found.unit, "day": f"{local_day(found.decided_at):%d/%m/%Y}"},
        )
