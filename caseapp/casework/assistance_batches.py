"""One entry of help for a list of children: who would get it and who not, and the entry itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assistance import (
    AssistanceEntry,
    check_entry,
    days_of,
    row_of,
    seal_words,
)
from caseapp.casework.child_days import insist_born
from caseapp.casework.namings import unit_of
from caseapp.casework.one_child import COUNTS_AS
from caseapp.records.assistance import AssistanceBatch, cell_of
from caseapp.records.children import Assistance, Child, ChildUnit
from caseapp.records.disasters import Impact
from caseapp.records.erasures import ErasedMark
from caseapp.records.listing import listed, listed_texts
from caseapp.rules.access import Act, Actor
from caseapp.rules.assistance import is_same
from caseapp.rules.matching import name_order
from caseapp.rules.values import RuleBroken

MOST: Final = 500
"""So many children one entry takes: a ward gives to more in two."""


@dataclass(frozen=True)
class Recipient:
    """A child of the list; `why` says, as a code, why it is left out ('' when it gets the help).

    `into` is the child with which a merged one is one now. A code that the unit does not know has
    no name here, whoever it may belong to.
    """

    code: str
    name: str = ""
    born: date | None = None
    birth_precision: str = ""
    why: str = ""
    into: str = ""


@dataclass(frozen=True)
class Sorted:
    """The children of a list, apart: who would get the help, and who is left out."""

    unit_id: int
    unit: str
    taken: tuple[Recipient, ...]
    skipped: tuple[Recipient, ...]


@dataclass(frozen=True)
class _Sorting:
    """What the sorting of a list found: what is told, and the rows of those who get it."""

    told: list[Recipient]
    children: dict[str, Child]


def sort_children(
    actor: Actor, unit_code: str, entry: AssistanceEntry, codes: Iterable[str], *, now: datetime
) -> Sorted:
    """Return who of a list would be given the help and who not, and why; nothing is written."""
    check_entry(entry, now)
    with desk.reading(actor, Act.ASSISTANCE_RECORD, now=now) as door:
        unit = unit_of(door, unit_code)
        found = _sort(door, unit, entry, codes)
        door.log(f"assistance:{unit}", unit, rows=len(found.told))
        told = sorted(found.told, key=lambda each: (name_order(each.name), each.code))
        return Sorted(
            unit,
            areas.label(unit),
            tuple(each for each in told if not each.why),
            tuple(each for each in told if each.why),
        )


def tidy(codes: Iterable[str]) -> list[str]:
    """Return codes as they are kept, each once, in their order, without what nobody can see."""
    plain = ("".join(filter(str.isprintable, "".join(code.split()))).upper() for code in codes)
    return list(dict.fromkeys(code for code in plain if code))


def _sort(door: desk.Door, unit: int, entry: AssistanceEntry, codes: Iterable[str]) -> _Sorting:
    """Sort a list by four statements, however long it is.

    A child of another unit, one that is kept from the writer, one that was erased and a code that
    nobody bears are told alike: as unknown to the unit.
    """
    wanted = tidy(codes)
    if len(wanted) > MOST:
        raise RuleBroken("Choose at most %(most)d children for one entry", params={"most": MOST})
    here = select(ChildUnit.child_id).where(ChildUnit.area_id == unit)
    asked = select(Child).where(
        Child.code.in_(listed_texts(wanted)), Child.id.in_(here),
        Child.code.not_in(select(ErasedMark.code)),
    )  # fmt: skip
    children = {child.code: child for child in door.session.scalars(asked)}
    ids = sorted(child.id for child in children.values())
    given, dead, roots = _given(door, ids, entry), _dead(door, ids), _roots(door, children)
    found = _Sorting([], {})
    for code in wanted:
        child = children.get(code)
        each = Recipient(code, why="unknown")
        if child is not None:
            why = _why(child, entry, given, dead)
            each = Recipient(
                code, child.full_name, child.date_of_birth, child.birth_precision, why,
                roots.get(child.merged_into_id or 0, ""),
            )  # fmt: skip
            if not why:
                found.children[code] = child
        found.told.append(each)
    return found


def _why(child: Child, entry: AssistanceEntry, given: set[int], dead: dict[int, date]) -> str:
    """Return as a code why a child is left out, '' when it is not."""
    if child.merged_into_id is not None:
        return "merged"
    if child.deleted_at is not None:
        return "unknown"
    if child.id in dead and dead[child.id] <= entry.given_on:
        return "died"
    try:
        insist_born(child, entry.given_on, "given_on")
    except RuleBroken:
        return "unborn"
    return "same" if child.id in given else ""


def _given(door: desk.Door, ids: list[int], entry: AssistanceEntry) -> set[int]:
    """Return those of the children to whom the same help stands recorded already."""
    asked = (
        select(COUNTS_AS.label("child"), Assistance)
        .join(Child, Child.id == Assistance.child_id)
        .where(
            or_(Child.id.in_(listed(ids)), Child.merged_into_id.in_(listed(ids))),
            Assistance.kind == entry.kind,
            Assistance.deleted_at.is_(None),
        )
    )
    return {
        row.child
        for row in door.session.execute(asked)
        if is_same(entry.days, entry.provider, days_of(row.Assistance), row.Assistance.provider)
    }


def _dead(door: desk.Door, ids: list[int]) -> dict[int, date]:
    """Return the children of whom a disaster's list says that they died, with the day."""
    asked = select(Impact.child_id, func.min(Impact.affected_on)).where(
        Impact.child_id.in_(listed(ids)), Impact.harm == "death", Impact.deleted_at.is_(None)
    )
    found = door.session.execute(asked.group_by(Impact.child_id)).tuples()
    return {child: day for child, day in found if day is not None}


