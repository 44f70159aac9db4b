"""Notes, while a statement becomes SQL, what case content it reads and whether by units alone.

The row filter adds its condition where SQLAlchemy lets it; whether that reached every place where
a table is read is seen here, in each SELECT as it is written out: its tables as they stand in FROM
and what its WHERE and ON really say. A compiled statement is kept with its notes, so this costs
nothing when the statement comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Dialect
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import IdentifierPreparer, SQLCompiler
from sqlalchemy.sql.elements import BooleanClauseList, ColumnClause, Grouping
from sqlalchemy.sql.selectable import FromGrouping, Join

from caseapp.records.own_units import is_forged
from caseapp.records.touching import CLOSED, named, plain_name, table_name

_MARK: Final = "caseapp_units"
_LISTS: Final = frozenset({"json_each", "json_array_elements_text", "unnest"})
_HARMLESS: Final = re.compile(r"\*|\d+|'%'")
_TYPE: Final = re.compile(r"[A-Z ]+(\([\d, ]+\))?")


@dataclass
class Notes:
    """What a statement names, what it reads whole, what it writes, and its SQL given as text.

    `said` are the tables of case content that stand in such a text.
    """

    tables: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def take(self, text: str) -> None:
        """Note SQL that was given as text."""
        self.texts.append(text)
        self.said |= named(text)


def by_units(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Mark a condition as the row filter's own, wherever SQLAlchemy puts it."""
    return condition._annotate({_MARK: True})  # noqa: SLF001 - made for this


def take_notes(dialect: Dialect) -> None:
    """Make a dialect keep its notes with each statement that it compiles, as `notes`."""
    plain: Any = dialect.statement_compiler
    dialect.statement_compiler = type("NotingCompiler", (_Noting, plain), {})
    quoting: Any = type("Quoting", (_Quoting, dialect.preparer), {})
    dialect.preparer, dialect.identifier_preparer = quoting, quoting(dialect)


def _conditions(clauses: Iterable[Any]) -> Iterator[Any]:
    """Yield what must all hold for a row to come through."""
    for clause in clauses:
        if isinstance(clause, Grouping):
            yield from _conditions([clause.element])
        elif isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
            yield from _conditions(clause.clauses)
        else:
            yield clause


def _bound(clauses: Iterable[Any]) -> frozenset[Any]:
    """Return the tables and aliases that some conditions bind to the reader's units."""
    return frozenset(
        clause.left.table
        for clause in _conditions(clauses)
        if _MARK in clause._annotations and isinstance(clause.left, ColumnClause)  # noqa: SLF001
    )


def _filtered(source: Any, bound: frozenset[Any]) -> Iterator[Any]:
    """Yield the tables and aliases below a FROM element of which only bound rows come through.

    What ON says binds both sides of an inner join and the right side of an outer one. A full join
    keeps the rows of both sides that do not fit: nothing below it counts as bound.
    """
    if isinstance(source, FromGrouping):
        yield from _filtered(source.element, bound)
        return
    if not isinstance(source, Join):
        if source in bound:
            yield source
        return
    if source.full:
        return
    joined = bound | _bound([source.onclause])
    yield from _filtered(source.left, bound if source.isouter else joined)
    yield from _filtered(source.right, joined)


class _Quoting(IdentifierPreparer):
    """Quotes every name that needs it, whatever is said of it: else a name may be any SQL."""

    def quote(self, ident: str, force: Any = None) -> str:
        """Return a name as it stands in SQL."""
        return super().quote(ident if getattr(ident, "quote", None) else str(ident), force)


