"""Reads that take more than one statement: by key, by what hangs on a row, anew, in a stream."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import column, inspect, literal, select, table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import (
    immediateload,
    joinedload,
    lazyload,
    load_only,
    selectinload,
    subqueryload,
)
from sqlalchemy.orm.exc import ObjectDeletedError

from caseapp.records.children import Child, SubjectKey
from caseapp.records.reports import Report
from caseapp.records.scope import reaching
from tests.factories.wards import ALL, key, told
from tests.records.ways.shapes import FEW, Read, Seat

ONE_KEY = (Report,)


def by_key(seat: Seat, model: Any) -> list[Any]:
    return [seat.session.get(model, made[model]) is not None for made in seat.everybody]


def anew(act: Callable[[Seat, Any], object], *options: Any) -> Callable[[Seat, Any], list[Any]]:
    """Load every row as who may see all, and then ask again as who may not."""

    def run(seat: Seat, model: Any) -> list[Any]:
        with reaching(ALL):
            rows = seat.session.scalars(select(model).options(*options).order_by(key(model))).all()
        found = []
        for row in rows:
            try:
                act(seat, row)
            except (ObjectDeletedError, InvalidRequestError):
                continue
            found.append(inspect(row).identity)
        return found

    return run


def every_field(_seat: Seat, row: Any) -> list[Any]:
    return [getattr(row, name.key) for name in inspect(type(row)).column_attrs]


def expired(seat: Seat, row: Any) -> list[Any]:
    seat.session.expire(row)
    return every_field(seat, row)


def hanging(load: Any) -> Callable[[Seat, Any], list[Any]]:
    """Children with the lines that say who may open them."""

    def run(seat: Seat, model: Any) -> list[Any]:
        children = select(model).options(load(model.units)).order_by(model.id)
        rows = seat.session.scalars(children).unique().all()
        return [(row.id, sorted(unit.area_id for unit in row.units)) for row in rows]

    return run


def streamed(seat: Seat, model: Any) -> list[Any]:
    statement = select(key(model)).order_by(key(model)).execution_options(yield_per=1)
    return [list(part) for part in seat.session.scalars(statement).partitions()]


def held_open(seat: Seat, model: Any) -> list[Any]:
    options = {"stream_results": True, "max_row_buffer": 1}
    return list(seat.session.scalars(select(key(model)), execution_options=options))


def asked_before(seat: Seat, model: Any) -> list[Any]:
    statement = select(model)
    with reaching(ALL):
        told(seat.session, statement)
        seat.session.expunge_all()
    return told(seat.session, statement)


def elsewhere(seat: Seat, model: Any) -> list[Any]:
    """Ask from a thread, as a job does that took no principal with it."""

    def job() -> list[Any]:
        with seat.another() as session:
            return told(session, select(key(model)))

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(job).result()


def on_the_connection(make: Callable[[Seat, Any], Any]) -> Callable[[Seat, Any], list[Any]]:
    return lambda seat, model: [
        tuple(row) for row in seat.session.connection().execute(make(seat, model))
    ]


def in_words(seat: Seat, model: Any) -> list[Any]:
    words = f"SELECT * FROM {model.__tablename__}"
    return [tuple(row) for row in seat.session.connection().exec_driver_sql(words)]


def after_an_idle_flush(seat: Seat, model: Any) -> list[Any]:
    with reaching(ALL):
        row = seat.session.get(model, seat.own[model])
        idle = seat.session.get(Child, seat.own[Child])
    if row is not None:
        row.subject = "changed"  # else SQLAlchemy would not even begin
        seat.session.flush([idle])
    return on_the_connection(lambda _seat, m: select(m.__table__.c[0]))(seat, model)


def keys(seat: Seat, _model: Any) -> list[Any]:
    return told(seat.session, select(SubjectKey.id))


ACTS: list[Read] = [
    Read("get", "by its key", by_key),
    *(
        Read("relationship loads", load.__name__, hanging(load), models=(Child,))
        for load in (joinedload, selectinload, subqueryload, immediateload, lazyload)
    ),
    Read("refresh", "expired and looked at", anew(expired)),
    Read("refresh", "refreshed", anew(lambda seat, row: seat.session.refresh(row))),
    Read(
        "refresh",
        "a field that was not loaded",
        anew(lambda _seat, row: row.entered_at, load_only(Child.id)),
        models=(Child,),
    ),
    Read("streamed results", "row by row", streamed),
    Read("streamed results", "held open", held_open),
    Read("cached statements", "asked before by who may see all", asked_before),
    Read("background jobs", "a thread without a principal", elsewhere, refused=True, models=FEW),
    *(
        Read("Core and bare tables", f"on the connection, {name}", run, refused=True, models=FEW)
        for name, run in {
            "an entity": on_the_connection(lambda _seat, m: select(m)),
            "a table": on_the_connection(lambda _seat, m: select(m.__table__)),
            "a table by its name in capitals": on_the_connection(
                lambda _seat, m: select(literal(1), column("rowid")).select_from(
                    table(m.__tablename__.upper()),
                ),
            ),
            "compiled before": on_the_connection(
                lambda seat, m: select(m.__table__).compile(seat.session.get_bind()),
            ),
            "compiled for another database": on_the_connection(
                lambda _seat, m: select(m.__table__).compile(dialect=sqlite.dialect()),
            ),
        }.items()
    ),
    Read("text", "on the connection", in_words, refused=True, models=FEW),
    Read("flush", "after one that had nothing to do", after_an_idle_flush, True, ONE_KEY),
    Read("keys", "counted", keys, refused=True, models=ONE_KEY),
]