def _roots(door: desk.Door, children: dict[str, Child]) -> dict[int, str]:
    """Return the codes of the records that merged ones count as, as far as they are in reach."""
    merged = sorted({child.merged_into_id for child in children.values() if child.merged_into_id})
    if not merged:
        return {}
    asked = select(Child.id, Child.code).where(Child.id.in_(merged), Child.deleted_at.is_(None))
    return {row.id: row.code for row in door.session.execute(asked)}


def record_batch(
    actor: Actor,
    unit_code: str,
    entry: AssistanceEntry,
    codes: Collection[str],
    *,
    now: datetime,
    post: str = "",
) -> str:
    """Record one help for a list of a unit's children, all or none; return the entry's number.

    `codes` are those who were shown as getting it: RuleBroken when one of them no longer would,
    so that nobody is left out unseen.
    """
    check_entry(entry, now)
    if not tidy(codes):
        raise RuleBroken("Choose the children first")
    entry = replace(entry, activity=None)
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        unit = unit_of(door, unit_code)
        found = _sort(door, unit, entry, codes)
        if any(each.why for each in found.told):
            raise RuleBroken("The list has changed since you looked at it: look it over once more")
        batch = _batch_of(door, unit, entry)
        rows = [(row_of(door, child, entry), child) for child in found.children.values()]
        for row, _ in rows:
            row.batch_id = batch.id
        door.session.add_all([row for row, _ in rows])
        if entry.note.strip() or entry.in_kind.strip():
            door.open_keys(child.key_id for _, child in rows if child.key_id is not None)
        seal_words(door, rows, entry)
        for row, child in rows:
            door.log(f"child:{child.id}", unit, assistance=row.id, batch=batch.id)
        door.made = str(batch.id)
        return door.made


def _batch_of(door: desk.Door, unit: int, entry: AssistanceEntry) -> AssistanceBatch:
    days = entry.days
    batch = AssistanceBatch(
        area_id=unit,
        kind=entry.kind,
        given_on=days.first,
        given_until=days.last,
        open_ended=days.running,
        provider=entry.provider.strip(),
        value=entry.value,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(batch)
    door.session.flush()
    said = {"note": entry.note.strip(), "in_kind": entry.in_kind.strip()}
    if any(said.values()):
        text = json.dumps(said, ensure_ascii=False)
        batch.content = door.place.vault.seal_own(cell_of(batch), text)
    return batch
