"""An entity that stands where SQLAlchemy adds no criteria is found, and the select refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import case, exists, func, literal, select, true, union_all
from sqlalchemy.orm import aliased

from caseapp.records.areas import Area
from caseapp.records.looseness import loose
from caseapp.records.scope import OutOfScope
from tests.factories.wards import SCOPED, Wards, key

LOOSE: dict[str, Callable[[Any], Any]] = {
    "condition": lambda m: select(Area.id).where(key(m) > 0),
    "condition on an alias": lambda m: select(key(m)).where(key(aliased(m)) > 0),
    "constant": lambda m: select(literal(1)).where(key(m) > 0),
    "order": lambda m: select(Area.id).order_by(key(m)),
    "order of an alias": lambda m: select(m).order_by(key(aliased(m)).desc()),
    "group": lambda m: select(func.count(Area.id)).group_by(key(m)),
    "having": lambda m: select(Area.id).group_by(Area.id).having(func.count(key(m)) > 1),
    "second half of a sum": lambda m: select(Area.id + key(m)),
    "second place of a choice": lambda m: select(func.coalesce(Area.id, key(m))),
    "branch": lambda m: select(case((Area.id > 0, Area.id), else_=key(m))),
    "join's condition": lambda m: select(Area.id).join(a := aliased(Area), a.id == key(m)),
    "existence": lambda m: select(exists().where(key(m) > 1)),
    "existence of the same": lambda m: select(key(m)).where(exists().where(key(m) > 1)),
    "existence, star": lambda m: select(exists(select("*").where(key(m) > 1))),
    "within a subquery": lambda m: select(select(Area.id).where(key(m) > 0).subquery()),
    "within a subquery beside the entity": lambda m: select(m).join(
        s := select(Area.id).where(Area.id == key(m)).subquery(), s.c.id > 0
    ),
    "within a common table expression": lambda m: select(select(literal(1)).where(key(m) > 0).cte()),
    "within a union": lambda m: union_all(select(Area.id), select(Area.id).where(key(m) > 0)),
    "within a scalar": lambda m: select(select(func.count()).where(key(m) > 0).scalar_subquery()),
    "within IN": lambda m: select(Area).where(Area.id.in_(select(literal(1)).where(key(m) > 0))),
    "kept from correlating": lambda m: select(m).where(
        exists(select(Area.id).where(key(m) > 1).correlate(None))
    ),
    "correlating with another": lambda m: select(Area.id).join(m, true()).where(
        exists(select(a := aliased(Area)).where(key(m) > a.id).correlate(Area))
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOSE)
def test_an_entity_without_criteria_is_refused(wards: Wards, name: str) -> None:
    for model in SCOPED:
        statement = LOOSE[name](model)
        assert loose(statement) == {model.__tablename__}
        with pytest.raises(OutOfScope):
            wards.session.execute(statement)


def test_a_select_that_lists_or_joins_all_it_reads_is_not_loose() -> None:
    for model in SCOPED:
        other = aliased(model)
        for statement in (
            select(model).where(key(model) > 0).order_by(key(model)),
            select(Area.id).join(model, key(model) == Area.id).where(key(model) > 0),
            select(Area.id).select_from(model).join(Area, Area.id == key(model)),
            select(func.coalesce(Area.id, key(model))).join(model, true()),
            select(key(model)).where(exists(select(key(other)).where(key(other) > key(model)))),
            select(key(model), select(Area.id).where(Area.id == key(model)).scalar_subquery()),
            select(other).order_by(key(other)),
            select(
                func.coalesce(
                    select(Area.id).where(Area.id == key(model)).scalar_subquery(), key(model)
                )
            ),
        ):
            assert loose(statement) == set()
