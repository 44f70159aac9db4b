"""Where a child lives now: the stay that began last, on whichever of its records it was entered."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.one_child import kin_of
from caseapp.records.children import Residence
from caseapp.rules.units import ELSEWHERE, territory
from caseapp.rules.values import local_day


def newest_stay(door: desk.Door, child_id: int) -> Residence | None:
    """Return the stay that began last by today; None when none is known."""
    records = kin_of(door, [child_id])
    stays = (
        select(Residence)
        .where(Residence.child_id.in_(sorted(records)), Residence.valid_from <= local_day(door.now))
        .order_by(Residence.valid_from.desc(), Residence.id.desc())
    )
    return door.session.scalars(stays).first()


def home_unit(door: desk.Door, child_id: int) -> int | None:
    """Return the ward or commune of today in which the child lives; None outside the city."""
    stay = newest_stay(door, child_id)
    if stay is None or stay.unit_id in ELSEWHERE.values():
        return None
    return territory().keeper(stay.unit_id)
