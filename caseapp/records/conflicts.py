"""Marks of conflict: whom a child's or a report's file is kept from."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Sealed, Stamp, UserRef, Word
from caseapp.records.db import Row


class ConflictMark(Row):
    """A file is kept from a user from `set_at` until `lifted_at`, for a reason kept sealed.

    It is set on a child, or on a report whose child is not known yet. Ids only, so that it can be
    asked before anything of the file is open. `origin` is empty for one that the supervisor set;
    `lift_reason` is why the supervisor ended it;
    a mark that was offered and not set is kept too, lifted in the moment in which it was offered.
    """

    __tablename__ = "conflict_marks"
    __table_args__ = (
        CheckConstraint("(child_id IS NULL) <> (report_id IS NULL)"),
        Index("ix_conflict_marks_user", "user_id", "lifted_at"),
        Index("ix_conflict_marks_child", "child_id"),
        Index("ix_conflict_marks_report", "report_id"),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id", ondelete="RESTRICT"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="RESTRICT"))
    reason: Mapped[Sealed]
    origin: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    set_at: Mapped[Stamp]
    set_by: Mapped[UserRef]
    lifted_at: Mapped[MaybeStamp]
    lifted_by: Mapped[UserRef]
    lift_reason: Mapped[Sealed]
