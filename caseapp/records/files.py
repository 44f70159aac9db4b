"""Files of a report or case, their bytes in sealed parts, and to whom the original was given."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Sealed,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row, tell_reach
from caseapp.records.reach import Reach, reaching

ORIGINAL: Final = "original"
THUMBNAIL: Final = "thumbnail"


def page_part(number: int) -> str:
    """Return the name of the part that holds the copy of a page, counted from 1."""
    return f"page-{number}"


def place_of_part(number: int, part: str) -> str:
    """Return what a sealed part is bound to: table, column, file and part."""
    return f"file_parts.sealed:{number}:{part}"


class StoredFile(Entered, Row):
    """A picture or document: what it is, never its bytes; hangs on a report or on a case.

    `content_key` is the file's own key, sealed under the child's: with that key the file is gone.
    `size` and `sha256` are the original's, `kept` the bytes of all parts as they lie sealed.
    """

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("(report_id IS NULL) <> (case_id IS NULL)"),
        Index("ix_files_place", "id", "area_id", unique=True),
        Index("ix_files_report", "report_id", "area_id"),
        Index("ix_files_case", "case_id", "area_id"),
        Index("ix_files_room", "area_id", "kept"),
        ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            name="fk_files_report_area",
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
        ForeignKeyConstraint(
            ["case_id", "area_id"],
            ["cases.id", "cases.area_id"],
            name="fk_files_case_area",
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    area_id: Mapped[UnitRef]
    report_id: Mapped[int | None]
    case_id: Mapped[int | None]
    kind: Mapped[Word]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    pages_shown: Mapped[int]
    kept: Mapped[int]
    taken_on: Mapped[MaybeDay]
    description: Mapped[Sealed]
    content_key: Mapped[Sealed]
    withdrawn_at: Mapped[MaybeStamp]
    withdrawn_by: Mapped[UserRef]
    withdrawal: Mapped[Sealed]


def _of_file() -> ForeignKeyConstraint:
    """Tie a row to a file and its unit together."""
    return ForeignKeyConstraint(
        ["file_id", "area_id"],
        ["files.id", "files.area_id"],
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )


class FilePart(Row):
    """One stream of a file, sealed: the original, or a copy that pages show."""

    __tablename__ = "file_parts"
    __table_args__ = (_of_file(), Index("ix_file_parts_file", "file_id", "area_id"))
    file_id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[Word] = mapped_column(primary_key=True)
    area_id: Mapped[UnitRef]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class HandOut(Entered, Row):
    """The original was given out: to which body, on which paper of theirs, by whom and when."""

    __tablename__ = "hand_outs"
    __table_args__ = (_of_file(), Index("ix_hand_outs_file", "file_id", "area_id"))
    id: Mapped[Key]
    file_id: Mapped[int]
    area_id: Mapped[UnitRef]
    recipient: Mapped[Sealed]
    paper: Mapped[Sealed]


def bytes_kept(session: Session, area_id: int | None = None) -> int:
    """Return how many bytes all files take, or those of one unit: a figure over every row."""
    column = StoredFile.__table__.c
    asked = select(func.coalesce(func.sum(column.kept), 0))
    if area_id is not None:
        asked = asked.where(column.area_id == area_id)
    connection = session.connection()
    with reaching(Reach(None, "figures")):
        tell_reach(connection)
        found = int(connection.scalar(asked) or 0)
    tell_reach(connection)
    return found
