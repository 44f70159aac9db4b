"""Names of children that are hidden: since when, by whom and why, and how it ended."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from caseapp.records.columns import ChildRef, Entered, Key, MaybeStamp, Sealed, UserRef
from caseapp.records.db import Row


class NameHiding(Entered, Row):
    """A child's name is hidden from its entry until it is lifted, each with a reason."""

    __tablename__ = "name_hidings"
    __table_args__ = (Index("ix_name_hidings_child", "child_id", "lifted_at"),)
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    reason: Mapped[Sealed]
    lifted_at: Mapped[MaybeStamp]
    lifted_by: Mapped[UserRef]
    lifting: Mapped[Sealed]
