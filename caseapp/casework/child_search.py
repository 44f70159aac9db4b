"""The children's register: a page of the names within reach, and what is looked for among them.

A unit's children stand in one index by name (records.children.ChildUnit), and a page is read off
it from where the one before ended. A search walks that index and opens the rows that fit alone:
over the names of a ward that is quicker than an index of words, and costs an import next to
nothing (docs/decisions/0014-child-register.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_names import named, named_just, word_values
from caseapp.casework.child_reading import end_of
from caseapp.casework.child_walks import (
    Over,
    Walk,
    among,
    by_words,
    known,
    narrowed,
    stays,
    within_unit,
)
from caseapp.records import marks
from caseapp.records.children import Child, ChildUnit
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
        asked = _Asked(door, search)
        rows = asked.rows()
        page = rows[:PAGE]
        near = asked.off_by_a_slip({row.id for row in page})
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
        same = known().where(alike).order_by(Child.id).limit(PAGE)
        rows = door.session.execute(same).all()
        door.log("children:list", None, rows=len(rows))
        return _lines(door, rows)


def _words(text: str) -> list[str]:
    """Return the folded words of a name; none for a personal id or a code."""
    plain = "".join(text.split())
    if _NUMBER.fullmatch(plain) or _CODE.fullmatch(plain.upper()):
        return []
    return fold(text).split()


class _Asked:
    """One search while its door is open: its words, its values, and what it finds."""

    def __init__(self, door: desk.Door, search: Search) -> None:
        self.door, self.search = door, search
        self.words = _words(search.text)
        self.walk = Walk(
            _over(door.scope.units), bool(search.homes), search.unit is not None, search.special
        )
        self.values: dict[str, Any] = {
            "homes": sorted(search.homes),
            "keepers": sorted({territory().keeper(unit) for unit in search.homes}),
            "unit": search.unit,
            "today": local_day(door.now),
            **word_values(self.words),
        }

    def rows(self) -> Sequence[Any]:
        """Return a page of what fits and one row more, if there is one."""
        plain = "".join(self.search.text.split())
        if _NUMBER.fullmatch(plain):
            return self._one(Child.personal_id_mac == self.door.mac(plain))
        if _CODE.fullmatch(plain.upper()):
            return self._one(Child.code == plain.upper())
        last = _last(self.door, self.search.after)
        if last is not None:
            self.values |= {"last_name": last[0], "last_number": last[1]}
        statement = by_words(self.walk, len(self.words), after=last is not None)
        return self._run(statement, most=PAGE + 1)

    def _one(self, condition: ColumnElement[bool]) -> Sequence[Any]:
        condition = _leading_to(self.door, condition)
        if self.search.unit is not None:
            condition = and_(condition, within_unit())
        statement = narrowed(known().where(condition), self.walk)
        return self._run(statement.order_by(Child.folded_name, Child.id).limit(PAGE))

    def off_by_a_slip(self, found: Collection[int]) -> Sequence[Any]:
        """Return children of names one slip away, beside a first page that is not full.

        A whole name is looked up in the index as it may be miswritten (rules.twins.misspellings),
        in the whole city as well; of words of a name those of a ward are looked over, when none
        has them.
        """
        if not self.words or self.search.after or len(found) >= PAGE:
            return []
        near = self._miswritten(found) if len(self.words) > 1 else []
        return near or ([] if found else self._near())

    def _miswritten(self, found: Collection[int]) -> Sequence[Any]:
        given = json.dumps(list(misspellings(self.search.text)))
        return self._run(among(self.walk), given=given, found=sorted(found), most=PAGE - len(found))

    def _near(self) -> Sequence[Any]:
        """Return children of whose name each word typed is one slip away; none in the city."""
        some = _near(self.door, self.words)[:PAGE]
        if not some:
            return []
        statement = narrowed(known().where(Child.id.in_(some)), self.walk)
        return self._run(statement.order_by(Child.folded_name, Child.id))

    def _run(self, statement: Select[Any], **more: object) -> Sequence[Any]:
        return self.door.session.execute(statement, {**self.values, **more}).all()


def _over(units: frozenset[int] | None) -> Over:
    if units is None:
        return "city"
    return "one" if len(units) == 1 else "several"


def _leading_to(door: desk.Door, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return what tells the children of a code or number, and those into whom one was merged."""
    merged = select(Child.merged_into_id).where(condition, Child.merged_into_id.is_not(None))
    roots = list(door.few(merged).scalars())
    return or_(condition, Child.id.in_(roots)) if roots else condition


def _last(door: desk.Door, code: str) -> tuple[str, int] | None:
    """Return where the page before ended, by the code of its last child: no name in an address."""
    if not code:
        return None
    asked = select(Child.folded_name, Child.id).where(Child.code == code)
    row = door.few(asked).first()
    return (row[0], row[1]) if row else None


def _near(door: desk.Door, typed: list[str]) -> list[int]:
    """Return the children of a unit of whose name every word typed is one slip away, by number."""
    if door.scope.units is None:
        return []
    names = select(ChildUnit.child_id, ChildUnit.folded_name).limit(_WIDEST + 1)
    others = named().limit(_WIDEST + 1)
    found = [*door.session.execute(names), *door.session.execute(others)]
    if len(found) > _WIDEST:
        return []
    borne = {word for _, name in found for word in name.split()}
    wanted = [{word for word in borne if nearly(each, word)} for each in typed]
    if not all(wanted):
        return []
    return sorted(
        child
        for child, name in found
        if all(not words.isdisjoint(name.split()) for words in wanted)
    )


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
    given = {"children": list(ids), "today": local_day(door.now)}
    return {child: areas.label_today(unit) for child, unit in door.session.execute(stays(), given)}
