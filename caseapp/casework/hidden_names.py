"""Hidden names: the code stands in the name's place everywhere; few may open the name, logged.

The name itself lies sealed in a cell of its own and its column holds the code, so that no list,
search, notice, print or export can forget to leave it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import aliased

from caseapp import desk
from caseapp.casework.one_child import find_child, in_one, record_of, records_of, rows_of
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.name_hidings import NameHiding
from caseapp.records.own_reach import at_reports_about
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Denied, Role, lent_for, may
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken, local_day

_CELL: Final = "children.hidden_name"
MERGED: Final = "merged"
"""The reason of a name that is hidden since the child counts as one of a hidden name."""

E = TypeVar("E", bound=Any)


@dataclass(frozen=True)
class Hiding:
    """A time in which a name was hidden; `lifted_at` is None while it is."""

    since: datetime
    by: str
    reason: str
    lifted_at: datetime | None
    lifted_by: str
    lifting: str


@dataclass(frozen=True)
class NameView:
    """A child's name as somebody may see it who opened it, and when it was hidden."""

    code: str
    name: str
    hidden: bool
    units: tuple[int, ...]
    history: list[Hiding]


def name_shown(door: desk.Door, child: Child) -> str:
    """Return a child's name for the page or print of its own file.

    A hidden one to the officer in charge of a case of the child and the chair of its unit, written
    down each time; to all others the code. The supervisor opens it by an act of its own.
    """
    if child.hidden_name is None or not in_charge(door, child):
        return child.full_name
    return _opened(door, child)


def _opened(door: desk.Door, child: Child) -> str:
    door.log(f"child:{child.id}", None, name=True)
    return door.unseal(child.key_id, _CELL, child.id, child.hidden_name)


def in_charge(door: desk.Door, child: Child) -> bool:
    """Tell whether the person decides on the child's file, or is the officer of a case of it."""
    today = local_day(door.now)
    units = _units_of(door, child)
    chairs = [
        grant for grant in door.actor.grants if grant.role == Role.CHAIR and grant.holds(today)
    ]
    if any(grant.units is None or units & grant.units for grant in chairs):
        return True
    lent = lent_for(door.actor, door.act, today)
    if any(each.role == Role.CHAIR.value and each.unit in units for each in lent):
        return True
    if door.actor.user_id is None:
        return False
    if door.knows(Case.child_id, child.id):
        cases = rows_of(door, Case.child_id, child)
        mine = [row for row in cases if row.officer_id == door.actor.user_id]
        return any(row.deleted_at is None for row in mine)
    own = select(Case.id).where(
        in_one(door, Case.child_id, child),
        Case.officer_id == door.actor.user_id,
        Case.deleted_at.is_(None),
    )
    return door.session.scalar(own) is not None


def _units_of(door: desk.Door, child: Child) -> set[int]:
    """Return the units that hold a child, from memory where they were fetched."""
    fetched = door.knows(ChildUnit.child_id, child.id)
    rows = door.rows(ChildUnit.child_id, child.id) if fetched else child.units
    return {row.area_id for row in rows}


def may_open(door: desk.Door, child: Child) -> bool:
    """Tell whether the person may open the name: in charge, chair, or supervisor of the file."""
    today = local_day(door.now)
    units = _units_of(door, child)
    return any(may(door.actor, Act.CONFLICT_MARK, today, unit) for unit in units) or in_charge(
        door, child
    )


def open_name(actor: Actor, code: str, *, now: datetime) -> NameView:
    """Return a child's name, hidden or not, with when it was hidden; each look is written down.

    Denied to whoever may see the file and not its hidden name.
    """
    with desk.reading(actor, Act.NAME_SEE, now=now) as door:
        child = find_child(door, code)
        hidden = child.hidden_name is not None
        if hidden and not may_open(door, child):
            raise Denied(Act.NAME_SEE)
        name = _opened(door, child) if hidden else child.full_name
        if not hidden:
            door.log(f"child:{child.id}")
        units = tuple(unit.area_id for unit in child.units)
        return NameView(child.code, name, hidden, units, _history(door, child))


def _history(door: desk.Door, child: Child) -> list[Hiding]:
    by, ended = aliased(User), aliased(User)
    rows = door.session.execute(
        select(NameHiding, by.full_name.label("by"), ended.full_name.label("ended"))
        .outerjoin(by, by.id == NameHiding.entered_by)
        .outerjoin(ended, ended.id == NameHiding.lifted_by)
        .where(in_one(door, NameHiding.child_id, child))
        .order_by(NameHiding.id.desc())
    )
    return [
        Hiding(
            row.NameHiding.entered_at,
            row.by or "",
            _words(door, child, row.NameHiding, "reason"),
            row.NameHiding.lifted_at,
            row.ended or "",
            _words(door, child, row.NameHiding, "lifting"),
        )
        for row in rows
    ]


