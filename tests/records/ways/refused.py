"""Reads that are refused whoever asks, since no condition of SQLAlchemy's could hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    bindparam,
    case,
    column,
    distinct,
    exists,
    extract,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import aliased, join, outerjoin
from sqlalchemy.sql.elements import quoted_name

from caseapp.records.areas import Area
from caseapp.records.db import Row
from caseapp.records.own_units import unit, units
from caseapp.records.scope import BY_CHILD
from caseapp.records.users import User
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import key
from tests.records.ways.shapes import FEW, Read, Seat, asking, refusing

ANY = "1=1 OR 1=1"


def bare(model: Any) -> Any:
    return Row.metadata.tables[model.__tablename__]


def own_name(model: Any) -> Any:
    return table(model.__tablename__)


LOOSE = refusing(
    "rows that no FROM lists",
    {
        "condition": lambda m: select(Area.id).where(key(m) > 0),
        "condition on an alias": lambda m: select(key(m)).where(key(aliased(m)) > 0),
        "constant": lambda m: select(literal(1)).where(key(m) > 0),
        "second half of a sum": lambda m: select(Area.id + key(m)),
        "second place of a choice": lambda m: select(func.coalesce(Area.id, key(m))),
        "other branch": lambda m: select(case((Area.id > 0, Area.id), else_=key(m))),
        "existence": lambda m: select(Area.id).where(exists().where(key(m) > 1)),
        "existence of the same": lambda m: select(Area.id).where(
            exists(select("*").where(key(m) > 1)),
        ),
        "within a subquery": lambda m: select(select(Area.id).where(key(m) > 0).subquery()),
        "within a subquery beside the entity": lambda m: select(m).join(
            s := select(Area.id).where(Area.id != key(m)).subquery(),
            s.c.id > 0,
        ),
        "within a common table expression": lambda m: select(
            select(literal(1)).where(key(m) > 0).cte(),
        ),
        "within a union": lambda m: union_all(select(Area.id), select(Area.id).where(key(m) > 0)),
        "within a scalar": lambda m: select(
            select(func.count()).where(key(m) > 0).scalar_subquery(),
        ),
        "within IN": lambda m: select(Area.id).where(
            literal(1).in_(select(literal(1)).where(key(m) > 1)),
        ),
        "kept from correlating": lambda m: select(Area.id).where(
            exists(select(literal(1)).where(key(m) > 1).correlate(None)),
        ),
        "aggregate with FILTER": lambda m: select(func.count().filter(key(m) > 0)),
        "sum with FILTER": lambda m: select(func.sum(1).filter(key(m) > 0)),
        "window's order": lambda m: select(func.row_number().over(order_by=key(m))),
        "window's parts": lambda m: select(func.count(Area.id).over(partition_by=key(m))),
        "part of a moment": lambda m: select(extract("year", func.date(key(m)))),
        "distinct in a count": lambda m: select(func.count(distinct(Area.id + key(m)))),
    },
)
FULL = refusing(
    "joins",
    {
        "full join": lambda m: select(m).select_from(Area).join(m, Area.id == key(m), full=True),
        "full join of a column": lambda m: select(User.id, key(m)).join(
            m,
            User.id == key(m),
            full=True,
        ),
        "full join, the rows listed": lambda m: select(key(m), Area.id).join(
            Area,
            Area.id == key(m),
            full=True,
        ),
        "full join as a source, the rows listed": lambda m: select(key(m)).select_from(
            outerjoin(Area, m, Area.id == key(m), full=True),
        ),
        "full join as a source": lambda m: select(func.count()).select_from(
            join(Area, m, Area.id == -key(m), full=True),
        ),
        "outer join as a source, nothing listed": lambda m: select(literal(1)).select_from(
            outerjoin(m, Area, Area.id == key(m)),
        ),
        "join as a source, its rows not listed": lambda m: select(Area.id).select_from(
            outerjoin(Area, join(m, a := aliased(Area), a.id == 1), true()),
        ),
    },
)
TEXT = refusing(
    "text",
    {
        "text": lambda m: text(f"SELECT * FROM {m.__tablename__}"),
        "text, quoted": lambda m: text(f'SELECT * FROM "main"."{m.__tablename__}"'),
        "text in brackets and capitals": lambda m: text(
            f"SELECT * FROM [{m.__tablename__.upper()}]"
        ),
        "text inside a select": lambda m: select(text("*")).select_from(text(m.__tablename__)),
        "text with columns": lambda m: text(f"SELECT * FROM {m.__tablename__}").columns(key(m)),
        "entity from a text": lambda m: select(m).from_statement(
            text(f"SELECT * FROM {m.__tablename__}")
        ),
        "condition": lambda m: select(m).where(text(ANY)),
        "condition, as a lambda": lambda m: select(m).where(lambda: text("1=1 OR 1=1")),
        "condition beside others": lambda m: select(m).where(key(m) > 0, text(ANY)),
        "literal column for a condition": lambda m: select(m).where(literal_column(ANY)),
        "ON": lambda m: select(key(m)).select_from(Area).join(m, text(ANY)),
        "within a common table expression": lambda m: select(select(key(m)).where(text(ANY)).cte()),
        "within a union": lambda m: union_all(select(key(m)).where(text(ANY)), select(key(m))),
        "HAVING": lambda m: select(key(m)).group_by(key(m)).having(text(f"{ANY} UNION SELECT 7")),
        "group": lambda m: select(func.count(Area.id)).group_by(
            text(f"areas.id % (1 + (SELECT count(*) FROM {m.__tablename__}))"),
        ),
        "literal column": lambda m: select(
            literal_column(f"(SELECT count(*) FROM {m.__tablename__})")
        ),
        "operator": lambda m: select(
            literal(1).op(f"IN (SELECT 1 FROM {m.__tablename__}) + 1 +")(1)
        ),
        "operator that binds more tightly": lambda m: select(m).where(
            key(m).op("= 0 OR 1 =", precedence=100)(1)
        ),
        "prefix": lambda m: select(Area.id).prefix_with(
            f"(SELECT count(*) FROM {m.__tablename__}) +"
        ),
        "suffix": lambda m: select(key(m)).where(key(m) > 0).suffix_with("OR 1=1"),
        "hint": lambda m: select(key(m)).where(key(m) > 0).with_statement_hint("OR 1=1"),
    },
)
CORE = refusing(
    "Core and bare tables",
    {
        "table": lambda m: select(bare(m)),
        "alias of a table": lambda m: select(bare(m).alias()),
        "count over a table": lambda m: select(func.count()).select_from(bare(m)),
        "join": lambda m: select(Area.id).join(bare(m), true()),
        "beside its entity": lambda m: select(key(m), bare(m).c[0]),
        "in a condition of its entity": lambda m: (
            select(Area.id)
            .join(m, true())
            .where(
                exists(select(bare(m).c[0])),
            )
        ),
        "known by name": lambda m: select(column("rowid")).select_from(own_name(m)),
        "known by name, in a union": lambda m: union_all(
            select(Area.id), select(literal(1)).select_from(own_name(m))
        ),
        "known by name in capitals": lambda m: select(column("rowid")).select_from(
            table(m.__tablename__.upper())
        ),
        "known by name and schema": lambda m: select(column("rowid")).select_from(
            table(m.__tablename__.title(), schema="main")
        ),
        "known by a name that says it needs no quotes": lambda m: select(
            column("rowid"),
        ).select_from(table(quoted_name(f"main.{m.__tablename__}", quote=False))),
        "marked as if it had passed": lambda m: select(bare(m).c[0]).execution_options(
            caseapp_scoped=True
        ),
    },
)


def opening(model: Any) -> Any:
    """Say oneself which children each unit may open, in place of the lines that say so."""
    unit = aliased(Area)
    lines = select((Area.id % 10).label("child_id"), unit.id.label("area_id")).join(
        unit, unit.id.in_((NINH_KIEU, CAI_KHE))
    )
    return select(key(model)).add_cte(lines.cte("Child_Units"))


NAMES = asking(
    "subqueries, common table expressions, unions",
    {"an expression with the name of the lines by which children are opened": opening},
    refused=True,
    models=BY_CHILD,
)
SEARCH = refusing(
    "raw search tables",
    {
        "by name": lambda _m: select(column("name")).select_from(table("reports_search")),
        "asked like a function": lambda _m: select(
            func.reports_search("thach").table_valued("name").c.name,
        ),
        "in a text": lambda _m: text("SELECT name FROM reports_search"),
    },
)


UNIT, UNITS = unit(), units()


def sent_with(name: Any) -> Callable[[Seat, Any], list[Any]]:
    """Send a plain select with a value of that name: the unit that one would like to see."""
    return lambda seat, model: list(seat.session.execute(select(key(model)), {name: CAI_KHE}))


UNITS_OWN = refusing(
    "units given as values",
    {
        "a place of the same name": lambda m: select(key(m), bindparam("caseapp_reach", CAI_KHE)),
        "a place of the same key": lambda m: select(key(m), bindparam(UNIT.key, CAI_KHE)),
        "a place of the same key, for several": lambda m: select(key(m)).where(
            Area.id.in_(bindparam(UNITS.key, [CAI_KHE], expanding=True)),
        ),
        "a copy of the place with a value": lambda m: select(
            key(m), UNIT._with_value(CAI_KHE, maintain_key=True)
        ),
    },
)
UNITS_SENT = [
    Read("units given as values", f"sent with it {how}", sent_with(name), refused=True, models=FEW)
    for how, name in (
        ("by the name", "caseapp_reach"),
        ("by the name as it is compiled", "caseapp_reach_1"),
        ("by the key", UNIT.key),
        ("by the key of several", UNITS.key),
    )
]

REFUSED: list[Read] = [*LOOSE, *FULL, *TEXT, *CORE, *NAMES, *SEARCH, *UNITS_OWN, *UNITS_SENT]
