"""Finds the children, of any unit, who may be the one that is entered: by indexes, never by a walk.

Every folded name that is alike enough is looked up in the index of names (rules.twins.spellings),
so that a million children cost no more than some thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, func, or_, select

from caseapp import desk
from caseapp.casework.one_child import COUNTS_AS
from caseapp.records.children import Child, ChildUnit
from caseapp.records.details import ChildName
from caseapp.records.listing import listed_texts
from caseapp.records.own_reach import at_the_tables
from caseapp.rules.matching import fold
from caseapp.rules.namesakes import plain_phone
from caseapp.rules.twins import COMMON, Entry, Likeness, compare, days_alike, spellings

_MOST: Final = 300
"""So many entries of like name and birth are weighed, those of the same day first."""

_COLUMNS: Final = (
    Child.id,
    Child.code,
    Child.full_name,
    Child.sex,
    Child.date_of_birth,
    Child.birth_precision,
    Child.guardian_name,
    Child.guardian_relation,
    Child.guardian_phone,
    Child.address,
)


@dataclass(frozen=True)
class Alike:
    """A child who may be the one asked about; `number` says that the personal ids are equal."""

    child_id: int
    code: str
    units: tuple[int, ...]
    likeness: Likeness
    number: bool = False

    @property
    def rank(self) -> tuple[bool, float, int]:
        """By this they are sorted: an equal number first, then the likeliest, then the oldest."""
        return not self.number, -self.likeness.points, self.child_id


def find_alike(
    door: desk.Door, entry: Entry, number_mac: bytes | None, *, but: int = 0
) -> list[Alike]:
    """Return who may be the child of an entry, of any unit, the likeliest first.

    What comes out is not for the person at the door before it is held against their reach. `but`
    is the child itself, once it is written.
    """
    with at_the_tables(door.session):
        written = sorted(spellings(entry.name))
        others = _other_names(door, written)
        asked = _by_name(entry, written, others)
        rows = {row.id: row for row in door.session.execute(asked).all()}
        numbered: set[int] = set()
        if number_mac is not None:
            same = _known(Child.personal_id_mac == number_mac).order_by(Child.id).limit(_MOST)
            bearing = door.session.execute(same).all()
            rows |= {row.id: row for row in bearing}
            numbered = {row.id for row in bearing}
        rows.pop(but, None)
        units = units_of(door, rows)
        common = _is_common(door, entry.name)
    alike = [
        Alike(
            row.id,
            row.code,
            tuple(units.get(row.id, ())),
            _best(entry, row, units.get(row.id, ()), others.get(row.id, ()), common=common),
            row.id in numbered,
        )
        for row in rows.values()
    ]
    found = [each for each in alike if each.number or each.likeness.proposed]
    return sorted(found, key=lambda each: each.rank)


def _best(
    entry: Entry,
    row: Row[Any],
    units: Collection[int],
    others: Iterable[str],
    *,
    common: bool,
) -> Likeness:
    """Return how alike a child is by its name, or by one of its others where that says more."""
    known = _entry_of(row, units, entry.unit)
    own = compare(entry, known, common=common)
    for name in others:
        other = compare(entry, replace(known, name=name), common=common)
        if other.points > own.points:
            own = replace(other, reasons=("other_name", *other.reasons))
    return own


def _other_names(door: desk.Door, written: Iterable[str]) -> dict[int, list[str]]:
    """Return the like names that children bear besides their own: entered, or before a merge.

    None of a child whose name is hidden: those are compared by the worker (casework.twin_rounds).
    """
    alike = listed_texts(written)
    entered = (
        select(COUNTS_AS.label("child"), ChildName.name)
        .join(Child, Child.id == ChildName.child_id)
        .where(
            ChildName.folded_name.in_(alike),
            ChildName.ended_at.is_(None),
            Child.hidden_name.is_(None),
        )
    )
    before = select(Child.merged_into_id, Child.full_name).where(
        Child.folded_name.in_(alike), Child.merged_into_id.is_not(None), Child.hidden_name.is_(None)
    )
    found: dict[int, list[str]] = {}
    for child, name in door.session.execute(entered.union_all(before).limit(_MOST)):
        found.setdefault(child, []).append(name)
    return found


def _is_common(door: desk.Door, name: str) -> bool:
    bearing = select(Child.id).where(Child.folded_name == fold(name)).limit(COMMON + 1)
    return len(door.session.execute(bearing).all()) > COMMON


def units_of(door: desk.Door, children: Iterable[int]) -> dict[int, list[int]]:
    """Return the units that may open each child, in their order; at the tables those of all."""
    asked = (
        select(ChildUnit.child_id, ChildUnit.area_id)
        .where(ChildUnit.child_id.in_(sorted(children)))
        .order_by(ChildUnit.area_id)
    )
    found: dict[int, list[int]] = {}
    for child, unit in door.session.execute(asked):
        found.setdefault(child, []).append(unit)
    return found


def entry_of(row: Child | Row[Any], unit: int = 0) -> Entry:
    """Return a recorded child, or its columns, as it is compared."""
    return Entry(
        name=row.full_name,
        sex=row.sex,
        born=row.date_of_birth,
        precision=row.birth_precision,
        phone=row.guardian_phone,
        carer=row.guardian_name,
        relation=row.guardian_relation,
        address=row.address,
        unit=unit,
    )


def _entry_of(row: Row[Any], units: Collection[int], wanted: int) -> Entry:
    return replace(entry_of(row), unit=wanted if wanted in units else 0)


def _known(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(*_COLUMNS).where(
        Child.deleted_at.is_(None), Child.merged_into_id.is_(None), *conditions
    )


def _by_name(entry: Entry, written: Iterable[str], others: Collection[int]) -> Select[Any]:
    """Select who bears a like name, among them the children that bear it besides their own."""
    bearing = Child.folded_name.in_(listed_texts(written))
    alike = _known(or_(bearing, Child.id.in_(sorted(others))) if others else bearing)
    if entry.born is None:
        return alike.order_by(Child.id.desc()).limit(_MOST)
    first = Child.date_of_birth != entry.born
    return alike.where(_born_alike(entry, entry.born)).order_by(first, Child.id).limit(_MOST)


def _born_alike(entry: Entry, born: date) -> ColumnElement[bool]:
    """Return what leaves the births that do not speak against one child (rules.twins)."""
    around = Child.date_of_birth.between(date(born.year - 2, 1, 1), date(born.year + 2, 12, 31))
    unknown = Child.date_of_birth.is_(None)
    if entry.precision not in {"", "day"}:
        return or_(unknown, around)
    roughly = and_(Child.birth_precision.not_in(["", "day"]), around)
    ways = [unknown, Child.date_of_birth.in_(days_alike(born)), roughly]
    if phone := plain_phone(entry.phone):
        ways.append(and_(around, _dialled().in_(_ways_to_write(phone))))
    return or_(*ways)


def _dialled() -> SQLColumnExpression[str]:
    """Return the telephone number as it was typed, without what stands between its digits."""
    number: SQLColumnExpression[str] = Child.guardian_phone
    for sign in " .-()":
        number = func.replace(number, sign, "")
    return number


def _ways_to_write(phone: str) -> list[str]:
    return [phone, f"+84{phone[1:]}", f"0084{phone[1:]}"]
