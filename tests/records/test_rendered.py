"""What is noted while a statement becomes SQL: tables, whether by units, and text as written."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import (
    and_,
    cast,
    column,
    delete,
    extract,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import UserDefinedType

from caseapp.records.rendered import Notes, by_units, take_notes

ONE, TWO = table("one", column("id")), table("two", column("id"))
FIRST, SECOND = by_units(ONE.c.id == 1), by_units(TWO.c.id == 2)
SAME = ONE.c.id == TWO.c.id


@pytest.fixture(params=[sqlite, postgresql], ids=["SQLite", "PostgreSQL"])
def dialect(request: pytest.FixtureRequest) -> Any:
    made = request.param.dialect()
    take_notes(made)
    return made


def notes(statement: Any, dialect: Any) -> Notes:
    found = statement.compile(dialect=dialect).notes
    assert isinstance(found, Notes)
    return found


@pytest.mark.parametrize(
    ("statement", "whole"),
    [
        (select(ONE), {"one"}),
        (select(ONE).where(FIRST), set()),
        (select(ONE).where(ONE.c.id > 0, and_(FIRST, true())), set()),
        (select(ONE).where(or_(FIRST, ONE.c.id > 0)), {"one"}),
        (select(ONE).where(~FIRST), {"one"}),
        (select(ONE).where(by_units(ONE.alias().c.id == 1)).select_from(ONE), {"one"}),
        (select(a := ONE.alias()).where(by_units(a.c.id == 1)), set()),
        (select(ONE.alias("one")).where(FIRST), {"one"}),
        (select(ONE, TWO).where(FIRST), {"two"}),
        (select(ONE).join_from(ONE, TWO, and_(SAME, FIRST, SECOND)), set()),
        (select(ONE).join_from(ONE, TWO, and_(SAME, FIRST, SECOND), isouter=True), {"one"}),
        (select(ONE).join_from(ONE, TWO, and_(SAME, SECOND), isouter=True).where(FIRST), set()),
        (select(ONE).join_from(ONE, TWO, and_(SAME, FIRST), isouter=True).where(SECOND), {"one"}),
        (
            select(ONE).join_from(ONE, TWO, and_(SAME, SECOND), full=True).where(FIRST),
            {"one", "two"},
        ),
        (select(select(ONE).subquery()), {"one"}),
        (select(select(ONE).where(FIRST).subquery()), set()),
        (select(select(ONE).cte()).where(FIRST), {"one"}),
        (select(TWO).where(SECOND, TWO.c.id.in_(select(ONE.c.id))), {"one"}),
        (select(TWO).where(SECOND, select(ONE.c.id).where(FIRST, SAME).exists()), set()),
        (select(func.count().filter(ONE.c.id > 0)), {"one"}),
        (update(ONE).values(id=select(TWO.c.id).scalar_subquery()), {"two"}),
        (update(ONE).values(id=1).where(SAME), {"two"}),
    ],
)
def test_a_table_is_read_whole_unless_its_units_must_hold(
    dialect: Any,
    statement: Any,
    whole: set[str],
) -> None:
    assert notes(statement, dialect).whole == whole


def test_what_is_written_is_noted(dialect: Any) -> None:
    for statement in (insert(ONE), update(ONE), delete(ONE)):
        found = notes(statement, dialect)
        assert (found.written, found.whole) == ({"one"}, set())
    taken = notes(insert(ONE).from_select(["id"], select(TWO.c.id)), dialect)
    assert (taken.tables, taken.written, taken.whole) == ({"one", "two"}, {"one"}, {"two"})


class Anything(UserDefinedType[int]):
    cache_ok = True

    def get_col_spec(self) -> str:
        return "int), (SELECT 1"


@pytest.mark.parametrize(
    "statement",
    [
        select(ONE).where(text("1=1 OR 1=1")),
        select(literal_column("1 + 1")),
        select(ONE).where(ONE.c.id.op("= 1 OR 1 =", precedence=100)(1)),
        select(ONE).prefix_with("ALL"),
        select(ONE).suffix_with("OR 1=1"),
        select(ONE).with_statement_hint("OR 1=1"),
        select(ONE.c.id).order_by(text("1")),
        select(text("1").columns(ONE.c.id).subquery()),
        select(cast(ONE.c.id, Anything())),
        select(literal_column("*")).select_from(func.one()),
        select(func.sqlcipher_export("x")),
        select(ONE).add_cte(select(TWO).cte("Child_Units")),
    ],
)
def test_what_was_given_as_text_is_noted(dialect: Any, statement: Any) -> None:
    assert notes(statement, dialect).texts


def test_a_part_of_a_moment_is_a_word() -> None:
    dialect = postgresql.dialect()
    take_notes(dialect)
    assert notes(select(extract("year", ONE.c.id)), dialect).texts == []
    assert notes(select(extract("year FROM now()), (SELECT 1", ONE.c.id)), dialect).texts


def test_what_sqlalchemy_writes_itself_is_no_text(dialect: Any) -> None:
    for statement in (
        select(func.count()).select_from(ONE),
        select(ONE).where(ONE.c.id.contains("a", autoescape=True)),
        select(ONE).where(select(TWO).exists()),
        select(func.json_each("[]").table_valued("value").c.value),
    ):
        assert notes(statement, dialect).texts == []


def test_a_name_that_says_it_needs_no_quotes_gets_them(dialect: Any) -> None:
    trap = quoted_name("1=1 OR 1", quote=False)
    assert '"1=1 OR 1"' in str(select(column(trap)).compile(dialect=dialect))
    assert '"1=1 OR 1"' in str(select(ONE.c.id.label(trap)).compile(dialect=dialect))
    assert "plain" in str(select(column(quoted_name("plain", quote=True))).compile(dialect=dialect))
