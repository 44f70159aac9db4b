"""A list of values of any length as bound values of a statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Members(FunctionElement[str]):
    """The members of a JSON array, one a row, in a column `value`."""

    name = "members"
    inherit_cache = True


@compiles(_Members)
def _sqlite(element: _Members, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Members, "postgresql")
def _postgresql(element: _Members, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"json_array_elements_text(({compiler.process(element.clauses, **options)})::json)"


def within_given(*columns: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Return what tells rows of which a column names one of the `units` given when it is sent."""
    return or_(*(column.in_(bindparam("units", expanding=True)) for column in columns))


def units_given(units: Iterable[int] | None) -> dict[str, list[int]]:
    """Return the values for `within_given`, none where somebody is of all units."""
    return {} if units is None else {"units": sorted(units)}


def listed(numbers: Iterable[int]) -> Select[Any]:
    """Return numbers as a subquery."""
    rows = _Members(literal(json.dumps(list(numbers)))).table_valued("value")
    return select(cast(rows.c.value, Integer))


def listed_texts(texts: Iterable[str]) -> Select[Any]:
    """Return texts as a subquery."""
    return _texts(literal(json.dumps(list(texts))))


def texts_given(name: str) -> Select[Any]:
    """Return as a subquery the texts of a JSON array that is given by this name when it runs."""
    return _texts(bindparam(name, type_=String))


def _texts(array: ColumnElement[str]) -> Select[Any]:
    rows = _Members(array).table_valued("value")
    return select(cast(rows.c.value, String))
