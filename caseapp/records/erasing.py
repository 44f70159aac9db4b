"""Erases a child's file from every table: its keys are destroyed, what told of it is blanked.

Rows that figures are counted from stay, with nothing in them that tells of anybody: the sex, the
year of birth, units, codes and days. The row filter must be open for set-based writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, String, Table, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from caseapp.records.db import Row
from caseapp.records.erasures import ErasedMark
from caseapp.records.handed_works import HandedWork
from caseapp.records.jobs import Job
from caseapp.records.notices import Notice
from caseapp.rules.job_states import ENDED, FAILED, IMPORT, IMPORT_CHECK, RUNNING, WAITING

DROPPED: Final = frozenset(
    {
        "answer_links", "case_pasts", "child_names", "child_pasts", "child_people",
        "consent_entries", "file_parts", "health_notes", "representatives", "schoolings",
        "twin_pairs", "twin_previews",
    }
)  # fmt: skip
"""Tables whose rows are of no use to any figure: they go whole."""

UNTOUCHED: Final = frozenset({"erasures", "erased_marks", "kept_copies"})
"""An erasure is kept itself; a kept paper's bytes never change, and their key is destroyed."""

CLEARED: Final = frozenset(
    {
        "address", "acknowledged_by", "answered_by", "birth_registration", "called", "detail",
        "guardian_name", "guardian_phone", "guardian_relation", "paper_number",
        "personal_id_missing", "post", "provider",
    }
)  # fmt: skip
"""Columns of readable text that may tell of the child, made empty wherever they stand.

Where a column of the same name holds the number of an account it stays.
"""

EMPTIED: Final = frozenset({"ref", "personal_id_mac", "phone_mac"})
"""Columns that lead back to a child, made NULL."""

CONTENT_KEYS: Final = "content_key"
"""A stored file's own key stays as it was sealed: a destroyed key says that it was erased."""

_REGISTER: Final = "data_requests"
_FROM: Final = frozenset(
    {
        "cases", "case_clocks", "child_people", "children", "files", "incidents", "kept_papers",
        "measures", "merges", "papers", "referrals", "reports",
    }
)  # fmt: skip
_NOT_BY: Final = frozenset(
    {("children", "merged_into_id"), ("reports", "first_id"), ("reports", "case_id"),
     ("erasures", "child_id")}
)  # fmt: skip
"""References that lead to another child's rows, or to what must stay."""


@dataclass(frozen=True)
class FileRows:
    """The numbers of a file's rows by table, and the condition that finds the rows of each."""

    numbers: dict[str, frozenset[int]]
    wheres: dict[str, ColumnElement[bool]]

    def codes(self, session: Session) -> frozenset[str]:
        """Return every code that leads into the file."""
        found: set[str] = set()
        for name, where in self.wheres.items():
            table = Row.metadata.tables[name]
            if "code" in table.c:
                found.update(session.scalars(select(table.c.code).where(where)))
        return frozenset(found)

    def register_codes(self, session: Session) -> frozenset[str]:
        """Return the codes of requests: the register keeps the line of each, without its texts."""
        table = Row.metadata.tables[_REGISTER]
        if _REGISTER not in self.wheres:
            return frozenset()
        return frozenset(session.scalars(select(table.c.code).where(self.wheres[_REGISTER])))

    def keys(self, session: Session) -> dict[int, int]:
        """Return the keys of the file's children and reports, each with its child."""
        found: dict[int, int] = {}
        for name, child in (("children", "id"), ("reports", "child_id")):
            table = Row.metadata.tables[name]
            if name in self.wheres:
                asked = select(table.c.key_id, table.c[child]).where(self.wheres[name])
                found.update(
                    {key: owner for key, owner in session.execute(asked) if key is not None}
                )
        return found


