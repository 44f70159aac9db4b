"""Erasures of children's files: who asked, who decided, and the codes that lead nowhere now."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import ChildRef, Entered, Key, MaybeStamp, Sealed, UserRef, Word
from caseapp.records.db import Row


class Erasure(Entered, Row):
    """An erasure proposed by one person and decided by another.

    `reason` and `answer` lie under the instance's own key; `request` is the number of the request
    in whichever register it stands.
    """

    __tablename__ = "erasures"
    __table_args__ = (
        CheckConstraint("state IN ('proposed','withdrawn','refused','done')"),
        CheckConstraint("decided_by IS NULL OR state = 'withdrawn' OR decided_by <> entered_by"),
        Index("ix_erasures_child", "child_id"),
        Index(
            "ix_erasures_open",
            "child_id",
            unique=True,
            sqlite_where=text("state IN ('proposed','done')"),
            postgresql_where=text("state IN ('proposed','done')"),
        ),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    ground: Mapped[Word]
    request: Mapped[str] = mapped_column(String(100), default="", server_default=text("''"))
    reason: Mapped[Sealed]
    state: Mapped[Word] = mapped_column(default="proposed", server_default=text("'proposed'"))
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    answer: Mapped[Sealed]


class ErasedMark(Row):
    """The code of a file, case, report, referral or paper that was erased, and by which erasure."""

    __tablename__ = "erased_marks"
    __table_args__ = (Index("ix_erased_marks_erasure", "erasure_id"),)
    code: Mapped[Word] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasures.id", ondelete="RESTRICT"))
