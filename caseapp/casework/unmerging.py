"""Undoing a merge: each row added since goes to one of the two children, and who read it is listed.

Rows of before never left their record. What was added since is asked about one by one; what moves
is sealed anew under the other child's key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import inspect, select

from caseapp import desk
from caseapp.casework import areas, looks
from caseapp.casework.child_units import units_needed
from caseapp.casework.data_following import follow
from caseapp.casework.erasure_bars import insist_none_proposed
from caseapp.casework.looks import Look
from caseapp.casework.marked import kept_from_any
from caseapp.casework.merge_sides import Side, seal_text, shown
from caseapp.casework.moving_rows import BY, let_go_on, move_row
from caseapp.casework.notices import Subject, holders, tell
from caseapp.casework.strictest import give_back, keep_both
from caseapp.records.children import Child, Residence
from caseapp.records.consents import ConsentEntry
from caseapp.records.db import Row
from caseapp.records.details import Schooling
from caseapp.records.name_hidings import NameHiding
from caseapp.records.referrals import Referral
from caseapp.records.scoped import SCOPED
from caseapp.records.twins import Merge
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

PAPERS: Final = frozenset({Act.CASE_PRINT, Act.REPORT_PRINT, Act.FILE_ORIGINAL, Act.EXPORT_RUN})
"""Acts by which something of the file left the house on paper or as a copy."""

_OF_MERGES: Final = frozenset({Act.MERGE_ASK, Act.MERGE_AGREE, Act.MERGE_DECIDE})
"""Acts on the merge itself, which read nothing of the file."""


@dataclass(frozen=True)
class Added:
    """A row added since: `key` names it in the form, `kind` is its table, `code` its record now."""

    key: str
    kind: str
    what: str
    at: datetime
    code: str


@dataclass(frozen=True)
class Since:
    """What an undoing has to look at: rows to divide, papers, referrals, and who read."""

    number: int
    merged_at: datetime
    sides: tuple[Side, Side]
    rows: tuple[Added, ...]
    papers: tuple[Look, ...]
    readers: tuple[Look, ...]
    referrals: tuple[tuple[str, str, date | None], ...]


def read_since(actor: Actor, number: int, *, now: datetime) -> Since:
    """Return what came about since two children were merged; Missing when they are not."""
    with desk.reading(actor, Act.MERGE_DECIDE, now=now) as door:
        merge, first, second = _merged(door, number)
        assert merge.decided_at is not None
        rows = _added(door, merge)
        sent = select(Referral).where(
            Referral.child_id.in_([first.id, second.id]), Referral.sent_on.is_not(None)
        )
        lines = looks.since(door, [first, second], merge.decided_at)
        door.log(f"child:{first.id}", None, merge=number, undoing=True)
        seen = shown(door, (first.id, second.id))
        return Since(
            number=number,
            merged_at=merge.decided_at,
            sides=(seen[0], seen[1]),
            rows=tuple(_line(door, row) for row in rows),
            papers=tuple(line for line in lines if line.act in PAPERS),
            readers=tuple(line for line in lines if line.act not in PAPERS | _OF_MERGES),
            referrals=tuple(
                (row.code, row.state, row.sent_on)
                for row in door.session.scalars(sent.order_by(Referral.id))
                if row.sent_on is not None and row.sent_on >= merge.decided_at.date()
            ),
        )


def undo_merge(
    actor: Actor, number: int, *, belongs: Mapping[str, str], reason: str, now: datetime,
    post: str = "",
) -> None:  # fmt: skip
    """Make two children of one again; `belongs` says of each row added since to which code it goes.

    RuleBroken while a row has no answer: another may have been added since the form was read.
    """
    if not reason.strip():
        raise RuleBroken("Say why they are two children", field="reason")
    with desk.writing(actor, Act.MERGE_DECIDE, now=now, post=post) as door:
        merge, first, second = _merged(door, number)
        insist_none_proposed(door, (first.id,), field="reason")
        records = {child.code: child for child in (first, second)}
        moved = 0
        for row in _added(door, merge):
            child = records.get(belongs.get(_key(row), ""))
            if child is None:
                raise RuleBroken(
                    "Say of each entry to which child it belongs: some are new since you looked",
                    field="reason",
                )
            if row.child_id != child.id:
                move_row(door, row, child)
                moved += 1
            elif isinstance(row, (Residence, Schooling)):
                let_go_on(door, row, second.id if child is first else first.id)
        assert merge.decided_at is not None
        keep_both(door, first, second, merge.decided_at)
        _part(door, merge, first, second)
        merge.state, merge.undone_at, merge.undone_by = "undone", now, actor.user_id
        merge.undoing = seal_text(door, "merges.undoing", merge.id, reason)
        for child in (first, second):
            door.log(f"child:{child.id}", None, merge=number, undone=True, moved=moved)
            _tell(door, merge, child)
        door.made = str(number)


def _merged(door: desk.Door, number: int) -> tuple[Merge, Child, Child]:
    merge = door.find(Merge, id=number)
    first, second = door.find(Child, id=merge.first_id), door.find(Child, id=merge.second_id)
    if merge.state != "merged" or second.merged_into_id != first.id:
        raise Missing(f"merges:{number}")
    return merge, first, second


def _added(door: desk.Door, merge: Merge) -> list[Any]:
    """Return the rows that either record was given since: they may be the other one's.

    Whatever hangs on a child by itself, whichever table it lies in. What hangs on a case, a report
    or a referral of these goes with it, and is not asked about.
    """
    found: list[Any] = []
    for model in _hanging_on_children():
        rows = select(model).where(
            model.child_id.in_([merge.first_id, merge.second_id]),
            model.entered_at > merge.decided_at,
        )
        found += door.session.scalars(rows.order_by(model.id)).all()
    those = {(row.__tablename__, row.id) for row in found}
    return [row for row in found if not _goes_along(row, those)]


def _hanging_on_children() -> list[Any]:
    wanted = {"id", "child_id", "entered_at"}
    return [m for m in SCOPED.values() if wanted <= set(inspect(m).columns.keys())]


def _goes_along(row: Row, those: set[tuple[str, int]]) -> bool:
    """Tell whether a row goes where another goes: what a person said, or may say, with the person.

    That a name was hidden goes nowhere: it is hidden in both records (casework.hidden_names).
    """
    if row.__tablename__ in _STAY or getattr(row, "person_id", None) is not None:
        return True
    return any((table, getattr(row, name, None)) in those for table, name in BY.items())


def _key(row: Any) -> str:  # noqa: ANN401 - any of the rows
    return f"{row.__tablename__}-{row.id}"


def _line(door: desk.Door, row: Any) -> Added:  # noqa: ANN401 - as above
    """Return a row in codes: its own, or which group, which help, which unit."""
    what = next(
        (str(getattr(row, name)) for name in _TELLING if getattr(row, name, None) is not None), ""
    )
    if isinstance(row, ConsentEntry):
        what = f"{row.purpose};{row.kind}"
    if isinstance(row, Residence):
        what = areas.label_then_and_now(row.unit_id)
    code = door.session.get_one(Child, row.child_id).code
    return Added(_key(row), row.__tablename__, what, row.entered_at, code)


_TELLING: Final = ("code", "group_code", "kind", "relation", "attendance")
_STAY: Final = frozenset({NameHiding.__tablename__})


def _part(door: desk.Door, merge: Merge, first: Child, second: Child) -> None:
    """Let the second record be a child of its own again, with the units that it needs."""
    restore = json.loads(merge.restore or "{}")
    second.merged_into_id = None
    for number in restore.get("moved", ()):
        record = door.session.get(Child, number)
        if record is not None and record.merged_into_id == first.id:
            record.merged_into_id = second.id
    door.session.flush()
    give_back(door, first, restore.get("before", {}))
    for record in (first, second):
        added = set(restore.get("units", {}).get(str(record.id), ()))
        needed = units_needed(door, record, ever=True)
        for unit in [unit for unit in record.units if unit.area_id in added - needed]:
            record.units.remove(unit)
    follow(door, (first, second))


def _tell(door: desk.Door, merge: Merge, child: Child) -> None:
    hidden = kept_from_any(door, [merge.first_id, merge.second_id])
    for unit in sorted({unit.area_id for unit in child.units}):
        for user in sorted(holders(door, Role.OFFICER, unit) - hidden):
            tell(door, "merge_undone", Subject(child.code, unit), to=user, cause=merge.id)
