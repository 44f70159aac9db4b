"""The row filter: every query on case content gets the reader's units, or is refused.

It fails closed, twice. What a statement touches is read off it before it is compiled: then the
units are added to its entities (SQLAlchemy's documented recipe) or it is refused, as Core, bulk
and raw statements are unless the desk opened one of its wide doors (figures, bulk). And the SQL
that is about to run must show the units wherever it reads a table (`rendered`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, event, inspect, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from caseapp.records.children import Child, ChildUnit
from caseapp.records.claims import check_flush
from caseapp.records.db import Row, begin_flushing, flushing
from caseapp.records.hiding import shown
from caseapp.records.keeping import keep_pasts
from caseapp.records.own_units import refuse_values, unit, units
from caseapp.records.reach import Reach, reach_now, reaching
from caseapp.records.rendered import Notes, by_units, take_notes
from caseapp.records.scoped import (
    BY_AREA,
    BY_CHILD,
    KEPT,
    OPEN,
    SCOPED,
    OutOfScope,
    keys_open,
    unlisted,
)
from caseapp.records.touching import Touched, named, touched

__all__ = [
    "BY_AREA",
    "BY_CHILD",
    "FEW",
    "OutOfScope",
    "Reach",
    "guard_engine",
    "guard_session",
    "reaching",
    "unlisted",
]

FEW: Final = "caseapp_few"
"""Option of a statement whose own conditions leave few children: each is looked up by itself.

Else the database first gathers all the children of the units, which takes longer than the rest.
"""
_MARK: Final = "caseapp_scoped"
_PLAIN: Final = re.compile(
    r"BEGIN( IMMEDIATE)?|PRAGMA [^;]*|EXPLAIN (?!.*\banaly[sz]e\b)[^;]*", re.IGNORECASE | re.DOTALL
)
"""Texts that tell of no row: transactions, shapes and plans.

One statement each, since PostgreSQL's driver runs all it is handed; a plan that is analysed is run.
"""


def _only(
    model: type[Row], *, few: bool = False, one: bool = False
) -> Callable[[Any], ColumnElement[bool]]:
    """Return what tells the units' rows of a model, under any alias of it.

    Lambdas, since SQLAlchemy asks them for each alias. They close over nothing: of a parameter that
    they did, SQLAlchemy would keep the value, and not ask the reach anew for each statement.
    """
    if model in BY_AREA:
        if one:
            return lambda entity: by_units(entity.area_id == unit())
        return lambda entity: by_units(entity.area_id.in_(units()))
    if model is Child:
        if few:
            return lambda entity: by_units(entity.id.in_(_looked_up(entity.id)))
        return lambda entity: by_units(entity.id.in_(_children()))
    if few:
        return lambda entity: by_units(entity.child_id.in_(_looked_up(entity.child_id)))
    return lambda entity: by_units(entity.child_id.in_(_children()))


def _children() -> Select[Any]:
    """Return what asks for the children of the units."""
    table = ChildUnit.__table__
    return select(table.c.child_id).where(by_units(table.c.area_id.in_(units())))


def _looked_up(child: ColumnElement[int]) -> Select[Any]:
    """Return what asks whether one child is of the units."""
    table = ChildUnit.__table__.alias("own")
    own = select(table.c.child_id).where(by_units(table.c.area_id.in_(units())))
    return own.where(table.c.child_id == child)


def _with_related(entities: set[str]) -> set[str]:
    """Add what a relationship of the entities may load along with them, by a join."""
    found = set(entities)
    for name in entities:
        for relationship in inspect(SCOPED[name]).relationships:
            found.update({relationship.mapper.class_.__tablename__} & set(SCOPED))
    return found


def _filter(state: ORMExecuteState) -> None:
    """Add the reader's units to an ORM statement, or refuse it."""
    reach = reach_now()
    if reach is not None and reach.mode == "bulk":
        state.update_execution_options(**{_MARK: True})
        return
    found = touched(state.statement)
    if not found:
        state.update_execution_options(**{_MARK: True})  # the guard need not walk it once more
        return
    if reach is None:
        raise OutOfScope("case content was asked for without a principal")
    if not state.is_select:
        raise OutOfScope("rows are written one by one, by a flush that checks them")
    if reach.mode == "rows":
        refuse_values(state.parameters)
        state.statement = _filtered(state, found, reach)
    state.update_execution_options(**{_MARK: True})


