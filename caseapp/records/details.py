"""What else is kept of a child: its other names, its schools, and its health, which is sealed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Day,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Name,
    Sealed,
    UserRef,
    Word,
)
from caseapp.records.db import Row


class ChildName(Entered, Row):
    """Another name of a child, found and compared like the first one until it is taken back."""

    __tablename__ = "child_names"
    __table_args__ = (
        Index("ix_child_names_child", "child_id"),
        Index("ix_child_names_folded", "folded_name", "child_id", "ended_at"),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    kind: Mapped[Word]
    name: Mapped[Name]
    folded_name: Mapped[Name]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]


class Schooling(Entered, Row):
    """A child goes to a school, or to none, from a day until another (exclusive)."""

    __tablename__ = "schoolings"
    __table_args__ = (
        Index("ix_schoolings_child", "child_id", "valid_from"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from"),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    attendance: Mapped[Word]
    school: Mapped[Name] = mapped_column(default="", server_default="")
    grade: Mapped[Word] = mapped_column(default="", server_default="")
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]


class HealthNote(Entered, Row):
    """What is known of a child's health, or a disability: all of it sealed, its kind as well."""

    __tablename__ = "health_notes"
    __table_args__ = (Index("ix_health_notes_child", "child_id"),)
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    content: Mapped[Sealed]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
