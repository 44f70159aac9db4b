"""Children of hidden names as the worker compares them: nobody else is to learn of any.

Whoever enters such a child once more is asked nothing; the pair goes to the supervisors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.hidden_names import hidden_name
from caseapp.casework.one_child import COUNTS_AS
from caseapp.casework.twin_search import Alike, entry_of, units_of
from caseapp.records.children import Child
from caseapp.records.details import ChildName
from caseapp.records.name_hidings import NameHiding
from caseapp.rules.twins import Entry, compare


@dataclass(frozen=True)
class Hidden:
    """A child of a hidden name, as it is compared: by that name, and by its others."""

    child_id: int
    code: str
    units: tuple[int, ...]
    entries: tuple[Entry, ...]


def hidden_children(door: desk.Door) -> dict[int, Hidden]:
    """Return all of them by their ids: four statements, whatever their number."""
    rows = door.session.scalars(
        select(Child)
        .join(NameHiding, NameHiding.child_id == Child.id)
        .where(
            NameHiding.lifted_at.is_(None),
            Child.hidden_name.is_not(None),
            Child.deleted_at.is_(None),
            Child.merged_into_id.is_(None),
        )
    ).all()
    door.open_keys(row.key_id for row in rows if row.key_id is not None)
    ids = [row.id for row in rows]
    units, names = units_of(door, ids), _other_names(door, ids)
    return {
        row.id: Hidden(
            row.id,
            row.code,
            tuple(units.get(row.id, ())),
            tuple(
                replace(entry_of(row), name=name)
                for name in (hidden_name(door, row), *names.get(row.id, ()))
            ),
        )
        for row in rows
    }


def _other_names(door: desk.Door, ids: Iterable[int]) -> dict[int, list[str]]:
    asked = (
        select(COUNTS_AS, ChildName.name)
        .join(Child, Child.id == ChildName.child_id)
        .where(COUNTS_AS.in_(sorted(ids)), ChildName.ended_at.is_(None))
    )
    found: dict[int, list[str]] = {}
    for child, name in door.session.execute(asked).tuples():
        found.setdefault(child, []).append(name)
    return found


def alike_hidden(entry: Entry, hidden: Iterable[Hidden]) -> list[Alike]:
    """Return which of them may be the child of an entry."""
    found = []
    for each in hidden:
        unit = entry.unit if entry.unit in each.units else 0
        ways = [compare(entry, replace(known, unit=unit)) for known in each.entries]
        best = max(ways, key=lambda likeness: likeness.points)
        if best.proposed:
            found.append(Alike(each.child_id, each.code, each.units, best))
    return found
