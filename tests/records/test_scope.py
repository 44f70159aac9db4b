"""The row filter against who may write any statement: refused or filtered, never leaking."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from sqlalchemy import column, delete, func, insert, inspect, select, table, text, update
from sqlalchemy.orm import immediateload, joinedload, selectinload, subqueryload
from sqlalchemy.orm.exc import ObjectDeletedError

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.db import flushing
from caseapp.records.populations import Population
from caseapp.records.scope import FEW, OutOfScope, Reach, reaching
from caseapp.records.touching import touched
from caseapp.rules.access import Act
from tests.factories.house import NOW
from tests.factories.reports import OFFICER, SUPERVISOR
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_case, a_child, stored
from tests.factories.wards import ALL, NONE, OWN, SCOPED, Wards, each, key, nobody
from tests.house.tree import ROOT, python


@each
@pytest.mark.parametrize("made", ["once", "anew"])
def test_a_cached_statement_does_not_keep_the_units_of_who_asked_first(
    wards: Wards, model: Any, made: str
) -> None:
    same = select(key(model))

    def rows(reach: Reach) -> set[Any]:
        with reaching(reach):
            return set(wards.session.scalars(same if made == "once" else select(key(model))))

    both = rows(Reach(frozenset({NINH_KIEU, CAI_KHE})))
    own, other = rows(OWN), rows(Reach(frozenset({CAI_KHE})))
    assert (own | other, own & other, rows(NONE), rows(OWN)) == (both, set(), set(), own)
    assert own
    assert other


def test_a_select_that_nobody_holds_is_forgotten_with_what_was_bound_to_it(wards: Wards) -> None:
    asked = select(Case.id)
    with reaching(OWN):
        wards.session.scalars(asked).all()
    assert len(touched(asked).bound) == 1
    gone = weakref.ref(asked)
    del asked
    gc.collect()
    assert gone() is None


@each
def test_children_looked_up_one_by_one_are_those_of_the_units_too(wards: Wards, model: Any) -> None:
    asked, few = select(key(model)), {FEW: True}
    with reaching(OWN):
        plain = set(wards.session.scalars(asked))
        assert set(wards.session.scalars(asked.execution_options(**few))) == plain
        assert plain
    with reaching(NONE):
        assert wards.session.scalars(asked.execution_options(**few)).all() == []
    with nobody(), pytest.raises(OutOfScope):
        wards.session.scalars(asked.execution_options(**few))


@pytest.mark.parametrize("reach", [OWN, ALL, None])
def test_statements_on_the_connection_are_refused(wards: Wards, reach: Reach | None) -> None:
    connection = wards.session.connection()
    with reaching(reach) if reach else nobody():
        for model in SCOPED:
            name = model.__tablename__
            for statement in (select(model), insert(model), text(f"SELECT count(*) FROM {name}")):
                with pytest.raises(OutOfScope):
                    connection.execute(statement)
            for words in (f"SELECT * FROM {name}", f"DELETE FROM {name}"):
                with pytest.raises(OutOfScope):
                    connection.exec_driver_sql(words)


def test_figures_are_selects_and_nothing_else(wards: Wards) -> None:
    session, cases = wards.session, Case.__table__
    with reaching(Reach(None, "figures")):
        assert session.scalar(select(func.count()).select_from(cases)) == 2
        assert session.connection().scalar(select(func.count()).select_from(cases)) == 2
        for statement in (
            update(Case).values(level=""),
            update(cases).values(level=""),
            delete(cases),
            insert(cases),
            text("DELETE FROM cases"),
        ):
            with pytest.raises(OutOfScope):
                session.execute(statement)
            with pytest.raises(OutOfScope):
                session.connection().execute(statement)
        with pytest.raises(OutOfScope):
            session.connection().exec_driver_sql("UPDATE cases SET level = ''")
        session.add(a_case(wards.own[Child], NINH_KIEU))
        with pytest.raises(OutOfScope):
            session.flush()


def test_words_that_tables_share_do_not_close_public_figures(wards: Wards) -> None:
    # `children` is a column of the public population figures as well.
    with nobody():
        assert wards.session.scalars(select(Population.children)).all() == []
        assert wards.session.connection().scalars(select(Population.children)).all() == []


def holding(*words: str) -> set[str]:
    """The modules in which one of the words stands; a room that measures is left out."""
    measured = {
        "caseapp/upkeep/bench/workbook.py",  # fills a file of its own, to compare with
        "caseapp/cli/benchmarks/memories.py",  # loads the driver alone, to weigh it
    }
    return {
        name
        for name in python("caseapp")
        if any(word in (ROOT / name).read_text("utf-8") for word in words)
    } - measured


def test_the_driver_itself_is_touched_by_the_rooms_that_open_and_migrate() -> None:
    # No filter sees a statement that goes to the driver, so nobody else may hold it.
    migrating, file = "caseapp/upkeep/migrate.py", "caseapp/records/sqlite.py"
    server = "caseapp/records/postgresql.py"
    words = ("dbapi_connection", "raw_connection", "driver_connection", "sqlcipher3")
    kept = {"caseapp/upkeep/snapshots.py", "caseapp/upkeep/rekeying.py"}  # whole files, copied
    assert holding(*words) == {file, server, migrating, *kept}
    assert holding(".cursor(", ".connection.connection", ".connection.cursor") == {
        file,
        "caseapp/upkeep/snapshots.py",
    }


def test_sql_is_handed_over_in_words_by_few_rooms() -> None:
    assert holding("exec_driver_sql") == {
        "caseapp/records/db.py",  # many rows, inside a bulk door
        "caseapp/records/sqlite.py",  # BEGIN
        "caseapp/records/snapshots.py",  # PRAGMA query_only, while an import is got ready
        "caseapp/upkeep/bench/reports.py",  # PRAGMA
        "caseapp/upkeep/demo/making.py",  # PRAGMA
        "caseapp/records/erasing.py",  # PRAGMA
        "caseapp/records/replica.py",  # how far a standby has come
        "caseapp/upkeep/resealing.py",  # triggers, off and back while the keys change
        "caseapp/upkeep/shapes.py",  # how tables look, for the check
        "caseapp/upkeep/server.py",  # an emptied database, inside a bulk door
    }
    # What @compiles writes is noted nowhere.
    assert holding("sqlalchemy.ext.compiler") == {"caseapp/records/listing.py"}


def test_words_are_not_taken_inside_a_door_even_when_they_name_nothing(wards: Wards) -> None:
    connection = wards.session.connection()
    for reach in (OWN, ALL, Reach(None, "figures")):
        with reaching(reach), pytest.raises(OutOfScope):
            connection.exec_driver_sql("SELECT name FROM areas")
    with nobody():
        assert connection.exec_driver_sql("SELECT count(*) FROM areas").scalar()
        for words in (
            "SELECT name FROM reports_search",
            "ATTACH ':memory:' AS y",
            "VACUUM INTO 'x'",
        ):
            with pytest.raises(OutOfScope):
                connection.exec_driver_sql(words)


@pytest.mark.parametrize(
    "words",
    [
        "BEGIN; DELETE FROM cases",
        "PRAGMA foreign_keys; DELETE FROM cases",
        "EXPLAIN SELECT 1; DELETE FROM cases",
        "EXPLAIN ANALYZE DELETE FROM cases",
        "explain (verbose, analyse)\nDELETE FROM cases",
    ],
)
def test_a_plan_is_a_plan_and_runs_nothing(wards: Wards, words: str) -> None:
    connection = wards.session.connection()
    for reach in (OWN, ALL, Reach(None, "figures"), None):
        with reaching(reach) if reach else nobody(), pytest.raises(OutOfScope):
            connection.exec_driver_sql(words)
    assert connection.exec_driver_sql("EXPLAIN SELECT * FROM cases").all()


def test_an_unknown_table_is_refused_to_all_but_bulk(wards: Wards) -> None:
    unknown = select(column("rowid")).select_from(table("sqlite_sequence"))
    for reach in (OWN, ALL, None):
        with reaching(reach) if reach else nobody(), pytest.raises(OutOfScope):
            wards.session.execute(unknown)


def test_what_one_act_loaded_the_next_does_not_have(wards: Wards) -> None:
    for model in SCOPED:
        with desk.reading(SUPERVISOR, Act.CASE_LIST, now=NOW) as door:
            assert door.session.get(model, wards.other[model]) is not None
        with desk.reading(OFFICER, Act.CASE_LIST, now=NOW) as door:
            assert door.session.get(model, wards.other[model]) is None
            assert door.session.get(model, wards.own[model]) is not None


@pytest.mark.filterwarnings("ignore:The 'objects' argument")
def test_a_flush_that_had_nothing_to_do_leaves_no_open_way(wards: Wards) -> None:
    session = wards.session
    session.get_one(Case, wards.own[Case]).level = "high"
    session.flush([session.get_one(Child, wards.own[Child])])  # not the one that was changed
    assert not flushing()
    with pytest.raises(OutOfScope):
        session.connection().execute(Case.__table__.update().values(level=""))


@each
def test_a_row_is_had_by_its_key_in_the_own_ward_alone(wards: Wards, model: Any) -> None:
    assert wards.session.get(model, wards.own[model]) is not None
    assert wards.session.get(model, wards.other[model]) is None
    wards.session.expunge_all()
    with nobody(), pytest.raises(OutOfScope):
        wards.session.get(model, wards.own[model])


@each
def test_a_row_that_left_the_reach_is_not_refreshed(wards: Wards, model: Any) -> None:
    with reaching(ALL):
        row = wards.session.get_one(model, wards.other[model])
        wards.session.expire(row)
    with pytest.raises(ObjectDeletedError):
        assert [getattr(row, a.key) for a in inspect(model).column_attrs]
    with nobody(), pytest.raises(OutOfScope):
        assert [getattr(row, a.key) for a in inspect(model).column_attrs]


@pytest.mark.parametrize("load", [joinedload, selectinload, subqueryload, immediateload, None])
def test_what_hangs_on_a_row_is_filtered_as_well(wards: Wards, load: Any) -> None:
    # A child that both wards may open: each of them sees only its own line of it.
    session = wards.session
    with reaching(ALL):
        shared = stored(session, a_child(NINH_KIEU, CAI_KHE))
        session.expunge_all()
    statement = select(Child).where(Child.id == shared)
    if load is not None:
        statement = statement.options(load(Child.units))
    child = session.scalars(statement).unique().one()
    assert [unit.area_id for unit in child.units] == [NINH_KIEU]
