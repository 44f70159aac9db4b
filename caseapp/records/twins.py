"""Children who may be one: who was pointed at whom, pairs for the supervisor, merges asked for."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Key,
    MaybeStamp,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Word,
)
from caseapp.records.db import Row


class TwinPreview(Row):
    """Somebody was pointed at a child of another unit while entering one who is alike.

    They were shown its code, its unit and whom to ask there. Ids only, as in all tables here.
    """

    __tablename__ = "twin_previews"
    __table_args__ = (
        Index("ix_twin_previews_user", "user_id", "shown_at"),
        Index("ix_twin_previews_child", "child_id"),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    child_id: Mapped[ChildRef]
    shown_at: Mapped[Stamp]


class TwinPair(Row):
    """A child and an older one who may be the same: for the supervisors to look at.

    `reasons` are codes of rules.twins; it is settled when a merge is asked for or when somebody
    says that they are two.
    """

    __tablename__ = "twin_pairs"
    __table_args__ = (
        Index("ix_twin_pairs_both", "child_id", "other_id", unique=True),
        Index("ix_twin_pairs_other", "other_id"),
        Index("ix_twin_pairs_open", "settled_at", "found_at"),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    other_id: Mapped[ChildRef]
    reasons: Mapped[str] = mapped_column(String(200), default="")
    found_at: Mapped[Stamp]
    settled_at: Mapped[MaybeStamp]
    settled_by: Mapped[UserRef]


class Merge(Row):
    """Two children are to be one, or were made one: `second_id` counts as `first_id` then.

    `restore` says in JSON, in ids alone, what has to be taken back if it is undone.
    """

    __tablename__ = "merges"
    __table_args__ = (
        Index("ix_merges_first", "first_id"),
        Index("ix_merges_second", "second_id"),
        Index("ix_merges_state", "state", "asked_at"),
    )
    id: Mapped[Key]
    first_id: Mapped[ChildRef]
    second_id: Mapped[ChildRef]
    state: Mapped[Word] = mapped_column(default="asked")
    asked_at: Mapped[Stamp]
    asked_by: Mapped[UserRef]
    reason: Mapped[Sealed]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    decision: Mapped[Sealed]
    undone_at: Mapped[MaybeStamp]
    undone_by: Mapped[UserRef]
    undoing: Mapped[Sealed]
    restore: Mapped[str] = mapped_column(String(4000), default="", server_default=text("''"))


class MergeWord(Row):
    """What a unit's officer says to a merge: yes or no, once for each unit."""

    __tablename__ = "merge_words"
    __table_args__ = (Index("ix_merge_words_unit", "merge_id", "area_id", unique=True),)
    id: Mapped[Key]
    merge_id: Mapped[int] = mapped_column(ForeignKey("merges.id", ondelete="RESTRICT"))
    area_id: Mapped[UnitRef]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    agrees: Mapped[bool]
    said_at: Mapped[Stamp]
    note: Mapped[Sealed]
