"""The children's register: a page of the names within reach, and what is looked for among them.

A unit's children stand in one index by name (records.children.ChildUnit), and a page is read off
it from where the one before ended. A search walks that index and opens the rows that fit alone:
over the names of a ward that is quicker than an index of words, and costs an import next to
nothing (docs/decisions/0014-child-register.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_names import named, named_just, named_with
from caseapp.casework.child_reading import end_of
from caseapp.records import marks
from caseapp.records.children import Child, ChildUnit, Circumstance, Residence
from caseapp.records.listing import listed_texts
from caseapp.records.scope import FEW
from caseapp.rules.access import Act, Actor
from caseapp.rules.matching import fold, name_order, nearly
from caseapp.rules.twins import misspellings
from caseapp.rules.units import territory
from caseapp.rules.values import local_day

PAGE: Final = 50
_WIDEST: Final = 30_000
"""So many names are looked over for a slip of the pen: more than any ward has."""
_NUMBER: Final = re.compile(r"[0-9]{12}")
_CODE: Final = re.compile(rf"{marks.CHILD}-\S+")


@dataclass(frozen=True)
class ChildLine:
    """A child in a list; `number_end` ends its personal id, `home` is where it lives."""

    code: str
    full_name: str
    sex: str
    born: date | None
    birth_precision: str
    number_end: str
    home: str


@dataclass(frozen=True)
class ChildPage:
    """Lines of the register, and where the next page begins ('' at the end).

    `near` says that no name has these words: the lines are of names that are one letter off.
    `also` are such names beside those that have the words.
    """

    lines: list[ChildLine]
    next: str = ""
    near: bool = False
    also: tuple[ChildLine, ...] = ()


@dataclass(frozen=True)
class Search:
    """What is looked for: words of a name, a whole personal id or a code; and the child's home.

    `homes` are units, old ones among them, where the child lives now; `after` is the `next` of the
    page before. `unit` leaves the children of one unit's files, `special` those who are confirmed
    in special circumstances today.
    """

    text: str = ""
    homes: frozenset[int] = frozenset()
    after: str = ""
    unit: int | None = None
    special: bool = False


def find_children(actor: Actor, search: Search, *, now: datetime) -> ChildPage:
    """Return up to 50 children within reach, by folded name; the page itself by Vietnamese order.

    Every word of the text must stand in the folded name, or in another name of the child, in
    whatever order. A personal id is found whole or not at all, by its keyed hash.
    """
    with desk.reading(actor, Act.CHILD_LIST, now=now) as door:
        rows = door.session.execute(_asked(door, search)).all()
        page = rows[:PAGE]
        near = _off_by_a_slip(door, search, {row.id for row in page})
        lines = _lines(door, [*page, *near])
        door.log("children:list", None, rows=len(lines))
    following = page[-1].code if len(rows) > PAGE else ""
    codes = {row.code for row in near}
    also = [line for line in lines if line.code in codes]
    if not page:
        return ChildPage(also, near=bool(also))
    return ChildPage([line for line in lines if line not in also], following, also=tuple(also))


def namesakes(actor: Actor, name: str, *, now: datetime) -> list[ChildLine]:
    """Return children within reach whose folded name is the same, at most 50."""
    wanted = fold(name)
    if not wanted:
        return []
    with desk.reading(actor, Act.CHILD_LIST, now=now) as door:
        alike = or_(Child.folded_name == wanted, Child.id.in_(named_just(door, wanted)))
        same = _known().where(alike).order_by(Child.id).limit(PAGE)
        rows = door.session.execute(same).all()
        door.log("children:list", None, rows=len(rows))
        return _lines(door, rows)


def _known() -> Select[Any]:
    return (
        select(
            Child.id,
            Child.code,
            Child.full_name,
            Child.folded_name,
            Child.sex,
            Child.date_of_birth,
            Child.birth_precision,
            Child.personal_id,
            Child.key_id,
        )
        .where(Child.deleted_at.is_(None), Child.merged_into_id.is_(None))
        .execution_options(**{FEW: True})
    )


def _words(text: str) -> list[str]:
    """Return the folded words of a name; none for a personal id or a code."""
    plain = "".join(text.split())
    if _NUMBER.fullmatch(plain) or _CODE.fullmatch(plain.upper()):
        return []
    return fold(text).split()


def _asked(door: desk.Door, search: Search) -> Select[Any]:
    plain = "".join(search.text.split())
    if _NUMBER.fullmatch(plain):
        return _one(door, search, _leading_to(door, Child.personal_id_mac == door.mac(plain)))
    if _CODE.fullmatch(plain.upper()):
        return _one(door, search, _leading_to(door, Child.code == plain.upper()))
    statement, name, number = _by_name(door, search)
    if words := _words(search.text):
        own = and_(*(name.contains(word, autoescape=True) for word in words))
        other = named_with(door, words)
        statement = statement.where(or_(own, number.in_(other)) if other else own)
    if (last := _last(door, search.after)) is not None:
        statement = statement.where(tuple_(name, number) > last)
    return statement.order_by(name, number).limit(PAGE + 1)


def _leading_to(door: desk.Door, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return what tells the children of a code or number, and those into whom one was merged."""
    merged = select(Child.merged_into_id).where(condition, Child.merged_into_id.is_not(None))
    roots = list(door.session.scalars(merged.execution_options(**{FEW: True})))
    return or_(condition, Child.id.in_(roots)) if roots else condition


