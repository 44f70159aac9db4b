"""Two wards to be attacked: seen through the filter, without it, and each as if it were alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, delete, event, select, text
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
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_child, furnish, stored
from tests.records.ways.shapes import NOWHERE, Seat


@dataclass(frozen=True)
class Estate:
    """The same rows twice: `seat` has the filter, `outside` has an engine without any guard."""

    seat: Seat
    outside: Seat

    @contextmanager
    def alone(self, unit: int) -> Iterator[Seat]:
        """Without the filter, in a world where no other ward ever wrote a row."""
        session = self.outside.session
        for model in BY_AREA:
            session.execute(delete(model.__table__).where(model.__table__.c.area_id != unit))
        living = select(ChildUnit.__table__.c.child_id)
        for model in BY_CHILD:
            column = model.__table__.c.id if model is Child else model.__table__.c.child_id
            session.execute(delete(model.__table__).where(column.not_in(living)))
        if unit == NOWHERE:
            for name in ("reports_search", "subject_keys"):
                session.execute(text(f"DELETE FROM {name}"))
        try:
            yield self.outside
        finally:
            clear(session)


def clear(session: Session) -> None:
    session.rollback()
    session.expunge_all()


@contextmanager
def furnished_estate(template: Template, folder: Path) -> Iterator[Estate]:
    """Two furnished wards, a child that both may open, keys, and a search table."""
    with opened(template, folder) as house, house.app.app_context():
        own, other = furnish(NINH_KIEU), furnish(CAI_KHE)
        without_second_net()
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
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
        db.engine.update_execution_options(**{WRITE: True})  # these tests write without the desk
        engine = _unguarded(template)
        with Session(engine, autoflush=False) as bare:
            yield Estate(
                Seat(db.session(), own, other, db.session.session_factory),
                Seat(bare, own, other, lambda: Session(bare.connection())),
            )
        engine.dispose()


def _unguarded(template: Template) -> Engine:
    """Open the same rows past every guard, and without foreign keys: wards can be cut out."""
    if template.cluster is not None:
        address = template.cluster.address(str(db.engine.url.database), "postgres")
        options = {"options": "-c session_replication_role=replica"}
        return create_engine(address, connect_args=options)
    place = place_of(db.engine)
    engine = create_engine(db.engine.url, **engine_options(place))
    prepare_engine(engine, place)
    event.listen(engine, "connect", _without_foreign_keys)
    return engine


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
