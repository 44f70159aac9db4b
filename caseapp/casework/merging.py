"""Merging two children: one record stays, the other counts as it, and each row stays where it is.

The rows of both keep their own record and key, so that nothing is sealed anew and all can be taken
apart again (casework.unmerging). What reaches one record reaches both: the units that may open
them are put together, and of what protects either the stricter holds (casework.strictest).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.erasure_bars import insist_none_proposed
from caseapp.casework.merge_sides import OPEN, Sides, seal_text, sides_of, words_of
from caseapp.casework.notices import Subject, end, holders, tell
from caseapp.casework.strictest import take_strictest
from caseapp.records.children import Child, ChildUnit
from caseapp.records.twins import Merge
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import RuleBroken

_WAITING = ("merge_asked", "merge_ready", "twin_found", "twin_of_kept")


def merge_children(
    actor: Actor, number: int, *, keep: str, note: str, now: datetime, post: str = ""
) -> str:
    """Make two children one: the one of the code `keep` stays; return that code.

    After the word of both units' officers. RuleBroken while one is missing or says no, and for who
    asked for it when no other officer had a word in it: nobody merges alone.
    """
    with desk.writing(actor, Act.MERGE_DECIDE, now=now, post=post) as door:
        merge, children = _open(door, number, "merged")
        insist_none_proposed(door, (merge.first_id, merge.second_id), field="keep")
        if keep not in {child.code for child in children}:
            raise RuleBroken("Choose the record that stays", field="keep")
        sides = sides_of(door, merge)
        _insist_on_words(door, merge, sides)
        first, second = sorted(children, key=lambda child: child.code != keep)
        merge.first_id, merge.second_id = first.id, second.id
        merge.restore = json.dumps(_join(door, first, second))
        _decide(door, merge, "merged", note)
        _tell(door, sides, "children_merged", first)
        for child in (first, second):
            end(door, child.code, _WAITING)
            door.log(f"child:{child.id}", None, merged=number, into=first.id)
        door.made = first.code
        return first.code


def decline_merge(actor: Actor, number: int, *, note: str, now: datetime, post: str = "") -> None:
    """Decide that the two stay two children, for a reason."""
    if not note.strip():
        raise RuleBroken("Say why they are two children", field="note")
    with desk.writing(actor, Act.MERGE_DECIDE, now=now, post=post) as door:
        merge, children = _open(door, number, "declined")
        _decide(door, merge, "declined", note)
        _tell(door, sides_of(door, merge), "merge_declined", children[0])
        for child in children:
            end(door, child.code, _WAITING)
            door.log(f"child:{child.id}", None, merge=number, declined=True)


def _open(door: desk.Door, number: int, state: str) -> tuple[Merge, list[Child]]:
    """Return a merge that waits, with both children: missing for who may not open them.

    One of a child that another merge has joined since can be declined and no more.
    """
    merge = door.find(Merge, id=number)
    children = [door.find(Child, id=child) for child in (merge.first_id, merge.second_id)]
    joined = any(child.merged_into_id is not None for child in children)
    if merge.state != OPEN or (joined and state == "merged"):
        raise RuleBroken("This merge is decided on already")
    return merge, children


def _insist_on_words(door: desk.Door, merge: Merge, sides: Sides) -> None:
    words = words_of(door, merge, sides)
    if any(not word.agrees for word in words):
        raise RuleBroken("Both units' officers have to agree first", field="keep")
    others = {word.user_id for word in words} - {door.actor.user_id}
    if not others and merge.asked_by == door.actor.user_id:
        raise RuleBroken(
            "Nobody else was asked: another supervisor decides on what you asked for",
            field="keep",
        )


def _decide(door: desk.Door, merge: Merge, state: str, note: str) -> None:
    merge.state = state
    merge.decided_at, merge.decided_by = door.now, door.actor.user_id
    merge.decision = seal_text(door, "merges.decision", merge.id, note)


def _join(door: desk.Door, first: Child, second: Child) -> dict[str, object]:
    """Let the second record count as the first; return what an undoing has to take back."""
    moved = list(
        door.session.scalars(
            select(Child).where(Child.merged_into_id == second.id).order_by(Child.id)
        )
    )
    for record in (second, *moved):
        record.merged_into_id = first.id
    door.session.flush()
    added = _share_units(door, [first, second, *moved])
    before = take_strictest(door, first, second)
    return {"moved": [record.id for record in moved], "units": added, "before": before}


def _share_units(door: desk.Door, records: list[Child]) -> dict[str, list[int]]:
    """Let every unit that may open one of the records open all; return the lines added to each."""
    every = {unit.area_id for record in records for unit in record.units}
    added: dict[str, list[int]] = {}
    for record in records:
        lacking = sorted(every - {unit.area_id for unit in record.units})
        record.units.extend(ChildUnit(area_id=unit) for unit in lacking)
        added[str(record.id)] = lacking
    door.session.flush()
    return added


def _tell(door: desk.Door, sides: Sides, kind: str, child: Child) -> None:
    """Tell the officers of the child's units what was decided, but none who must not know."""
    for unit in sorted({unit.area_id for unit in child.units}):
        for user in sorted(holders(door, Role.OFFICER, unit) - sides.hidden):
            tell(door, kind, Subject(child.code, unit), to=user, cause=_cause(sides.children, door))


def _cause(children: Iterable[int], door: desk.Door) -> str:
    return f"{'-'.join(map(str, children))}@{door.now.isoformat()}"
