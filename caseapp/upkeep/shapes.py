"""What a database is made of, and what the steps of the migrations make of an empty one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from caseapp.records import postgresql, sqlite
from caseapp.records.db import on_postgresql
from caseapp.upkeep.migrate import run_steps

Part = tuple[str, str, str]
"""A part of a database: the table it belongs to, its kind and its name."""

Shape = Mapping[Part, str]
"""Every part and the text that makes it, as the database itself gives it back."""

_SCHEMA: Final = "caseapp_check"
_CAST: Final = re.compile(r"::(?:charactervarying|text)(?:\[\])?")

_IN_SQLITE: Final = text("""
    SELECT tbl_name, type, name, sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'
    UNION ALL
    SELECT m.name, 'column', c.name, c.cid || ' ' || c.type || ' ' || c."notnull" || ' '
        || coalesce(c.dflt_value, 'no default') || ' ' || c.pk || ' ' || c.hidden
    FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'
""")

# With `true` names are given bare when they are visible, so that both schemas read the same.
_IN_POSTGRESQL: Final = text("""
    WITH ours AS (SELECT oid, relname, relkind, relrowsecurity, relforcerowsecurity
        FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace))
    SELECT relname, 'table', relname, CAST(relkind AS text) FROM ours WHERE relkind IN ('r', 'p')
    UNION ALL SELECT relname, 'row security', relname,
        concat_ws(' ', relrowsecurity, relforcerowsecurity) FROM ours WHERE relkind IN ('r', 'p')
    UNION ALL SELECT relname, 'column', attname, concat_ws(' ', format_type(atttypid, atttypmod),
            attnotnull, attidentity, attgenerated,
            coalesce(pg_get_expr(adbin, adrelid), 'no default'))
        FROM ours JOIN pg_attribute a ON a.attrelid = ours.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT relname, 'constraint', conname, concat_ws(' ',
            pg_get_constraintdef(c.oid, true), CASE WHEN EXISTS (SELECT FROM pg_trigger t
                WHERE t.tgconstraint = c.oid AND t.tgenabled NOT IN ('O', 'A')) THEN 'off' END)
        FROM ours JOIN pg_constraint c ON c.conrelid = ours.oid WHERE contype <> 'n'
    UNION ALL SELECT t.relname, 'index', i.relname, pg_get_indexdef(indexrelid, 0, true)
        FROM ours t JOIN pg_index ON indrelid = t.oid JOIN ours i ON i.oid = indexrelid
        WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    UNION ALL SELECT relname, 'trigger', tgname,
            concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid, true))
        FROM ours JOIN pg_trigger t ON t.tgrelid = ours.oid WHERE NOT tgisinternal
    UNION ALL SELECT relname, 'policy', polname, concat_ws(' ', polpermissive, polcmd,
            CAST(polroles AS text), coalesce(pg_get_expr(polqual, polrelid, true), 'no reach'),
            coalesce(pg_get_expr(polwithcheck, polrelid, true), 'no check'))
        FROM ours JOIN pg_policy ON polrelid = ours.oid
    UNION ALL SELECT '', 'function', proname,
            concat_ws(' ', prosrc, prosecdef, provolatile, CAST(proconfig AS text))
        FROM pg_proc WHERE pronamespace = CAST(current_schema() AS regnamespace)
            AND substr(proname, 1, 8) = 'caseapp_'
""")


def shape_of(connection: Connection) -> Shape:
    """Return every part of the database that lies under a connection."""
    asked = _IN_POSTGRESQL if on_postgresql(connection) else _IN_SQLITE
    return {
        (row[0], row[1], row[2]): _bare(row[3])
        for row in connection.execute(asked)
        if row[2] is not None
    }


def _bare(made: str) -> str:
    """Leave out spaces and quotes: SQLite keeps a statement as it was written.

    And casts among texts: PostgreSQL casts a list of words as a whole, and each word of it once
    the constraint was dumped and loaded. A column's type is a part of its own.
    """
    return _CAST.sub("", "".join(made.replace('"', "").split()))


def shape_made(engine: Engine, revision: str) -> Shape:
    """Return what the steps up to a revision make of an empty database of the engine's kind.

    With SQLite in memory, with PostgreSQL in a schema of the database that is taken back: both
    by the same server or library, so that the texts can be compared.
    """
    postgresql_ = on_postgresql(engine)
    aside = _postgresql_aside(engine) if postgresql_ else _sqlite_aside()
    try:
        with aside.connect() as connection:
            if postgresql_:
                connection.exec_driver_sql("BEGIN")
                connection.exec_driver_sql(f"CREATE SCHEMA {_SCHEMA}")
                connection.exec_driver_sql(f"SET LOCAL search_path TO {_SCHEMA}")
            try:
                run_steps(connection, revision)
                return shape_of(connection)
            finally:
                connection.rollback()
    finally:
        aside.dispose()


def _sqlite_aside() -> Engine:
    return create_engine("sqlite://", **sqlite.engine_options())


def _postgresql_aside(engine: Engine) -> Engine:
    """Open the server without the guards, which hold for the rows of the instance."""
    options: dict[str, Any] = {**postgresql.engine_options(), "pool_pre_ping": False}
    return create_engine(engine.url, poolclass=NullPool, hide_parameters=True, **options)


def differences(found: Shape, made: Shape) -> Iterator[str]:
    """Name each part that is missing, was changed, or is none of those that the steps make."""
    for part in sorted({*found, *made}):
        table, kind, name = part
        if _told_already(part, found, made):
            continue
        on = f" of {table}" if table not in {"", name} else ""
        if part not in found:
            yield f"the {kind} {name}{on} is missing"
        elif part not in made:
            yield f"the {kind} {name}{on} is none of those that the steps make"
        elif found[part] != made[part]:
            yield f"the {kind} {name}{on} is not as the steps make it"


def _told_already(part: Part, found: Shape, made: Shape) -> bool:
    """Tell whether another line says it: of the whole table, or of one of its columns."""
    table, kind, _ = part
    whole = (table, "table", table)
    if kind != "table":
        return table != "" and (whole in found) != (whole in made)
    columns = {p for p in {*found, *made} if p[:2] == (table, "column")}
    both = whole in found and whole in made
    return both and any(found.get(p) != made.get(p) for p in columns)
