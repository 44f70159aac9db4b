"""The row filter against who may write any statement: refused or filtered, never leaking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    delete,
    exists,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import aliased, immediateload, joinedload, selectinload, subqueryload
from sqlalchemy.orm.exc import ObjectDeletedError

from caseapp.records.areas import Area
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.db import Row, db
from caseapp.records.populations import Population
from caseapp.records.scope import OutOfScope, Reach, reaching
from tests.factories.house import Template, opened
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_case, a_child, furnish, stored
from tests.factories.wards import ALL, NONE, OWN, SCOPED, Wards, each, key, nobody, told
from tests.house.tree import ROOT, python


def numbered(model: Any) -> Any:
    return select(key(model).label("n"), literal(1).label("depth"))


def twice(model: Any) -> Any:
    tree = numbered(model).cte(recursive=True)
    return select(tree.union_all(select(tree.c.n, tree.c.depth + 1).where(tree.c.depth < 2)))


def through(model: Any, other: Any) -> Any:
    return select(func.count(key(other))).select_from(Area).join(other, true()).where(Area.id == 1)


READS: dict[str, Callable[[Any], Any]] = {
    "entity": select,
    "column": lambda m: select(key(m)),
    "count of a column": lambda m: select(func.count(key(m))),
    "count over the entity": lambda m: select(func.count()).select_from(m),
    "nothing of it": lambda m: select(literal(1)).select_from(m),
    "alias": lambda m: select(aliased(m)),
    "alias of a subquery": lambda m: select(aliased(m, select(m).subquery())),
    "join": lambda m: through(m, m),
    "join of an alias": lambda m: select(a := aliased(m)).select_from(Area).join(a, Area.id == 1),
    "outer join": lambda m: select(func.count(key(m))).select_from(Area).outerjoin(m, Area.id == 1),
    "itself, joined": lambda m: select(func.count()).select_from(m).join(aliased(m), true()),
    "subquery": lambda m: select(select(m).subquery()),
    "subquery within a subquery": lambda m: select(select(select(key(m)).subquery()).subquery()),
    "common table expression": lambda m: select(select(m).cte()),
    "recursive expression": twice,
    "union": lambda m: union_all(select(m), select(m)),
    "union of columns": lambda m: union_all(select(key(m)), select(key(m))),
    "entity from a union": lambda m: select(aliased(m, union_all(select(m), select(m)).subquery())),
    "entity from a statement": lambda m: select(m).from_statement(select(m)),
    "entity from a union's statement": lambda m: select(m).from_statement(
        union_all(select(m), select(m))
    ),
    "scalar subquery": lambda m: select(select(func.count(key(m))).scalar_subquery()),
    "told by a condition": lambda m: select(select(func.count(key(m))).scalar_subquery() > 1),
    "told by existence": lambda m: select(
        exists(select(key(m)).where(key(m) > select(func.min(key(m))).scalar_subquery()))
    ),
    "correlated": lambda m: (
        select(func.count())
        .select_from(m)
        .where(exists(select(key(a := aliased(m))).where(key(a) >= key(m))))
    ),
    "distinct": lambda m: select(key(m)).distinct().order_by(key(m)).limit(9),
    "group": lambda m: select(key(m), func.count()).group_by(key(m)),
    "a condition that is always true": lambda m: select(m).where(true() | (key(m) == 0)),
    "window": lambda m: select(key(m), func.count().over()),
    "window over all": lambda m: select(func.sum(literal(1)).over()).select_from(m),
}
"""Selects of mapped rows: somebody of a ward must be told what a ward alone in the world is told."""


Told = dict[tuple[str, type[Row]], list[Any]]


@pytest.fixture(scope="module")
def alone(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the same reads tell where no other ward ever wrote a row."""
    folder = tmp_path_factory.mktemp("alone") / "instance"
    with opened(template, folder) as house, house.app.app_context():
        furnish(NINH_KIEU)
        with reaching(ALL):
            return {(n, m): told(db.session(), READS[n](m)) for n in READS for m in SCOPED}


@pytest.mark.parametrize("name", READS)
def test_a_read_tells_of_the_own_ward_alone(wards: Wards, alone: Told, name: str) -> None:
    for model in SCOPED:
        statement = READS[name](model)
        assert told(wards.session, statement) == alone[name, model], model
        with reaching(ALL):  # else the two lines above would prove nothing
            assert told(wards.session, statement) != alone[name, model], model


@pytest.mark.parametrize("name", READS)
def test_a_read_without_a_principal_is_refused(furnished: Wards, name: str) -> None:
    for model in SCOPED:
        with pytest.raises(OutOfScope):
            told(furnished.session, READS[name](model))


@each
def test_a_cached_statement_does_not_keep_the_units_of_who_asked_first(
    wards: Wards, model: Any
) -> None:
    def rows(reach: Reach) -> set[Any]:
        with reaching(reach):
            return set(wards.session.scalars(select(key(model))))

    both = rows(Reach(frozenset({NINH_KIEU, CAI_KHE})))
    own, other = rows(OWN), rows(Reach(frozenset({CAI_KHE})))
    assert (own | other, own & other, rows(NONE), rows(OWN)) == (both, set(), set(), own)
    assert own
    assert other


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


def test_the_driver_itself_is_touched_by_the_rooms_that_open_and_migrate() -> None:
    # No filter sees a statement that goes to the driver, so nobody else may hold it.
    words = ("dbapi_connection", "raw_connection", "driver_connection", "sqlcipher3")
    holders = {
        name
        for name in python("caseapp")
        if any(word in (ROOT / name).read_text("utf-8") for word in words)
    }
    measured = {"caseapp/upkeep/bench/workbook.py"}  # fills a file of its own, to compare with
    assert holders - measured == {
        "caseapp/records/postgresql.py",
        "caseapp/records/sqlite.py",
        "caseapp/upkeep/migrate.py",
    }


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
