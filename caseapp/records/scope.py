"""The row filter: every query on case content gets the reader's units, or is refused.

It fails closed. SQLAlchemy's documented recipe (criteria on the loaded entities) lets Core,
bulk and raw statements through, so those are refused here unless the desk has opened one of
its wide doors (figures, bulk).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, event, inspect, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from caseapp.records.children import Child, ChildUnit
from caseapp.records.claims import check_flush
from caseapp.records.db import Row
from caseapp.records.looseness import loose
from caseapp.records.reach import Reach, reach_now, reaching
from caseapp.records.scoped import (
    BY_AREA,
    BY_CHILD,
    SCOPED,
    OutOfScope,
    flushing,
    set_flushing,
    unlisted,
)
from caseapp.records.touching import Touched, named, touched

__all__ = [
    "BY_AREA",
    "BY_CHILD",
    "OutOfScope",
    "Reach",
    "guard_engine",
    "guard_session",
    "reaching",
    "unlisted",
]

_MARK: Final = "caseapp_scoped"


def _only(model: type[Row], units: frozenset[int]) -> Callable[[Any], ColumnElement[bool]]:
    """Return what tells the units' rows of a model, under any alias of it.

    Lambdas, since SQLAlchemy keeps their SQL between statements and puts in the units anew.
    """
    ordered = sorted(units)
    if model in BY_AREA and len(ordered) == 1:
        unit = ordered[0]
        return lambda entity: entity.area_id == unit
    if model in BY_AREA:
        return lambda entity: entity.area_id.in_(ordered)
    table = ChildUnit.__table__
    children = select(table.c.child_id).where(table.c.area_id.in_(ordered))
    if model is Child:
        return lambda entity: entity.id.in_(children)
    return lambda entity: entity.child_id.in_(children)


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
        return
    if reach is None:
        raise OutOfScope("case content was asked for without a principal")
    if not state.is_select:
        raise OutOfScope("rows are written one by one, by a flush that checks them")
    if reach.mode == "rows":
        state.statement = _filtered(state, found, reach)
    state.update_execution_options(**{_MARK: True})


def _filtered(state: ORMExecuteState, found: Touched, reach: Reach) -> Any:  # noqa: ANN401
    """Return the select with the reach's criteria on each entity in it, whatever its alias."""
    # What a relationship loads SQLAlchemy writes itself, with bare columns of the entity loaded.
    columns = found.columns - (found.entities if state.is_relationship_load else set())
    if found.bare or columns or (not state.is_relationship_load and loose(state.statement)):
        raise OutOfScope("only selects of mapped entities, listed or joined, pass the row filter")
    if reach.units is None:
        return state.statement
    statement: Any = state.statement
    if state.is_column_load:  # SQLAlchemy adds no criteria when it refreshes a row
        only = (_only(SCOPED[name], reach.units)(SCOPED[name]) for name in sorted(found.entities))
        return statement.where(*only)
    return statement.options(
        *(
            with_loader_criteria(
                SCOPED[name], _only(SCOPED[name], reach.units), include_aliases=True
            )
            for name in sorted(_with_related(found.entities))
        )
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


def _guard_text(
    _connection: Connection,
    _cursor: object,
    statement: str,
    _params: object,
    context: Any,  # noqa: ANN401 - the dialect's own type
    _many: object,
) -> None:
    """Refuse a text of SQL that was handed to the driver as it is."""
    reach = reach_now()
    written = context is None or context.compiled is None
    if statement.startswith(("EXPLAIN ", "PRAGMA ")):
        return  # plans and shapes tell of no row
    if written and (reach is None or reach.mode != "bulk") and named(statement):
        raise OutOfScope("a text of SQL on case content went round the row filter")


def guard_session(factory: Any) -> None:  # noqa: ANN401 - a sessionmaker or scoped session
    """Attach the filter to the sessions that a factory makes."""
    event.listen(factory, "do_orm_execute", _filter)
    event.listen(factory, "before_flush", check_flush)
    # The unit of work writes through Core; between these two events that is no way round.
    event.listen(factory, "before_flush", lambda *_: set_flushing(True))
    event.listen(factory, "after_flush", lambda *_: set_flushing(False))
    event.listen(factory, "after_soft_rollback", lambda *_: set_flushing(False))


def guard_engine(engine: Engine) -> None:
    """Attach the guard to every statement that an engine executes."""
    event.listen(engine, "before_execute", _guard)
    event.listen(engine, "before_cursor_execute", _guard_text)