def _words(door: desk.Door, child: Child, row: NameHiding, cell: str) -> str:
    key_id = record_of(door, child, row.child_id).key_id
    return door.unseal(key_id, f"name_hidings.{cell}", row.id, getattr(row, cell))


def hide_name(actor: Actor, code: str, *, reason: str, now: datetime, post: str = "") -> str:
    """Hide a child's name, with a reason: from here on its code stands in all places."""
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    with desk.writing(actor, Act.NAME_HIDE, now=now, post=post) as door:
        child = find_child(door, code)
        if child.hidden_name is not None:
            raise RuleBroken("The name is hidden already")
        for record in records_of(door, child):
            if record.hidden_name is None:
                put_away(door, record, reason.strip())
        door.log(f"child:{child.id}", None, hidden=True)
        door.made = child.code
        return child.code


def put_away(door: desk.Door, child: Child, reason: str) -> int:
    """Hide the name of one record of a child inside an open door; return the row that says so."""
    key_id = door.key_of(child)
    child.hidden_name = door.seal(key_id, _CELL, child.id, child.full_name)
    _write(door, child, child.code)
    row = NameHiding(child_id=child.id, entered_at=door.now, entered_by=door.actor.user_id)
    door.session.add(row)
    door.session.flush()
    row.reason = door.seal(key_id, "name_hidings.reason", row.id, reason)
    return row.id


def lift_hiding(actor: Actor, code: str, *, reason: str, now: datetime, post: str = "") -> str:
    """Show a child's name again, with a reason; only for somebody who may open it."""
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    with desk.writing(actor, Act.NAME_HIDE, now=now, post=post) as door:
        child = find_child(door, code)
        if not may_open(door, child):
            raise Denied(Act.NAME_HIDE)
        if child.hidden_name is None:
            raise RuleBroken("The name is not hidden")
        for record in records_of(door, child):
            if record.hidden_name is not None:
                bring_out(door, record, reason.strip())
        door.log(f"child:{child.id}", None, hidden=False)
        door.made = child.code
        return child.code


def bring_out(door: desk.Door, child: Child, reason: str) -> None:
    """Show the hidden name of one record of a child again, inside an open door."""
    name = hidden_name(door, child)
    child.hidden_name = None
    _write(door, child, name)
    row = door.find(NameHiding, child_id=child.id, lifted_at=None)
    row.lifted_at, row.lifted_by = door.now, door.actor.user_id
    row.lifting = door.seal(door.key_of(child), "name_hidings.lifting", row.id, reason)


def hidden_since(door: desk.Door, child: Child) -> str:
    """Return the reason for which the name of one record of a child is hidden now."""
    return _words(door, child, door.find(NameHiding, child_id=child.id, lifted_at=None), "reason")


def hidden_name(door: desk.Door, child: Child) -> str:
    """Return a hidden name for an act that shows it to nobody: it is not written down."""
    return door.unseal(child.key_id, _CELL, child.id, child.hidden_name)


def _write(door: desk.Door, child: Child, shown: str) -> None:
    """Put a name or the code wherever the name stands in a column of its own, in every unit."""
    child.full_name, child.folded_name = shown, fold(shown)
    with at_reports_about(door.session, child.id) as reports:
        for report in reports:
            report.child_name = shown


def corrected(door: desk.Door, child: Child, entry: E) -> E:
    """Return an entry of the child's data as it may be stored while the name is hidden.

    Another name is sealed in the place of the hidden one, by somebody who may open that.
    """
    if child.hidden_name is None:
        return entry
    typed = entry.full_name.strip()
    if typed and typed != child.code:
        if not may_open(door, child):
            raise RuleBroken(
                "The name is hidden: only the officer in charge, the chair or the supervisor "
                "may correct it. Leave the code in its place",
                field="full_name",
            )
        child.hidden_name = door.seal(door.key_of(child), _CELL, child.id, typed)
    result: E = replace(entry, full_name=child.code)
    return result


def without_name(door: desk.Door, child: Child | None, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of Mẫu 01 with the code in the place of a hidden name."""
    if child is None or child.hidden_name is None or "child_name" not in answers:
        return answers
    return answers | {"child_name": name_shown(door, child)}


def cover_name(door: desk.Door, report: Report) -> None:
    """Put the code in the place of the name on a report whose child's name is hidden."""
    child = door.session.get(Child, report.child_id) if report.child_id else None
    if child is not None and child.hidden_name is not None:
        report.child_name = child.full_name
