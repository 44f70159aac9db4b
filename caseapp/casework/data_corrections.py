"""What a correction changed of a child: its fields at the acceptance, and what differs at the end.

The fields themselves are corrected on the child's own page, by the acts that correct them always.
"""

from __future__ import annotations

import json
from typing import Final, NamedTuple

from caseapp import desk
from caseapp.casework.child_reading import masked
from caseapp.casework.hidden_names import hidden_name, in_charge
from caseapp.casework.one_child import record_of
from caseapp.records.children import Child
from caseapp.records.data_requests import DataRequest
from caseapp.rules.values import RuleBroken

_BEFORE: Final = "data_requests.before"
_CHANGES: Final = "data_requests.changes"
_NUMBERS: Final = ("personal_id", "birth_certificate")


class Change(NamedTuple):
    """One field that a correction changed: its name, what stood there, what stands there."""

    field: str
    old: str
    new: str


def fields_of(door: desk.Door, child: Child) -> dict[str, str]:
    """Return the fields of a child that somebody may ask to correct, each as a text."""
    held = {
        # The name itself where it is hidden: its place holds the code, which nobody corrects.
        "full_name": child.full_name if child.hidden_name is None else hidden_name(door, child),
        "sex": child.sex,
        "date_of_birth": child.date_of_birth or "",
        "ethnicity": child.ethnicity,
        "address": child.address,
        "birth_registration": child.birth_registration,
        "guardian_name": child.guardian_name,
        "guardian_relation": child.guardian_relation,
        "guardian_phone": child.guardian_phone,
    }
    sealed = {
        name: door.unseal(child.key_id, f"children.{name}", child.id, getattr(child, name))
        for name in _NUMBERS
    }
    return {name: str(value) for name, value in {**held, **sealed}.items()}


def keep_before(door: desk.Door, child: Child, row: DataRequest) -> None:
    """Keep the fields as they are when a correction is accepted."""
    row.before = _sealed(door, child, row, _BEFORE, fields_of(door, child))


def keep_changes(door: desk.Door, child: Child, row: DataRequest) -> None:
    """Keep what differs since the acceptance; RuleBroken when nothing does."""
    key_id = record_of(door, child, row.child_id).key_id
    before = json.loads(door.unseal(key_id, _BEFORE, row.id, row.before) or "{}")
    after = fields_of(door, child)
    found = [(name, before.get(name, ""), new) for name, new in after.items()]
    changes = [each for each in found if each[1] != each[2]]
    if not changes:
        raise RuleBroken("Nothing was corrected yet: correct the child's data first")
    row.changes = _sealed(door, child, row, _CHANGES, changes)
    row.before = None  # what differs is kept; the rest is on the child's own page


def changes_of(door: desk.Door, child: Child, row: DataRequest) -> list[Change]:
    """Return what a correction changed; of a hidden name only that it did, but to who is in charge.

    To them it is shown as on the pages of the file, and written down.
    """
    key_id = record_of(door, child, row.child_id).key_id
    text = door.unseal(key_id, _CHANGES, row.id, row.changes)
    found = [_shown(Change(*each)) for each in json.loads(text or "[]")]
    if child.hidden_name is None or all(each.field != "full_name" for each in found):
        return found
    if in_charge(door, child):
        door.log(f"child:{child.id}", None, name=True)
        return found
    code = child.code
    return [
        each._replace(old=code, new=code) if each.field == "full_name" else each for each in found
    ]


def _shown(change: Change) -> Change:
    """Leave the end of a personal number alone: the whole is asked for on the child's page."""
    if change.field not in _NUMBERS:
        return change
    return change._replace(old=masked(change.old), new=masked(change.new))


def _sealed(
    door: desk.Door, child: Child, row: DataRequest, cell: str, value: object
) -> bytes | None:
    key = door.key_of(record_of(door, child, row.child_id))
    return door.seal(key, cell, row.id, json.dumps(value, ensure_ascii=False))