def rows_of(session: Session, children: Collection[int]) -> FileRows:
    """Find every row that hangs on the children, however far down."""
    numbers: dict[str, frozenset[int]] = {"children": frozenset(children)}
    root = Row.metadata.tables["children"]
    wheres: dict[str, ColumnElement[bool]] = {"children": root.c.id.in_(sorted(children))}
    for table in Row.metadata.sorted_tables:
        if table.name == "children":
            continue
        ties = [*_ties(table, numbers)]
        if not ties:
            continue
        wheres[table.name] = or_(*ties)
        if table.name in _FROM:
            found = session.scalars(select(table.c.id).where(wheres[table.name]))
            numbers[table.name] = frozenset(found)
    return FileRows(numbers, wheres)


def _ties(table: Table, numbers: dict[str, frozenset[int]]) -> Iterable[ColumnElement[bool]]:
    for column in table.c:
        for key in column.foreign_keys:
            target = key.column
            if target.name != "id" or (table.name, column.name) in _NOT_BY:
                continue
            known = numbers.get(target.table.name)
            if known:
                yield column.in_(sorted(known))


def blank(session: Session, rows: FileRows) -> None:
    """Drop the rows that go whole, and make all that tells of the child empty in the others."""
    for table in reversed(Row.metadata.sorted_tables):
        where = rows.wheres.get(table.name)
        if where is None or table.name in UNTOUCHED:
            continue
        if table.name in DROPPED:
            session.execute(delete(table).where(where))
        elif values := _emptied(table):
            session.execute(update(table).where(where).values(values))


def _emptied(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in table.c:
        if (column.info.get("sealed") and column.name != CONTENT_KEYS) or column.name in EMPTIED:
            values[column.name] = None
        elif column.name in CLEARED and isinstance(column.type, String):
            values[column.name] = ""
    return values


def rename(session: Session, rows: FileRows, words: str) -> None:
    """Let the fixed words stand where the child's name stood; nothing is found by them."""
    children, reports = Row.metadata.tables["children"], Row.metadata.tables["reports"]
    session.execute(
        update(children)
        .where(rows.wheres["children"])
        .values(full_name=words, folded_name="", version=children.c.version + 1)
    )
    if "reports" in rows.wheres:
        session.execute(update(reports).where(rows.wheres["reports"]).values(child_name=words))


def mark(session: Session, codes: Iterable[str], erasure: int) -> None:
    """Remember which codes lead nowhere now."""
    wanted = sorted(codes)
    if wanted:
        table: Any = ErasedMark.__table__
        session.execute(insert(table), [{"code": code, "erasure_id": erasure} for code in wanted])


def clear_beside(session: Session, codes: Collection[str], now: datetime) -> None:
    """Remove what stands beside files: notices, works handed on, downloads, files handed in.

    A download is sealed whole and may hold anybody: each can be asked for once more.
    """
    notices: Any = Notice.__table__
    works: Any = HandedWork.__table__
    for table in (notices, works):
        session.execute(delete(table).where(table.c.mark.in_(sorted(codes))))
    _clear_jobs(session, now)


def _clear_jobs(session: Session, now: datetime) -> None:
    """Leave no job with what it read before: each worker that has one finds it is not its own.

    What only reads begins anew, on what is left. A file handed in may bring the child back, so it
    goes, and its import ends: whoever handed it in is told to hand in another.
    """
    jobs: Any = Job.__table__
    handed = jobs.c.kind.in_((IMPORT_CHECK, IMPORT))
    session.execute(
        update(jobs)
        .where(handed, jobs.c.state.not_in(ENDED))
        .values(state=FAILED, fault="erased", ended_at=now, worker="", beat_at=None)
    )
    session.execute(
        update(jobs)
        .where(jobs.c.state == RUNNING)
        .values(
            state=WAITING, worker="", beat_at=None, started_at=None, tries=0,
            step="", number=0, of=0,
        )
    )  # fmt: skip
    kept = or_(jobs.c.result.is_not(None), jobs.c.input.is_not(None))
    session.execute(update(jobs).where(kept).values(result=None, input=None))


def overwrite_freed(session: Session) -> None:
    """Let SQLite write zeros over what is freed from here on; PostgreSQL's vacuum frees it."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
