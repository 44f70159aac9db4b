"""The worker's round over children newly entered: who may be a twin goes to the supervisors.

Whoever entered the child learns nothing of it, not by the time it took either: every child is
entered alike, and compared later. What they were asked about themselves is no pair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.hidden_twins import alike_hidden, hidden_children
from caseapp.casework.marked import kept_from
from caseapp.casework.notices import Subject, tell_supervisors
from caseapp.casework.twin_search import Alike, entry_of, find_alike, units_of
from caseapp.records.children import Child
from caseapp.records.settings import Fact
from caseapp.records.twins import TwinPair, TwinPreview
from caseapp.rules.access import WORKER, Act
from caseapp.rules.twins import SHOWN

AT_ONCE: Final = 200
"""So many children are compared in one round; an import's wait for the next ones."""

_CHECKED: Final = "twins_checked"


@dataclass(frozen=True)
class _New:
    """A child as it was entered; `asked` tells that its officer was asked about the own unit."""

    child_id: int
    entered_by: int | None
    units: tuple[int, ...]
    asked: bool


def watch_twins(*, now: datetime) -> int:
    """Compare the children entered since the last round; return how many pairs were found.

    The first round of an instance takes what is there for looked through.
    """
    last = _last()
    if last is not None and not desk.tally(
        WORKER, Act.CLOCK_WATCH, select(Child.id).where(Child.id > last), now=now
    ):
        return 0
    with desk.figures(WORKER, Act.CLOCK_WATCH, now=now) as door:
        newest = door.session.scalar(select(func.max(Child.id))) or 0
        pairs, until = ([], newest) if last is None else _compare(door, last)
        door.log("twins:round", None, pairs=len(pairs))
    with desk.writing(WORKER, Act.CLOCK_WATCH, now=now) as door:
        found = sum([_note(door, new, alike) for new, alike in pairs])
        fact = door.session.get(Fact, _CHECKED) or Fact(name=_CHECKED)
        fact.value = str(until)
        door.session.add(fact)
        door.log("twins:round", None, found=found)
    return found


def _last() -> int | None:
    with desk.ledger() as session:
        fact = session.get(Fact, _CHECKED)
        return int(fact.value) if fact else None


def _compare(door: desk.Door, last: int) -> tuple[list[tuple[_New, Alike]], int]:
    asked = (
        select(
            Child.id, Child.full_name, Child.sex, Child.date_of_birth, Child.birth_precision,
            Child.guardian_name, Child.guardian_relation, Child.guardian_phone, Child.address,
            Child.personal_id_mac, Child.entered_by, Child.ref,
        )
        .where(Child.id > last, Child.deleted_at.is_(None), Child.merged_into_id.is_(None))
        .order_by(Child.id)
        .limit(AT_ONCE)
    )  # fmt: skip
    rows = door.session.execute(asked).all()
    units, hidden = units_of(door, [row.id for row in rows]), hidden_children(door)
    pairs = []
    for row in rows:
        own = tuple(units.get(row.id, ()))
        new = _New(row.id, row.entered_by, own, row.ref is None and row.entered_by is not None)
        entry = entry_of(row, own[0] if own else 0)
        if row.id in hidden:
            entry = replace(entry, name=hidden[row.id].entries[0].name)
        alike = find_alike(door, entry, row.personal_id_mac)
        known = {each.child_id for each in alike}
        secret = alike_hidden(entry, hidden.values())
        alike += [each for each in secret if each.child_id not in known]
        pairs += [(new, each) for each in _older(row.id, alike)[:SHOWN]]
    newest = door.session.scalar(select(func.max(Child.id))) or last
    return pairs, rows[-1].id if len(rows) == AT_ONCE else newest


def _older(child: int, alike: Iterable[Alike]) -> list[Alike]:
    """Return those entered before the child: the later one of two is found with the other."""
    return [each for each in alike if each.child_id < child]


def _note(door: desk.Door, new: _New, alike: Alike) -> bool:
    """Write a pair down, once, and tell the supervisors, but none from whom either is kept."""
    child = door.session.get_one(Child, new.child_id)
    other = door.session.get_one(Child, alike.child_id)
    kept = kept_from(door, other)
    hidden = new.entered_by in kept
    asked = new.asked and other.hidden_name is None
    if asked and not hidden and _was_asked(door, new, alike):
        return False
    same = select(TwinPair.id).where(
        TwinPair.child_id == new.child_id, TwinPair.other_id == alike.child_id
    )
    if door.session.scalar(same) is not None:
        return False
    reasons = (("number",) if alike.number else ()) + alike.likeness.reasons
    door.session.add(
        TwinPair(
            child_id=new.child_id,
            other_id=alike.child_id,
            reasons=";".join(reasons),
            found_at=door.now,
        )
    )
    kind = "twin_of_kept" if hidden else "twin_found"
    for unit in new.units[:1]:
        tell_supervisors(
            door,
            kind,
            Subject(child.code, unit),
            cause=alike.child_id,
            but=kept | kept_from(door, child),
        )
    return True


def _was_asked(door: desk.Door, new: _New, alike: Alike) -> bool:
    """Tell whether who entered the child was asked about the other one, and said: another child.

    That two children of two units bear one number is a pair in any case.
    """
    if set(new.units) & set(alike.units):
        return True
    shown = select(TwinPreview.id).where(
        TwinPreview.user_id == new.entered_by, TwinPreview.child_id == alike.child_id
    )
    return not alike.number and door.session.scalars(shown.limit(1)).first() is not None