def _filtered(state: ORMExecuteState, found: Touched, reach: Reach) -> Any:  # noqa: ANN401
    """Return the select with the reach's criteria on each entity in it, whatever its alias."""
    # What a relationship loads SQLAlchemy writes itself, with bare columns of the entity loaded.
    columns = found.columns - (found.entities if state.is_relationship_load else set())
    if found.bare or columns:
        raise OutOfScope("only selects of mapped entities, listed or joined, pass the row filter")
    if reach.units is None:
        return state.statement
    if found.aliased and (reach.hidden or reach.only or reach.guest):
        # SQLAlchemy puts these conditions on the table itself, and not on another name of it.
        raise OutOfScope("what is kept from somebody is not told from under another name")
    statement: Any = state.statement
    if state.is_column_load:  # SQLAlchemy adds no criteria when it refreshes a row
        models = [SCOPED[name] for name in sorted(found.entities)]
        only = [_only(model)(model) for model in models]
        hidden = [each for model in models for each in shown(model, model, reach)]
        return statement.where(*only, *hidden)
    few, one = bool(state.execution_options.get(FEW)), len(reach.units) == 1
    bound = found.bound.get((few, one))
    if bound is None:
        # One that is made once is known again by SQLAlchemy, which need not read it all through.
        within = _within(frozenset(found.entities), few=few, one=one)
        bound = found.bound[few, one] = statement.options(*within)
    beside = _beside(frozenset(found.entities), reach)
    return bound.options(*beside) if beside else bound


@lru_cache(maxsize=1024)
def _within(entities: frozenset[str], *, few: bool, one: bool) -> tuple[ExecutableOption, ...]:
    """Return what binds the entities to the units of whoever asks; made once, for it costs most."""
    models = [SCOPED[name] for name in sorted(_with_related(set(entities)))]
    return tuple(
        with_loader_criteria(model, _only(model, few=few, one=one), include_aliases=True)
        for model in models
    )


@lru_cache(maxsize=256)
def _beside(entities: frozenset[str], reach: Reach) -> tuple[ExecutableOption, ...]:
    """Return what else the reach asks of the entities: marks of conflict, what is lent."""
    models = [SCOPED[name] for name in sorted(_with_related(set(entities)))]
    return tuple(
        with_loader_criteria(model, condition, include_aliases=True)
        for model in models
        for condition in shown(model, model, reach)
    )


def _guard(
    _connection: Connection,
    statement: Any,  # noqa: ANN401 - any SQL element
    _many: object,
    _params: object,
    options: Any,  # noqa: ANN401 - SQLAlchemy's immutable mapping
) -> None:
    """Refuse what reaches the connection without having passed the filter or the flush."""
    if options.get(_MARK) or flushing():
        return
    reach = reach_now()
    if reach is not None and reach.mode == "bulk":
        return
    wide = reach is not None and reach.mode == "figures" and getattr(statement, "is_select", False)
    if not wide and hasattr(statement, "_traverse_internals") and touched(statement):
        raise OutOfScope("a statement on case content went round the row filter")


def _guard_sql(
    _connection: Connection,
    _cursor: object,
    statement: str,
    _params: object,
    context: Any,  # noqa: ANN401 - the dialect's own type
    _many: object,
) -> None:
    """Refuse SQL that does not show by itself that it stays within the reach."""
    reach = reach_now()
    if reach is not None and reach.mode == "bulk":
        return
    # Without notes it was given as text, or compiled elsewhere.
    notes = getattr(context.compiled, "notes", None) if context else None
    if notes is None:
        _check_text(statement, reach)
    else:
        _check_notes(notes, reach)


def _check_text(statement: str, reach: Reach | None) -> None:
    """Refuse a text of SQL inside a door, and outside when it names case content."""
    if _PLAIN.fullmatch(statement):
        return
    if reach is not None or named(statement):
        raise OutOfScope("a text of SQL on case content went round the row filter")


def _check_notes(notes: Notes, reach: Reach | None) -> None:
    """Refuse a statement by what was noted while it became SQL."""
    if KEPT in notes.tables and not keys_open():
        raise OutOfScope("the keys of children and reports are reached through the keyring alone")
    closed = notes.tables - OPEN - {KEPT}
    if reach is None:
        if closed or notes.said:
            raise OutOfScope("case content was asked for without a principal")
        return
    if notes.written & closed and not (flushing() and reach.mode == "rows"):
        raise OutOfScope("rows are written one by one, by a flush that checks them")
    if reach.mode == "figures" and notes.said:
        raise OutOfScope("figures are counted over tables, never over a text that names them")
    if reach.mode == "rows" and (notes.texts or closed - set(SCOPED)):
        raise OutOfScope("SQL given as text may say anything: the row filter cannot hold beside it")
    if reach.mode == "rows" and reach.units is not None and notes.whole & closed:
        raise OutOfScope(f"read without the units: {', '.join(sorted(notes.whole & closed))}")


def guard_session(factory: Any) -> None:  # noqa: ANN401 - a sessionmaker or scoped session
    """Attach the filter to the sessions that a factory makes."""
    event.listen(factory, "do_orm_execute", _filter)
    event.listen(factory, "before_flush", check_flush)
    event.listen(factory, "before_flush", keep_pasts)  # of rows that were found to be in reach
    # The unit of work writes through Core; until the flush ends that is no way round.
    event.listen(factory, "before_flush", lambda *_: begin_flushing())


def guard_engine(engine: Engine) -> None:
    """Attach the guard to every statement that an engine executes."""
    take_notes(engine.dialect)
    event.listen(engine, "before_execute", _guard)
    event.listen(engine, "before_cursor_execute", _guard_sql)
