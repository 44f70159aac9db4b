"""What was put before a signer, kept as it was: a decision's paper and the bytes of its copies.

The bytes are only ever added to. What the office's clerk enters later stands on the paper's row.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Word,
    tied,
)
from caseapp.records.db import Row, tell_reach
from caseapp.records.reach import Reach, reaching

KEPT: Final = "kept_copies.content"
SOURCE: Final = "kept_copies.source"
"""The two cells of a copy that its own key seals."""

_ONE: Final = "(report_id IS NULL) <> (case_id IS NULL)"
_GIVEN: Final = "number_key <> ''"
_BYTES: Final = "kept_id, copy, size, sha256, content, source"

TRIGGERS: Final = (
    f"""CREATE TRIGGER kept_copies_no_update BEFORE UPDATE OF {_BYTES} ON kept_copies
    BEGIN SELECT RAISE(ABORT, 'kept papers are never changed'); END""",
    """CREATE TRIGGER kept_copies_no_delete BEFORE DELETE ON kept_copies
    BEGIN SELECT RAISE(ABORT, 'kept papers are never changed'); END""",
    # INSERT OR REPLACE fires no delete trigger, so what it would replace is looked for as well.
    """CREATE TRIGGER kept_copies_no_replace BEFORE INSERT ON kept_copies
    WHEN EXISTS (SELECT 1 FROM kept_copies WHERE id = NEW.id
        OR (kept_id = NEW.kept_id AND copy = NEW.copy))
    BEGIN SELECT RAISE(ABORT, 'kept papers are never changed'); END""",
)
"""SQLite's statements that guard the bytes. The child's key is sealed anew when a file moves, and
the unit follows its file: both columns stay free."""


class KeptPaper(Entered, Row):
    """The paper of one decision in one version, from being put before the signer to its number.

    The decision is a paper or a measure; `decided_at` is when it was made. `unit_id` is the unit
    whose number it bears, which stays when the file goes to another. `number` is as the clerk
    wrote it, `number_key` the same without what makes no other number. `signed_at` is the moment,
    or the beginning of the day, of the signature; `how` is `scan` or `digital`; `reason` says why
    a version follows another. `former_number` is what stood there before it was corrected last.
    """

    __tablename__ = "kept_papers"
    __table_args__ = (
        CheckConstraint(_ONE),
        CheckConstraint("(paper_id IS NULL) <> (measure_id IS NULL)"),
        CheckConstraint("(state = 'completed') = (completed_at IS NOT NULL)"),
        Index("ix_kept_papers_paper", "paper_id", "version", unique=True),
        Index("ix_kept_papers_measure", "measure_id", "version", unique=True),
        Index("ix_kept_papers_case", "case_id", "area_id"),
        Index("ix_kept_papers_report", "report_id", "area_id"),
        Index("ix_kept_papers_desk", "area_id", "state"),
        Index(
            "ix_kept_papers_number",
            "unit_id",
            "year",
            "symbol",
            "number_key",
            unique=True,
            sqlite_where=text(_GIVEN),
            postgresql_where=text(_GIVEN),
        ),
        tied("kept_papers", "report"),
        tied("kept_papers", "case"),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    report_id: Mapped[int | None]
    case_id: Mapped[int | None]
    area_id: Mapped[UnitRef]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id", ondelete="RESTRICT"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id", ondelete="RESTRICT"))
    kind: Mapped[Word]
    form: Mapped[Word]
    version: Mapped[int]
    decided_at: Mapped[Stamp]
    unit_id: Mapped[UnitRef]
    state: Mapped[Word] = mapped_column(default="waiting", server_default=text("'waiting'"))
    reason: Mapped[Sealed]
    number: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    number_key: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    symbol: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    year: Mapped[int | None]
    signed_on: Mapped[MaybeDay]
    signed_at: Mapped[MaybeStamp]
    how: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="RESTRICT"))
    completed_at: Mapped[MaybeStamp]
    completed_by: Mapped[UserRef]
    former_number: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    corrected_at: Mapped[MaybeStamp]
    corrected_by: Mapped[UserRef]


class KeptCopy(Entered, Row):
    """The exact PDF of one copy, with what it was drawn from, both sealed under a key of its own.

    `content_key` is that key, sealed under the child's: with that key the copy is gone. `size` and
    `sha256` are the PDF's.
    """

    __tablename__ = "kept_copies"
    __table_args__ = (
        CheckConstraint(_ONE),
        Index("ix_kept_copies_paper", "kept_id", "copy", unique=True),
        Index("ix_kept_copies_case", "case_id", "area_id"),
        Index("ix_kept_copies_report", "report_id", "area_id"),
        tied("kept_copies", "report"),
        tied("kept_copies", "case"),
    )
    id: Mapped[Key]
    kept_id: Mapped[int] = mapped_column(ForeignKey("kept_papers.id", ondelete="RESTRICT"))
    report_id: Mapped[int | None]
    case_id: Mapped[int | None]
    area_id: Mapped[UnitRef]
    copy: Mapped[Word]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content_key: Mapped[Sealed]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    source: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def place_of_copy(cell: str, kept_id: int, copy: str) -> str:
    """Return what the sealed bytes of a copy are bound to: table, column, paper and copy.

    The row's own number is given when it is written, and then its bytes are changed no more.
    """
    return f"{cell}:{kept_id}:{copy}"


def numbers_given(session: Session, unit_id: int, year: int, symbol: str) -> list[str]:
    """Return the numbers that a unit gave in a year under a symbol: over every row, and no more."""
    column = KeptPaper.__table__.c
    asked = select(column.number_key).where(
        column.unit_id == unit_id, column.year == year, column.symbol == symbol
    )
    connection = session.connection()
    with reaching(Reach(None, "figures")):
        tell_reach(connection)
        found = list(connection.scalars(asked))
    tell_reach(connection)
    return found
