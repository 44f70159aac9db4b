"""Who asks about a child's data: whether they may speak for it, or are the suspect themselves."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.child_people import PersonView, rows_of
from caseapp.casework.consent_bars import barred, is_kept_from, suspects_around
from caseapp.casework.one_child import record_of
from caseapp.records.children import Child
from caseapp.records.data_requests import DataRequest
from caseapp.rules.namesakes import likely_same

NAME = "data_requests.name"


def asker_name(door: desk.Door, child: Child, row: DataRequest) -> str:
    """Return the name of who asks, '' for the child itself."""
    if row.person_id is not None:
        return next((each.name for each in _person(door, child, row)), "")
    return door.unseal(record_of(door, child, row.child_id).key_id, NAME, row.id, row.name)


def in_conflict(door: desk.Door, child: Child, row: DataRequest) -> bool:
    """Tell whether who asks may be a suspect, or somebody from whom the file is kept.

    Law 91/2025, Art. 24: the representative exercises the child's rights; the flag is ours.
    """
    if row.person_id is not None:
        return bool(barred(door, child, _person(door, child, row)))
    name = asker_name(door, child, row)
    if not name:
        return False
    told = [each.suspect for each in suspects_around(door, child)]
    alike = any(likely_same((name, ""), (each.name, each.phone)) for each in told)
    return alike or is_kept_from(door, child, name, "")


def _person(door: desk.Door, child: Child, row: DataRequest) -> list[PersonView]:
    return [each for each in rows_of(door, child) if each.number == row.person_id]
