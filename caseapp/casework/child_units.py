"""Which units need to open a child: those with a file about it, and where it lives."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.children import Child, Residence
from caseapp.records.own_reach import at_the_tables
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.units import territory
from caseapp.rules.values import local_day


def units_needed(door: desk.Door, child: Child, *, ever: bool) -> set[int]:
    """Return the units in which a case, report or referral of the child lies, or where it lives.

    `ever`: also where it lived before.
    """
    found: set[int] = set()
    door.session.flush()
    homes = select(Residence.unit_id).where(Residence.child_id == child.id)
    if not ever:
        today = local_day(door.now)
        begun = Residence.valid_from <= today
        homes = homes.where(begun).order_by(Residence.valid_from.desc(), Residence.id.desc())
        homes = homes.limit(1)
    with at_the_tables(door.session):  # a unit outside the reader's keeps what is its own
        for model in (Case, Report, Referral):
            asked = select(model.area_id).where(model.child_id == child.id)
            found |= set(door.session.scalars(asked))
        lived = set(door.session.scalars(homes))
    return found | {territory().keeper(unit) for unit in lived}
