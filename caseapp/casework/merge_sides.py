"""The two sides of a merge: which units answer for the children, who speaks for them, what is seen.

An officer sees the own unit's child whole, and of the other's its code, its unit and whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.marked import kept_from_any
from caseapp.casework.staff import held, name_of
from caseapp.casework.twin_search import entry_of, units_of
from caseapp.casework.unshown import unshown
from caseapp.records.cases import Case
from caseapp.records.children import Child, Residence
from caseapp.records.own_reach import at_the_tables
from caseapp.records.twins import Merge, MergeWord
from caseapp.rules.access import Role
from caseapp.rules.twins import compare
from caseapp.rules.units import territory

OPEN: Final = "asked"


@dataclass(frozen=True)
class Side:
    """One of the two children; the name and birth are empty where the reader may not open it."""

    code: str
    unit: str
    full_name: str = ""
    born: date | None = None
    birth_precision: str = ""
    seen: bool = False


@dataclass(frozen=True)
class Word:
    """What is asked of a unit's officers: who could say it, and what was said, None so far."""

    unit_id: int
    unit: str
    people: tuple[str, ...]
    agrees: bool | None
    who: str = ""
    at: datetime | None = None
    note: str = ""
    user_id: int | None = None


@dataclass(frozen=True)
class Sides:
    """A merge as it is decided on: the ids of both children, and the units asked."""

    children: tuple[int, int]
    units: tuple[int, ...]
    hidden: frozenset[int]
    """The accounts from which one of the two is kept."""


def sides_of(door: desk.Door, merge: Merge) -> Sides:
    """Return whose word is needed, whatever the person at the door reaches.

    A unit that does not know a protected child is not asked, or it would learn of it; nor is one
    whose officers must all not know. The supervisor decides without them.
    """
    both = (merge.first_id, merge.second_id)
    secret = unshown(door, both)
    with at_the_tables(door.session):
        known = units_of(door, both)
        answering = {_answering(door, child, known.get(child, [])) for child in both}
    hidden = kept_from_any(door, both)
    units = tuple(
        unit
        for unit in sorted(answering - {0})
        if all(unit in known.get(child, []) for child in secret)
        and any(user not in hidden for user in _officers(door, unit))
    )
    return Sides(both, units, hidden)


def _officers(door: desk.Door, unit: int) -> dict[int, str]:
    found = held(door.session, [Role.OFFICER], [unit], now=door.now)
    return {user.id: user.full_name for user, _ in found}


def _answering(door: desk.Door, child: int, units: list[int]) -> int:
    """Return the unit that answers for a child: of its open case, of its home, or the first."""
    cases = select(Case.area_id).where(
        Case.child_id == child, Case.state != "closed", Case.deleted_at.is_(None)
    )
    if (unit := door.session.scalars(cases.order_by(Case.id.desc())).first()) is not None:
        return unit
    home = select(Residence.unit_id).where(
        Residence.child_id == child, Residence.valid_until.is_(None)
    )
    living = door.session.scalars(home).first()
    keeper = territory().keeper(living) if living else 0
    return keeper if keeper in units else min(units, default=0)


def words_of(door: desk.Door, merge: Merge, sides: Sides) -> list[Word]:
    """Return what was said by each unit that is asked."""
    asked = select(MergeWord).where(MergeWord.merge_id == merge.id)
    said = {row.area_id: row for row in door.session.scalars(asked)}
    return [
        _word(
            door,
            unit,
            tuple(n for user, n in _officers(door, unit).items() if user not in sides.hidden),
            said.get(unit),
        )
        for unit in sides.units
    ]


def _word(door: desk.Door, unit: int, people: tuple[str, ...], row: MergeWord | None) -> Word:
    if row is None:
        return Word(unit, areas.label(unit), people, None)
    return Word(
        unit_id=unit,
        unit=areas.label(unit),
        people=people,
        agrees=row.agrees,
        who=name_of(door, row.user_id),
        at=row.said_at,
        note=own_text(door, "merge_words.note", row.id, row.note),
        user_id=row.user_id,
    )


def shown(door: desk.Door, children: Iterable[int]) -> list[Side]:
    """Return the sides as the person at the door may see them."""
    ids = list(children)
    rows = {row.id: row for row in door.few(select(Child).where(Child.id.in_(ids))).scalars()}
    with at_the_tables(door.session):
        codes = dict(
            door.session.execute(select(Child.id, Child.code).where(Child.id.in_(ids)))
            .tuples()
            .all()
        )
        units = units_of(door, ids)
        answering = {child: _answering(door, child, units.get(child, [])) for child in ids}
    found = []
    for child in ids:
        unit = areas.label(answering[child]) if answering[child] else ""
        row = rows.get(child)
        if row is None:
            found.append(Side(codes[child], unit))
        else:
            found.append(
                Side(row.code, unit, row.full_name, row.date_of_birth, row.birth_precision, True)
            )
    return found


def reasons_of(door: desk.Door, children: Iterable[int]) -> tuple[str, ...]:
    """Return what speaks for one child, to who may open both; nothing to others."""
    ids = list(children)
    rows = door.few(select(Child).where(Child.id.in_(ids))).scalars().all()
    if len(rows) < len(set(ids)):
        return ()
    found = compare(*(entry_of(row) for row in rows))
    numbers = {row.personal_id_mac for row in rows}
    same = len(numbers) == 1 and None not in numbers
    return (("number",) if same else ()) + found.reasons


def own_text(door: desk.Door, column: str, number: int, blob: bytes | None) -> str:
    """Return a text that was sealed with the instance's own key: it belongs to two children."""
    return door.place.vault.unseal_own(f"{column}:{number}", blob) if blob else ""


def seal_text(door: desk.Door, column: str, number: int, text: str) -> bytes | None:
    """Seal such a text; an empty one is no cell."""
    return door.place.vault.seal_own(f"{column}:{number}", text.strip()) if text.strip() else None
