"""What a statement touches, however it is written: by a bare name it is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    column,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from caseapp.records.areas import Area
from caseapp.records.db import Row
from caseapp.records.scope import OutOfScope, reaching
from tests.factories.wards import ALL, OWN, SCOPED, Wards, each, key, nobody

BARE: dict[str, Callable[[str], Any]] = {
    "text": lambda t: text(f"SELECT * FROM {t}"),
    "text, quoted": lambda t: text(f'SELECT * FROM "main"."{t}"'),
    "text in brackets and capitals": lambda t: text(f"SELECT * FROM [{t.upper()}]"),
    "text inside a select": lambda t: select(text("*")).select_from(text(t)),
    "table": lambda t: select(Row.metadata.tables[t]),
    "alias of a table": lambda t: select(Row.metadata.tables[t].alias()),
    "count over a table": lambda t: select(func.count()).select_from(Row.metadata.tables[t]),
    "table known by name": lambda t: select(column("rowid")).select_from(table(t)),
    "literal column": lambda t: select(literal_column(f"(SELECT count(*) FROM {t})")),
    "operator": lambda t: select(literal(1).op(f"IN (SELECT 1 FROM {t}) OR 1 =")(1)),
    "prefix": lambda t: select(Area.id).prefix_with(f"(SELECT count(*) FROM {t}),"),
    "suffix": lambda t: select(Area.id).suffix_with(f"UNION SELECT rowid FROM {t}"),
    "hint": lambda t: select(Area.id).with_statement_hint(f"UNION SELECT rowid FROM {t}"),
    "order": lambda t: select(Area.id).order_by(text(f"(SELECT count(*) FROM {t})")),
    "join": lambda t: select(Area.id).join(Row.metadata.tables[t], true()),
    "union": lambda t: union_all(select(Area.id), select(literal(1)).select_from(table(t))),
    "insert from a select": lambda t: insert(Area).from_select(
        ["id"], select(column("rowid")).select_from(table(t))
    ),
}
"""Reads of a table by its bare name."""


@pytest.mark.parametrize("name", BARE)
@pytest.mark.parametrize("who", ["own", "all", "nobody"])
def test_a_bare_table_is_refused(wards: Wards, name: str, who: str) -> None:
    for model in SCOPED:
        statement = BARE[name](model.__tablename__)
        with {"own": reaching(OWN), "all": reaching(ALL), "nobody": nobody()}[who]:
            with pytest.raises(OutOfScope):
                wards.session.execute(statement)
            with pytest.raises(OutOfScope):
                wards.session.connection().execute(statement)


@each
def test_a_bare_table_beside_its_entity_is_refused(wards: Wards, model: Any) -> None:
    bare = model.__table__
    for statement in (
        select(key(model)).select_from(bare),
        select(func.count()).select_from(bare).where(exists(select(key(model)))),
        select(aliased(model)).join(bare, true()),
        select(key(model), bare.c[0]),
        select(model).where(key(model).in_(select(bare.c[0]))),
        select(model).from_statement(select(bare)),
        select(model).from_statement(text(f"SELECT * FROM {bare.name}")),
    ):
        with pytest.raises(OutOfScope):
            wards.session.execute(statement)
