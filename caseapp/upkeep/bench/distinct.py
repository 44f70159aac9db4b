"""The database as a yardstick: distinct children by ward, group and sex, as it counts them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, or_, select

from caseapp import desk
from caseapp.records.children import Child, Circumstance, Residence
from caseapp.rules.access import Act, operator


def count_plainly(last: date, now: datetime) -> int:
    """Count confirmed circumstances and residences of the day; return the number of cells."""
    given, lives, child = Circumstance.__table__, Residence.__table__, Child.__table__
    distinct = (
        select(lives.c.unit_id, given.c.group_code, child.c.sex, func.count(child.c.id.distinct()))
        .join_from(given, child, child.c.id == given.c.child_id)
        .join(lives, lives.c.child_id == child.c.id)
        .where(
            given.c.status == "confirmed",
            given.c.valid_from <= last,
            or_(given.c.valid_until.is_(None), given.c.valid_until > last),
            lives.c.valid_from <= last,
            or_(lives.c.valid_until.is_(None), lives.c.valid_until > last),
        )
        .group_by(lives.c.unit_id, given.c.group_code, child.c.sex)
    )
    with desk.figures(operator(production=False), Act.FIGURES_READ, now=now) as door:
        return len(door.session.execute(distinct).all())
