"""Reads that pass the filter: somebody of a ward is told what a ward alone in the world is told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    String,
    case,
    cast,
    exists,
    func,
    intersect,
    lambda_stmt,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Bundle, aliased, outerjoin

from caseapp.records.areas import Area
from caseapp.records.cases import Case
from caseapp.records.referrals import Referral
from caseapp.records.reports import Incident, Report
from tests.factories.wards import key
from tests.records.ways.shapes import Read, asking


def numbered(model: Any) -> Any:
    return select(key(model).label("n"), literal(1).label("depth"))


def twice(model: Any) -> Any:
    tree = numbered(model).cte(recursive=True)
    return select(tree.union_all(select(tree.c.n, tree.c.depth + 1).where(tree.c.depth < 2)))


def through(model: Any, other: Any) -> Any:
    return select(func.count(key(other))).select_from(Area).join(other, true()).where(Area.id == 1)


def counted(model: Any) -> Any:
    return select(func.count(key(model))).scalar_subquery()


SELECT = asking(
    "select",
    {
        "entity": select,
        "a condition that is always true": lambda m: select(m).where(true() | (key(m) == 0)),
        "a condition that is always true, as a lambda": lambda m: select(key(m)).where(
            lambda: or_(key(m) > 0, true()),
        ),
        "statement of lambdas": lambda m: lambda_stmt(lambda: select(key(m)), track_on=[m]),
        "rows written over what is loaded": lambda m: select(m).execution_options(
            populate_existing=True,
        ),
    },
)
JOINS = asking(
    "joins",
    {
        "join": lambda m: through(m, m),
        "outer join": lambda m: (
            select(func.count(key(m))).select_from(Area).outerjoin(m, Area.id == 1)
        ),
        "outer join, the rows on its left": lambda m: select(key(m), Area.id).outerjoin(
            Area,
            Area.id == key(m),
        ),
        "outer join as a source, the rows on its left": lambda m: select(key(m)).select_from(
            outerjoin(m, Area, Area.id == key(m)),
        ),
        "outer join as a source, the rows on its left and not listed": lambda m: select(
            Area.id,
        ).select_from(outerjoin(m, Area, Area.id == key(m))),
        "itself": lambda m: select(func.count()).select_from(m).join(aliased(m), true()),
    },
)
ALIASES = asking(
    "aliases",
    {
        "alias": lambda m: select(aliased(m)),
        "alias of the table": lambda m: select(aliased(m, m.__table__.alias())),
        "alias of a subquery": lambda m: select(aliased(m, select(m).subquery())),
        "alias of a common table expression": lambda m: select(aliased(m, select(m).cte())),
        "join of an alias": lambda m: (
            select(a := aliased(m)).select_from(Area).join(a, Area.id == 1)
        ),
        "entity from a union": lambda m: select(
            aliased(m, union_all(select(m), select(m)).subquery()),
        ),
    },
)
NESTED = asking(
    "subqueries, common table expressions, unions",
    {
        "subquery": lambda m: select(select(m).subquery()),
        "subquery within a subquery": lambda m: select(
            select(select(key(m)).subquery()).subquery(),
        ),
        "common table expression": lambda m: select(select(m).cte()),
        "recursive expression": twice,
        "union": lambda m: union_all(select(m), select(m)),
        "union of columns": lambda m: union_all(select(key(m)), select(key(m))),
        "intersection": lambda m: intersect(select(key(m)), select(key(m))),
        "entity from a statement": lambda m: select(m).from_statement(select(m)),
        "entity from a union's statement": lambda m: select(m).from_statement(
            union_all(select(m), select(m)),
        ),
        "scalar subquery": lambda m: select(counted(m)),
        "told by a limit": lambda m: select(Area.id).order_by(Area.id).limit(counted(m)),
        "correlated": lambda m: (
            select(func.count())
            .select_from(m)
            .where(exists(select(key(a := aliased(m))).where(key(a) >= key(m))))
        ),
    },
)
TOLD = asking(
    "subqueries, common table expressions, unions",
    {
        "told by a condition": lambda m: select(counted(m) > 1),
        "told by IN": lambda m: select(literal(2).in_(select(func.count(key(m))))),
        "told by existence": lambda m: select(
            exists(select(func.count(key(m))).having(func.count(key(m)) > 1)),
        ),
    },
    models=(Case, Incident, Report, Referral),
)
COLUMNS = asking(
    "columns and aggregates",
    {
        "column": lambda m: select(key(m)),
        "bundle": lambda m: select(Bundle("b", key(m))),
        "count of a column": lambda m: select(func.count(key(m))),
        "count over the entity": lambda m: select(func.count()).select_from(m),
        "nothing of it": lambda m: select(literal(1)).select_from(m),
        "distinct": lambda m: select(key(m)).distinct().order_by(key(m)).limit(9),
        "group": lambda m: select(key(m), func.count()).group_by(key(m)),
        "window": lambda m: select(key(m), func.count().over()),
        "window over all": lambda m: select(func.sum(literal(1)).over()).select_from(m),
        "window, the rows listed": lambda m: select(
            func.row_number().over(order_by=key(m)),
        ).select_from(m),
        "aggregate with FILTER, the rows selected from": lambda m: select(
            func.count().filter(key(m) > 0),
        ).select_from(m),
        "branch": lambda m: select(case((key(m) > 0, key(m)))),
        "strung together": lambda m: select(func.string_agg(cast(key(m), String), ",")),
        "cast": lambda m: select(cast(key(m), String)),
    },
)

FILTERED: list[Read] = [*SELECT, *JOINS, *ALIASES, *NESTED, *TOLD, *COLUMNS]
