"""Two wards to be attacked: seen through the filter, without it, and each as if it were alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine, delete, event, make_url, select, text
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import (
    WRITE,
    db,
    engine_options,
    on_postgresql,
    place_of,
    prepare_engine,
)
from caseapp.records.plpgsql import BY_UNIT
from caseapp.records.reports import Report
from caseapp.records.scope import BY_AREA, BY_CHILD, Reach, reaching
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, Template, opened
from tests.factories.lighter import roomy
from tests.factories.rows import CAI_KHE, NINH_KIEU, Made, a_child, furnish, stored
from tests.records.ways.shapes import NOWHERE, Seat


@dataclass(frozen=True)
class Estate:
    """The same rows twice: `seat` has the filter, `outside` has an engine without any guard.

    `alone` has seats without the filter too, by unit: each in a world where no other ward ever
    wrote a row.
    """

    seat: Seat
    outside: Seat
    alone: Mapping[int, Seat]


def clear(session: Session) -> None:
    session.rollback()
    session.expunge_all()


@contextmanager
def furnished_estate(template: Template, folder: Path, *worlds: int) -> Iterator[Estate]:
    """Two furnished wards, a child that both may open, keys, a search table; units left alone."""
    with opened(template, folder) as house, house.app.app_context(), ExitStack() as stack:
        own, other = furnish(NINH_KIEU), furnish(CAI_KHE)
        without_second_net()
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            _rows_apart(door, own, other)
        db.session.remove()
        db.engine.dispose()  # nobody may be connected to what is copied
        own_address = db.engine.url.render_as_string(hide_password=False)
        copies = [stack.enter_context(_copied(template)) for _unit in worlds]
        bare = stack.enter_context(_unguarded(template, own_address))
        apart = [
            stack.enter_context(_unguarded(template, address, bare.get_bind()))
            for address in copies
        ]
        for unit, session in zip(worlds, apart, strict=True):
            _cut(session, unit)
        db.engine.update_execution_options(**{WRITE: True})  # these tests write without the desk
        yield Estate(
            Seat(db.session(), own, other, db.session.session_factory),
            _seat(bare, own, other),
            {unit: _seat(one, own, other) for unit, one in zip(worlds, apart, strict=True)},
        )


def _rows_apart(door: desk.Door, own: Made, other: Made) -> None:
    """Add what stands beside the wards' own rows: a child of both, keys, names to be searched."""
    stored(door.session, a_child(NINH_KIEU, CAI_KHE))
    for made in (own, other):
        door.key_of(door.session.get_one(Child, made[Child]))
        door.key_of(door.session.get_one(Report, made[Report]))
    connection = door.session.connection()
    virtual, made_as = ("", "(name text)")
    if not on_postgresql(connection):
        virtual, made_as = ("VIRTUAL ", "USING fts5(name)")
    connection.exec_driver_sql(f"CREATE {virtual}TABLE reports_search {made_as}")
    connection.exec_driver_sql("INSERT INTO reports_search SELECT full_name FROM children")


def _seat(session: Session, own: Made, other: Made) -> Seat:
    return Seat(session, own, other, lambda: Session(session.connection()))


@contextmanager
def _copied(template: Template) -> Iterator[str]:
    """The address of one more database with the same rows."""
    if template.cluster is not None:
        address = template.cluster.make(str(db.engine.url))
        yield address
        template.cluster.drop(address)
        return
    place = place_of(db.engine)
    with TemporaryDirectory(dir=place.folder.parent) as folder:
        yield f"sqlite:///{copy(place.database, folder)}"


@contextmanager
def _unguarded(template: Template, address: str, like: Any = None) -> Iterator[Session]:
    """Open rows past every guard, and without foreign keys: wards can be cut out.

    What is compiled for one of them all of them take: it is the same without a guard.
    """
    if template.cluster is not None:
        options = {"options": "-c session_replication_role=replica"}
        address = template.cluster.address(str(make_url(address).database), "postgres")
        engine = create_engine(address, connect_args=options)
    else:
        place = place_of(db.engine)
        engine = create_engine(address, **engine_options(place))
        prepare_engine(engine, place)
        event.listen(engine, "connect", _without_foreign_keys)
    if like is None:
        engine.connect().close()  # its dialect knows the database, for those that are like it
        roomy(engine)
    else:
        engine.dialect = engine.pool._dialect = like.dialect
        engine._compiled_cache = like._compiled_cache
    with Session(engine, autoflush=False) as session:
        yield session
    engine.dispose()


def _cut(session: Session, unit: int) -> None:
    """Leave what there is where no other ward ever wrote a row."""
    if session.connection().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER kept_copies_no_delete"))  # nothing else takes them away
    for model in BY_AREA:
        session.execute(delete(model.__table__).where(model.__table__.c.area_id != unit))
    living = select(ChildUnit.__table__.c.child_id)
    for model in BY_CHILD:
        column = model.__table__.c.id if model is Child else model.__table__.c.child_id
        session.execute(delete(model.__table__).where(column.not_in(living)))
    if unit == NOWHERE:
        for name in ("reports_search", "subject_keys"):
            session.execute(text(f"DELETE FROM {name}"))
    session.commit()


def without_second_net() -> None:
    """Take PostgreSQL's row policies away: what is proven then, the filter does alone."""
    if not on_postgresql(db.engine):
        return
    with reaching(Reach(None, "bulk")), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        for table in BY_UNIT:
            connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        connection.commit()


def _without_foreign_keys(connection: object, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]
