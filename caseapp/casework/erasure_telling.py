"""Who is told of an erasure: whoever else may decide on it, then who proposed it.

The notice names the erasure alone, never the child, and leads to the erasure's own page: it leads
right when nothing is left of the file.
"""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.marked import kept_from_any
from caseapp.casework.notices import Subject, holders, settle, tell
from caseapp.casework.sessions import grants_of
from caseapp.records.children import ChildUnit
from caseapp.records.erasures import Erasure
from caseapp.records.own_reach import at_the_tables
from caseapp.rules.access import Actor, Role
from caseapp.rules.erasures import is_of_the_ward
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day


def tell_proposed(door: desk.Door, row: Erasure, family: tuple[int, ...]) -> None:
    """Tell everybody who may decide: of the whole city, no role in the child's units, no mark."""
    with at_the_tables(door.session):
        asked = select(ChildUnit.area_id).where(ChildUnit.child_id.in_(family))
        units = frozenset(door.session.scalars(asked))
    people = holders(door, Role.SUPERVISOR, CITY_ID) - kept_from_any(door, family)
    for each in sorted(people):
        known = Actor(each, "", grants_of(door.session, each))
        if not is_of_the_ward(known, units, local_day(door.now)):
            tell(door, "erasure_proposed", _subject(row), to=each, detail=str(row.id))


def tell_decided(door: desk.Door, row: Erasure) -> None:
    """Tell who proposed it that it was decided; nobody else waits for it any more."""
    settle(door, _subject(row).mark)
    if row.entered_by in holders(door, Role.SUPERVISOR, CITY_ID):
        tell(door, "erasure_decided", _subject(row), to=row.entered_by, detail=str(row.id))


def untell(door: desk.Door, row: Erasure) -> None:
    """End what was told of a proposal that is taken back."""
    settle(door, _subject(row).mark)


def _subject(row: Erasure) -> Subject:
    return Subject(f"erasure:{row.id}", CITY_ID)
