"""Which children nobody may come upon by chance: separated, or placed at a protected address."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from caseapp import desk
from caseapp.casework.measure_papers import PLACEMENT, PROTECTED, SEPARATION
from caseapp.records.cases import Case
from caseapp.records.own_reach import at_the_tables
from caseapp.records.papers import Paper


def sheltered_among(door: desk.Door, children: Collection[int]) -> set[int]:
    """Return the separated, or those at a protected address, among some records, by their ids.

    By a case of any unit; also while a separation waits for its decision, and when a competent
    body has ordered it. One statement for all of them.
    """
    if not children:
        return set()
    door.session.flush()
    asked = (
        select(Case.child_id)
        .join(Paper, and_(Paper.case_id == Case.id, Paper.area_id == Case.area_id))
        .where(
            Case.child_id.in_(sorted(children)),
            Case.deleted_at.is_(None),
            or_(
                and_(
                    Paper.kind == SEPARATION,
                    Paper.state.in_(("submitted", "returned", "in_force")),
                ),
                and_(Paper.kind == SEPARATION, Paper.state == "passed_on", Case.state != "closed"),
                and_(Paper.kind == PLACEMENT, Paper.level == PROTECTED, Paper.state == "current"),
            ),
        )
    )
    with at_the_tables(door.session):
        return set(door.session.scalars(asked))
