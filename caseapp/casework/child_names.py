"""Other names of a child: entered, taken back, and found like the first one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.details import ChildName
from caseapp.records.scope import FEW
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.children import NAME_KINDS
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken

MOST: Final = 500
"""So many children are found by another name at once: more words narrow it down."""


@dataclass(frozen=True)
class NameView:
    """Another name that the child bears."""

    number: int
    kind: str
    name: str


def add_name(
    actor: Actor, code: str, *, kind: str, name: str, now: datetime, post: str = ""
) -> None:
    """Enter another name; RuleBroken for one that the child bears already."""
    if kind not in NAME_KINDS:
        raise RuleBroken("Choose what kind of name it is", field="kind")
    folded = fold(name)
    if not folded:
        raise RuleBroken("Enter the other name", field="name")
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = door.find(Child, code=code, deleted_at=None)
        if name.strip() in {child.full_name, *(each.name for each in names_of(door, child))}:
            raise RuleBroken("The child bears this name already", field="name")
        door.session.add(
            ChildName(
                child_id=child.id,
                kind=kind,
                name=name.strip(),
                folded_name=folded,
                entered_at=now,
                entered_by=actor.user_id,
            )
        )
        door.log(f"child:{child.id}", None, named=True)
        door.made = child.code


def end_name(actor: Actor, code: str, number: int, *, now: datetime) -> None:
    """Take another name back; it is found no more, and stays written. Again is no fault."""
    with desk.writing(actor, Act.CHILD_EDIT, now=now) as door:
        child = door.find(Child, code=code, deleted_at=None)
        row = door.find(ChildName, id=number, child_id=child.id)
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor.user_id
        door.log(f"child:{child.id}", None, named=False)
        door.made = child.code


def names_of(door: desk.Door, child: Child) -> list[NameView]:
    """Return the child's other names, in the order in which they were entered."""
    rows = door.session.scalars(
        select(ChildName)
        .where(ChildName.child_id == child.id, ChildName.ended_at.is_(None))
        .order_by(ChildName.id)
    )
    return [NameView(row.id, row.kind, row.name) for row in rows]


def named_with(door: desk.Door, words: Iterable[str]) -> list[int]:
    """Return the children within reach of whose other names one holds all the folded words."""
    asked = select(ChildName.child_id).where(
        ChildName.ended_at.is_(None),
        *(ChildName.folded_name.contains(word, autoescape=True) for word in words),
    )
    return _ids(door, asked)


def named_just(door: desk.Door, folded: str) -> list[int]:
    """Return the children within reach that have just this folded name among their others."""
    return _ids(
        door,
        select(ChildName.child_id).where(
            ChildName.ended_at.is_(None), ChildName.folded_name == folded
        ),
    )


def _ids(door: desk.Door, asked: object) -> list[int]:
    statement = asked.distinct().limit(MOST).execution_options(**{FEW: True})  # type: ignore[attr-defined]
    return list(door.session.scalars(statement))
