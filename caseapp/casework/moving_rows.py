"""Gives a row of a child that was merged to the other one, with all that hangs on the row.

What lies under the old child's key is sealed anew under the other's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, Protocol

from sqlalchemy import inspect, select
from sqlalchemy.orm import class_mapper

from caseapp import desk
from caseapp.records.children import Child, Residence
from caseapp.records.conflicts import ConflictMark
from caseapp.records.consents import ConsentEntry
from caseapp.records.details import Schooling
from caseapp.records.disasters import Impact
from caseapp.records.people import ChildPerson, Representative
from caseapp.records.reports import Report
from caseapp.records.scoped import SCOPED
from caseapp.rules.values import RuleBroken

BY: Final = {"cases": "case_id", "reports": "report_id", "referrals": "referral_id",
              "files": "file_id"}  # fmt: skip
"""By these columns rows hang on a case, a report, a referral or a file."""


class Numbered(Protocol):
    """A row that has a number, in whichever table."""

    __tablename__: str

    @property
    def id(self) -> int:
        """Its number there."""


class OfChild(Numbered, Protocol):
    """One that hangs on a child by itself."""

    @property
    def child_id(self) -> int:
        """The record on which it hangs."""


def move_row(door: desk.Door, row: OfChild, child: Child) -> None:
    """Give a row, and all that hangs on it, to the other child, sealed under its key."""
    if isinstance(row, ChildPerson):
        _move_person(door, row, child)
        return
    _insist_on_room(door, row, child)
    if isinstance(row, (Residence, Schooling)):
        let_go_on(door, row, row.child_id)
        _end_for(door, row, child)
    old_key = door.session.get_one(Child, row.child_id).key_id
    moving = [row, *_hanging_on(door, row)]
    new_key = door.key_of(child)
    for each in moving:
        _reseal(door, each, old_key, new_key)
        if getattr(each, "child_id", None) is not None:  # a mark names a report or a child
            each.child_id = child.id
        if isinstance(each, Report):
            each.key_id = new_key
    door.session.flush()


def let_go_on(door: desk.Door, row: Residence | Schooling, number: int) -> None:
    """Let what the row ended go on, in the record of this number, to which the row is not one."""
    stays = _stays(door, row, number)
    for each in stays:
        if each.valid_until == row.valid_from:
            each.valid_until = _next(stays, row.valid_from)


def _end_for(door: desk.Door, row: Residence | Schooling, child: Child) -> None:
    """End what runs with the child that is given the row: one home at a time."""
    others = _stays(door, row, child.id)
    for each in others:
        if each.valid_from < row.valid_from and _runs_on(each, row.valid_from):
            each.valid_until = row.valid_from
    following = _next(others, row.valid_from)
    if following is not None and _runs_on(row, following):
        row.valid_until = following


def _stays(door: desk.Door, row: Residence | Schooling, number: int) -> list[Residence | Schooling]:
    """Return the rows of the same kind that a record has besides this one."""
    model: Any = type(row)
    asked = select(model).where(model.child_id == number, model.id != row.id)
    return list(door.session.scalars(asked))


def _next(rows: Iterable[Any], day: date) -> date | None:
    return min((each.valid_from for each in rows if each.valid_from > day), default=None)


def _runs_on(row: Residence | Schooling, day: date) -> bool:
    return row.valid_until is None or row.valid_until > day


def _move_person(door: desk.Door, row: ChildPerson, child: Child) -> None:
    """Give a person to the other child, with all that they said for it.

    As a new row: what they said names the person with its child, and never one without the other.
    """
    columns = [each.key for each in inspect(ChildPerson).columns if each.key not in _OF_THE_ROW]
    moved = ChildPerson(**{name: getattr(row, name) for name in columns}, child_id=child.id)
    old_key, new_key = door.session.get_one(Child, row.child_id).key_id, door.key_of(child)
    door.session.add(moved)
    door.session.flush()
    text = door.unseal(old_key, "child_people.details", row.id, row.details)
    moved.details = door.seal(new_key, "child_people.details", moved.id, text)
    for model in (Representative, ConsentEntry):
        said: Any = model
        for each in door.session.scalars(select(said).where(said.person_id == row.id)).all():
            _reseal(door, each, old_key, new_key)
            each.child_id, each.person_id = child.id, moved.id
    door.session.flush()
    door.session.delete(row)
    door.session.flush()


_OF_THE_ROW: Final = frozenset({"id", "child_id", "details", "version"})


def _insist_on_room(door: desk.Door, row: OfChild, child: Child) -> None:
    """Raise RuleBroken for what the child has on that very day already."""
    if isinstance(row, Residence):
        same: Any = select(Residence.id).where(
            Residence.child_id == child.id, Residence.valid_from == row.valid_from
        )
    elif isinstance(row, Impact):
        same = select(Impact.id).where(
            Impact.child_id == child.id,
            Impact.disaster_id == row.disaster_id,
            Impact.affected_on == row.affected_on,
        )
    else:
        return
    if door.session.scalars(same).first() is not None:
        raise RuleBroken(
            "The other child has such an entry of the same day: leave this one where it is",
            field="reason",
        )


def _hanging_on(door: desk.Door, row: Numbered) -> list[Any]:
    """Return the rows that hang on a case, a report or a referral, and on those in turn."""
    found: dict[tuple[str, int], Any] = {}
    waiting = [row]
    while waiting:
        for each in _directly_on(door, waiting.pop()):
            key = (each.__tablename__, each.id)
            if key not in found:
                found[key] = each
                waiting.append(each)
    found.pop((row.__tablename__, row.id), None)
    return list(found.values())


def _directly_on(door: desk.Door, row: Numbered) -> Iterable[Any]:
    for model in models_on(row.__tablename__):
        hanging = select(model).where(getattr(model, BY[row.__tablename__]) == row.id)
        yield from door.session.scalars(hanging).all()


def models_on(table: str) -> list[Any]:
    """Return the models whose rows hang on a row of a table, and go where that goes."""
    name = BY.get(table, "")
    models: tuple[Any, ...] = (*SCOPED.values(), ConflictMark)
    return [each for each in models if {name, "id"} <= set(inspect(each).columns.keys())]


def cells_of(model: Any) -> list[str]:  # noqa: ANN401 - any mapped class
    """Return the sealed columns of a model: those under the child's key move with its rows."""
    return [each.key for each in class_mapper(model).columns if each.info.get("sealed")]


def _reseal(door: desk.Door, row: Numbered, old_key: int | None, new_key: int) -> None:
    """Seal each cell of a row that lies under the old key under the new one."""
    for cell in cells_of(type(row)):
        blob = getattr(row, cell)
        if blob is None or door.key_named(blob) != old_key:
            continue
        place = f"{row.__tablename__}.{cell}"
        text = door.unseal(old_key, place, row.id, blob)
        setattr(row, cell, door.seal(new_key, place, row.id, text))
