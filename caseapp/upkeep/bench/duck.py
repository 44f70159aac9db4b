"""DuckDB as a yardstick: the same rows, the same count, by the fastest engine at hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.records.children import Assistance, Child, Circumstance, Residence
from caseapp.rules.access import Act, operator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES: Final = {
    "children": (Child.__table__, ("id", "sex", "date_of_birth")),
    "residences": (Residence.__table__, ("child_id", "unit_id", "valid_from", "valid_until")),
    "circumstances": (
        Circumstance.__table__,
        ("child_id", "group_code", "status", "valid_from", "valid_until"),
    ),
    "assistance": (Assistance.__table__, ("child_id", "given_on", "given_until", "open_ended")),
}

_TYPES: Final = {
    "id": "BIGINT",
    "child_id": "BIGINT",
    "unit_id": "BIGINT",
    "date_of_birth": "DATE",
    "valid_from": "DATE",
    "valid_until": "DATE",
    "given_on": "DATE",
    "given_until": "DATE",
    "open_ended": "BOOLEAN",
}

SHEET: Final = """
WITH standing AS (
    SELECT DISTINCT c.child_id, c.group_code, r.unit_id, k.sex,
        CASE WHEN k.date_of_birth IS NULL THEN 'unknown'
             WHEN date_sub('year', k.date_of_birth, $last) <= 2 THEN '0-2'
             WHEN date_sub('year', k.date_of_birth, $last) <= 5 THEN '3-5'
             WHEN date_sub('year', k.date_of_birth, $last) <= 10 THEN '6-10'
             ELSE '11-15' END AS band,
        EXISTS (SELECT 1 FROM assistance a WHERE a.child_id = c.child_id AND a.given_on <= $last
            AND (a.open_ended OR coalesce(a.given_until, a.given_on) >= $first)) AS helped
    FROM circumstances c
    JOIN children k ON k.id = c.child_id
    JOIN residences r ON r.child_id = c.child_id
        AND r.valid_from <= $last AND (r.valid_until IS NULL OR r.valid_until > $last)
    WHERE c.status = 'confirmed'
        AND c.valid_from <= $last AND (c.valid_until IS NULL OR c.valid_until > $last)
        AND (k.date_of_birth IS NULL OR date_sub('year', k.date_of_birth, $last) < 16)
)
SELECT unit_id, group_code, sex, band, count(DISTINCT child_id),
    count(DISTINCT child_id) FILTER (helped)
FROM standing GROUP BY ALL
"""
"""Indicators 8a and 8b of a year by ward, group, sex and age band, on the last day's residence."""


def copy_register(now: datetime) -> DuckDBPyConnection:
    """Copy what the sheet counts from the open instance into a DuckDB in memory, one thread."""
    import duckdb  # noqa: PLC0415 - a tool of benchmarks, not of the application

    duck = duckdb.connect(config={"threads": 1})
    with desk.figures(operator(production=False), Act.FIGURES_READ, now=now) as door:
        for name, (table, columns) in _TABLES.items():
            types = ", ".join(f"{column} {_TYPES.get(column, 'VARCHAR')}" for column in columns)
            duck.execute(f"CREATE TABLE {name} ({types})")
            found = door.session.execute(select(*(table.c[column] for column in columns)))
            for rows in found.partitions(200_000):
                _append(duck, name, columns, rows)
    return duck


def _append(
    duck: DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: Any,  # noqa: ANN401
) -> None:
    import tempfile  # noqa: PLC0415
    from csv import writer  # noqa: PLC0415

    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        writer(file).writerows(rows)
        file.flush()
        types = {column: _TYPES.get(column, "VARCHAR") for column in columns}
        duck.execute(
            f"INSERT INTO {name} SELECT * FROM read_csv(?, header=false, columns=?)",  # noqa: S608
            [file.name, types],
        )


def count(duck: DuckDBPyConnection, first: date, last: date) -> list[tuple[Any, ...]]:
    """Run the sheet for the year between the two days; rows of ward, group, sex, band, counts."""
    return duck.execute(SHEET, {"first": first, "last": last}).fetchall()


def counted_children(now: datetime) -> int:
    """Return how many children have, or had, a confirmed circumstance."""
    table = Circumstance.__table__
    confirmed = select(func.count(table.c.child_id.distinct())).where(table.c.status == "confirmed")
    with desk.figures(operator(production=False), Act.FIGURES_READ, now=now) as door:
        return door.session.scalar(confirmed) or 0
