"""The selects over the register of children, each made once; its values are given when it runs.

To make one anew for each search took longer than the database needs to answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    or_,
    select,
    tuple_,
)

from caseapp.casework.child_names import holding, named_with
from caseapp.records.children import Child, ChildUnit, Circumstance, Residence
from caseapp.records.listing import texts_given
from caseapp.records.scope import FEW

_UNIT: Final = bindparam("unit", type_=Integer)
_MOST: Final = bindparam("most", type_=Integer)


Over = Literal["city", "one", "several"]
"""Whose names are walked: those of the whole city, of one unit, or of several."""


@dataclass(frozen=True)
class Walk:
    """What the select of a search depends on, apart from its values."""

    over: Over
    homes: bool
    unit: bool
    special: bool


@cache
def known() -> Select[Any]:
    """Return the select of the children that count, in the columns of a list."""
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


@lru_cache(maxsize=256)
def by_words(walk: Walk, words: int, *, after: bool = False) -> Select[Any]:
    """Return the select of `most` names that hold so many words, in the order of the names.

    The children of whose other names one holds them stand among these. Where it goes on `after` a
    page, from the name `last_name` of the child `last_number` on.
    """
    statement, name, number = _by_name(walk)
    if words:
        own, others = and_(*holding(name, words)), named_with(words)
        # Whether there is any is asked once; most often there is none to be looked up in.
        other = and_(others.exists(), number.in_(others))
        statement = statement.where(or_(own, other))
    if after:
        last = bindparam("last_name", type_=String), bindparam("last_number", type_=Integer)
        statement = statement.where(tuple_(name, number) > tuple_(*last))
    return statement.order_by(name, number).limit(_MOST)


@lru_cache(maxsize=64)
def among(walk: Walk) -> Select[Any]:
    """Return the select of `most` of the names `given` (a JSON array), less the rows `found`."""
    statement, name, number = _by_name(walk)
    found = bindparam("found", expanding=True, type_=Integer)
    alike = name.in_(texts_given("given"))
    return statement.where(alike, number.not_in(found)).limit(_MOST)


def _by_name(walk: Walk) -> tuple[Select[Any], Any, Any]:
    """Return the select over the index by which its rows come in order, and that index's columns.

    Who reaches the whole city walks the children themselves, the others the lines of their units.
    """
    statement = narrowed(known(), walk)
    if walk.over == "city" and not walk.homes and not walk.unit:
        return statement, Child.folded_name, Child.id
    statement = statement.join(ChildUnit, ChildUnit.child_id == Child.id)
    if walk.unit:
        statement = statement.where(ChildUnit.area_id == _UNIT)
        return statement, ChildUnit.folded_name, ChildUnit.child_id
    if walk.over == "city":
        keepers = bindparam("keepers", expanding=True, type_=Integer)
        statement = statement.where(ChildUnit.area_id.in_(keepers))
    if walk.over != "one":  # two units may open one child
        statement = statement.add_columns(ChildUnit.folded_name, ChildUnit.child_id).distinct()
    return statement, ChildUnit.folded_name, ChildUnit.child_id


def within_unit() -> ColumnElement[bool]:
    """Return what tells the children of the `unit`'s files."""
    return Child.id.in_(select(ChildUnit.child_id).where(ChildUnit.area_id == _UNIT))


def narrowed(statement: Select[Any], walk: Walk) -> Select[Any]:
    """Narrow to the homes that are looked for, and to special circumstances where asked."""
    if walk.special:
        today = bindparam("today", type_=Date)
        confirmed = select(Circumstance.id).where(
            Circumstance.child_id == Child.id, Circumstance.status == "confirmed",
            Circumstance.deleted_at.is_(None), Circumstance.valid_from <= today,
            or_(Circumstance.valid_until.is_(None), Circumstance.valid_until > today),
        )  # fmt: skip
        statement = statement.where(confirmed.exists())
    if walk.homes:
        there = select(Residence.id).where(  # the stay of today
            Residence.child_id == Child.id,
            Residence.valid_until.is_(None),
            Residence.unit_id.in_(bindparam("homes", expanding=True, type_=Integer)),
        )
        statement = statement.where(there.exists())
    return statement


@cache
def stays() -> Select[Any]:
    """Return the select of the stays of some `children` on a day, `today`: child and unit."""
    today = bindparam("today", type_=Date)
    return (
        select(Residence.child_id, Residence.unit_id)
        .where(
            Residence.child_id.in_(bindparam("children", expanding=True, type_=Integer)),
            Residence.valid_from <= today,
            or_(Residence.valid_until.is_(None), Residence.valid_until > today),
        )
        .execution_options(**{FEW: True})
    )
