"""Other names of a child: entered, taken back, and found like the first one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, String, bindparam, select

from caseapp import desk
from caseapp.casework.hidden_names import in_charge
from caseapp.casework.one_child import COUNTS_AS, find_child, find_row, in_one
from caseapp.records.children import Child
from caseapp.records.details import ChildName
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
        child = find_child(door, code)
        borne = {row.name for row in door.session.scalars(_borne(door, child))}
        if name.strip() in {child.full_name, *borne}:
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
        child = find_child(door, code)
        row = find_row(door, ChildName, child, number)
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor.user_id
        door.log(f"child:{child.id}", None, named=False)
        door.made = child.code


def names_of(door: desk.Door, child: Child) -> list[NameView]:
    """Return the child's other names, in the order in which they were entered.

    While its name is hidden they are told to those alone who see that on the child's page.
    """
    if child.hidden_name is not None and not in_charge(door, child):
        return []
    rows = door.session.scalars(_borne(door, child))
    return [NameView(row.id, row.kind, row.name) for row in rows]


def _borne(door: desk.Door, child: Child) -> Select[tuple[ChildName]]:
    return (
        select(ChildName)
        .where(in_one(door, ChildName.child_id, child), ChildName.ended_at.is_(None))
        .order_by(ChildName.id)
    )


def holding(name: SQLColumnExpression[str], words: int) -> list[ColumnElement[bool]]:
    """Return what tells that a folded name holds so many words, given by `word_values`."""
    return [name.contains(bindparam(f"word{n}", type_=String), escape="/") for n in range(words)]


def word_values(words: Iterable[str]) -> dict[str, str]:
    """Return folded words as the values of the conditions that `holding` makes."""
    return {f"word{n}": _SIGNS.sub(r"/\g<0>", word) for n, word in enumerate(words)}


_SIGNS: Final = re.compile(r"[/%_]")
"""What LIKE would read as more than itself."""


@cache
def named() -> Select[Any]:
    """Return the select of other names that tell who bears them: the child as it counts, the name.

    None of a child whose name is hidden.
    """
    return (
        select(COUNTS_AS, ChildName.folded_name)
        .join(Child, Child.id == ChildName.child_id)
        .where(ChildName.ended_at.is_(None), Child.hidden_name.is_(None))
    )


def named_with(words: int) -> Select[Any]:
    """Return the select of the children of whose other names one holds so many words."""
    bearing = named().where(*holding(ChildName.folded_name, words))
    return bearing.with_only_columns(COUNTS_AS).distinct().limit(MOST).correlate(None)


def named_just(door: desk.Door, folded: str) -> list[int]:
    """Return the children within reach that have just this folded name among their others."""
    bearing = named().where(ChildName.folded_name == folded).distinct().limit(MOST)
    return sorted(set(door.few(bearing).scalars()))