class _Noting(SQLCompiler):
    """Writes SQL as any compiler does, and notes what it wrote."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.notes = Notes()
        self._by_units: list[frozenset[Any]] = [frozenset()]
        super().__init__(*args, **kwargs)

    def _compose_select_body(self, text: Any, select: Any, *rest: Any) -> Any:
        bound = _bound(select._where_criteria)  # noqa: SLF001
        self._by_units.append(frozenset(s for f in rest[2] for s in _filtered(f, bound)))
        try:
            return super()._compose_select_body(text, select, *rest)  # type: ignore[no-untyped-call]
        finally:
            self._by_units.pop()

    def visit_table(self, table: Any, *args: Any, **kwargs: Any) -> Any:
        """Note a table where it is read, or where it is what is written."""
        alias = kwargs.get("enclosing_alias")
        reader = alias if alias is not None and alias.element is table else table
        if kwargs.get("iscrud"):
            self._note_written(table)
        elif kwargs.get("asfrom"):
            self.notes.tables.add(name := table_name(table))
            if reader not in self._by_units[-1]:
                self.notes.whole.add(name)
        return super().visit_table(table, *args, **kwargs)  # type: ignore[no-untyped-call]

    def _note_written(self, table: Any) -> None:
        self.notes.tables.add(name := table_name(table))
        self.notes.written.add(name)

    def visit_insert(self, insert_stmt: Any, *args: Any, **kwargs: Any) -> Any:
        """Note the table that is written."""
        self._note_written(insert_stmt.table)
        return super().visit_insert(insert_stmt, *args, **kwargs)  # type: ignore[no-untyped-call]

    def visit_textclause(self, textclause: Any, *args: Any, **kwargs: Any) -> Any:
        """Note the text: SQLAlchemy puts no parentheses around it."""
        self.notes.take(textclause.text)
        return super().visit_textclause(textclause, *args, **kwargs)  # type: ignore[no-untyped-call]

    def visit_column(self, column: Any, *args: Any, **kwargs: Any) -> Any:
        """Note a column that is a text in truth."""
        if column.is_literal and not _HARMLESS.fullmatch(column.name):
            self.notes.take(column.name)
        return super().visit_column(column, *args, **kwargs)

    def visit_cte(self, cte: Any, *args: Any, **kwargs: Any) -> Any:
        """Note an expression that takes a table's name: the filter's own conditions would read it.

        A read of such a table is then none of the table.
        """
        if plain_name(cte.name) in CLOSED:
            self.notes.take(cte.name)
        return super().visit_cte(cte, *args, **kwargs)

    def visit_function(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        """Note a function that is read like a table, as search tables can be, or reads them all."""
        if (kwargs.get("asfrom") and func.name not in _LISTS) or named(func.name):
            self.notes.take(func.name)
        return super().visit_function(func, *args, **kwargs)

    def visit_bindparam(self, bindparam: Any, *args: Any, **kwargs: Any) -> Any:
        """Note a value that would stand in the place of the units: it is as good as a text."""
        if is_forged(bindparam):
            self.notes.take(str(bindparam.key))
        return super().visit_bindparam(bindparam, *args, **kwargs)  # type: ignore[no-untyped-call]

    def visit_custom_op_binary(self, element: Any, operator: Any, **kwargs: Any) -> Any:
        """Note an operator of the writer's own."""
        self.notes.take(operator.opstring)
        return super().visit_custom_op_binary(element, operator, **kwargs)  # type: ignore[no-untyped-call]

    def visit_custom_op_unary_operator(self, element: Any, operator: Any, **kwargs: Any) -> Any:
        """Note an operator of the writer's own, put before."""
        self.notes.take(operator.opstring)
        return super().visit_custom_op_unary_operator(element, operator, **kwargs)  # type: ignore[no-untyped-call]

    def visit_custom_op_unary_modifier(self, element: Any, operator: Any, **kwargs: Any) -> Any:
        """Note an operator of the writer's own, put behind."""
        self.notes.take(operator.opstring)
        return super().visit_custom_op_unary_modifier(element, operator, **kwargs)  # type: ignore[no-untyped-call]

    def visit_typeclause(self, typeclause: Any, **kwargs: Any) -> Any:
        """Note a type whose name is more than a name."""
        name = super().visit_typeclause(typeclause, **kwargs)  # type: ignore[no-untyped-call]
        if not _TYPE.fullmatch(name):
            self.notes.take(name)
        return name

    def visit_extract(self, extract: Any, **kwargs: Any) -> Any:
        """Note a part of a moment that is more than a word."""
        if not extract.field.isidentifier():
            self.notes.take(extract.field)
        return super().visit_extract(extract, **kwargs)  # type: ignore[no-untyped-call]

    def get_statement_hint_text(self, hint_texts: Any) -> Any:
        """Note what is said to the planner."""
        for text in hint_texts:
            self.notes.take(text)
        return super().get_statement_hint_text(hint_texts)  # type: ignore[no-untyped-call]