def _one(door: desk.Door, search: Search, condition: ColumnElement[bool]) -> Select[Any]:
    if search.unit is not None:
        here = select(ChildUnit.child_id).where(ChildUnit.area_id == search.unit)
        condition = and_(condition, Child.id.in_(here))
    statement = _narrowed(door, _known().where(condition), search)
    return statement.order_by(Child.folded_name, Child.id).limit(PAGE)


def _by_name(door: desk.Door, search: Search) -> tuple[Select[Any], Any, Any]:
    """Return the select over the index by which its rows come in order, and that index's columns.

    Who reaches the whole city walks the children themselves, the others the lines of their units.
    """
    statement = _narrowed(door, _known(), search)
    if door.scope.units is None and not search.homes and search.unit is None:
        return statement, Child.folded_name, Child.id
    statement = statement.join(ChildUnit, ChildUnit.child_id == Child.id)
    if search.unit is not None:
        statement = statement.where(ChildUnit.area_id == search.unit)
        return statement, ChildUnit.folded_name, ChildUnit.child_id
    if door.scope.units is None:
        keepers = {territory().keeper(unit) for unit in search.homes}
        statement = statement.where(ChildUnit.area_id.in_(sorted(keepers)))
    if door.scope.units is None or len(door.scope.units) > 1:  # two units may open one child
        statement = statement.add_columns(ChildUnit.folded_name, ChildUnit.child_id).distinct()
    return statement, ChildUnit.folded_name, ChildUnit.child_id


def _narrowed(door: desk.Door, statement: Select[Any], search: Search) -> Select[Any]:
    """Narrow to the homes that are looked for, and to special circumstances where asked."""
    if search.special:
        today = local_day(door.now)
        confirmed = select(Circumstance.id).where(
            Circumstance.child_id == Child.id, Circumstance.status == "confirmed",
            Circumstance.deleted_at.is_(None), Circumstance.valid_from <= today,
            or_(Circumstance.valid_until.is_(None), Circumstance.valid_until > today),
        )  # fmt: skip
        statement = statement.where(confirmed.exists())
    return _living(statement, search.homes)


def _living(statement: Select[Any], homes: frozenset[int]) -> Select[Any]:
    """Narrow to the children whose stay of today is in one of the units."""
    if not homes:
        return statement
    there = select(Residence.id).where(
        Residence.child_id == Child.id,
        Residence.valid_until.is_(None),
        Residence.unit_id.in_(sorted(homes)),
    )
    return statement.where(there.exists())


def _last(door: desk.Door, code: str) -> tuple[str, int] | None:
    """Return where the page before ended, by the code of its last child: no name in an address."""
    if not code:
        return None
    asked = select(Child.folded_name, Child.id).where(Child.code == code)
    row = door.session.execute(asked.execution_options(**{FEW: True})).first()
    return (row[0], row[1]) if row else None


def _off_by_a_slip(door: desk.Door, search: Search, found: Collection[int]) -> list[Any]:
    """Return children of names one slip away, beside a first page that is not full.

    A whole name is looked up in the index as it may be miswritten (rules.twins.misspellings), in
    the whole city as well; of words of a name those of a ward are looked over, when none has them.
    """
    words = _words(search.text)
    if not words or search.after or len(found) >= PAGE:
        return []
    near = _miswritten(door, search, found) if len(words) > 1 else []
    return near or ([] if found else _near(door, search))


def _miswritten(door: desk.Door, search: Search, found: Collection[int]) -> list[Any]:
    statement, name, number = _by_name(door, search)
    alike = name.in_(listed_texts(sorted(misspellings(search.text))))
    some = statement.where(alike, number.not_in(sorted(found))).limit(PAGE - len(found))
    return list(door.session.execute(some))


def _near(door: desk.Door, search: Search) -> list[Any]:
    """Return children of whose name every word typed is one slip away; none in the whole city."""
    if door.scope.units is None:
        return []
    names = select(ChildUnit.child_id, ChildUnit.folded_name).limit(_WIDEST + 1)
    others = named().limit(_WIDEST + 1)
    found = [*door.session.execute(names), *door.session.execute(others)]
    if len(found) > _WIDEST:
        return []
    known = {word for _, name in found for word in name.split()}
    wanted = [{word for word in known if nearly(typed, word)} for typed in _words(search.text)]
    if not all(wanted):
        return []
    ids = {
        child
        for child, name in found
        if all(not words.isdisjoint(name.split()) for words in wanted)
    }
    some = sorted(ids)[:PAGE]
    statement = _narrowed(door, _known().where(Child.id.in_(some)), search)
    return list(door.session.execute(statement.order_by(Child.folded_name, Child.id)))


def _lines(door: desk.Door, rows: Collection[Any]) -> list[ChildLine]:
    homes = _homes(door, [row.id for row in rows])
    door.open_keys(row.key_id for row in rows if row.personal_id is not None)
    lines = [
        ChildLine(
            row.code,
            row.full_name,
            row.sex,
            row.date_of_birth,
            row.birth_precision,
            end_of(door.unseal(row.key_id, "children.personal_id", row.id, row.personal_id)),
            homes.get(row.id, ""),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: name_order(line.full_name))


def _homes(door: desk.Door, ids: Iterable[int]) -> dict[int, str]:
    """Return where each child lives today, by the name of today."""
    today = local_day(door.now)
    stays = (
        select(Residence.child_id, Residence.unit_id)
        .where(
            Residence.child_id.in_(list(ids)),
            Residence.valid_from <= today,
            or_(Residence.valid_until.is_(None), Residence.valid_until > today),
        )
        .execution_options(**{FEW: True})
    )
    return {child: areas.label_today(unit) for child, unit in door.session.execute(stays)}
