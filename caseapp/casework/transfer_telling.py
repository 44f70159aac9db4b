"""Who is told of a transfer: the other unit, whoever asked and has the case, and who decides."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.notices import Subject, holders, tell
from caseapp.casework.transfer_views import people_of
from caseapp.records.cases import Case
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Role

IN_THE_UNIT = (Role.CHAIR, Role.OFFICER)
"""Who is told in the unit that is to answer."""


def tell_receivers(door: desk.Door, case: Case, row: Transfer, kind: str) -> int:
    """Tell chair and officers of the receiving unit; return how many notices were made."""
    assert row.to_area_id is not None
    about = Subject(case.code, row.to_area_id)
    return sum(tell(door, kind, about, to=role, cause=row.id) for role in IN_THE_UNIT)


def tell_senders(
    door: desk.Door, case: Case, row: Transfer, kind: str, *, officer: int | None
) -> None:
    """Tell whoever asked for the sending unit, and the officer who had the case."""
    people = {row.sent_by or row.entered_by, officer} - {None}
    for person in sorted(each for each in people if each is not None):
        tell(door, kind, Subject(case.code, row.from_area_id), to=person, cause=row.id)


def tell_contested(door: desk.Door, case: Case, row: Transfer) -> int:
    """Tell each supervisor of both units who took no part that a decision is owed."""
    assert row.to_area_id is not None
    both = holders(door, Role.SUPERVISOR, row.from_area_id)
    both &= holders(door, Role.SUPERVISOR, row.to_area_id)
    about = Subject(case.code, row.from_area_id)
    return sum(
        tell(door, "transfer_contested", about, to=person, cause=row.id)
        for person in sorted(both - people_of(row))
    )
