"""Requests about a child's personal data, and the restrictions that stand on a child's file."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    ChildRef,
    Entered,
    Key,
    MaybeStamp,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row


class DataRequest(Entered, Versioned, Row):
    """Somebody asks something of a child's data: what, who, when, the answer, what was done.

    `area_id` is the unit that received it and answers. `person_id` is who of the child's people
    asks, without a tie so that a merge may move both; `name` says who it is otherwise. `before` and
    `changes` are the child's fields at the acceptance of a correction, and what differs at its end.
    """

    __tablename__ = "data_requests"
    __table_args__ = (
        Index("ix_data_requests_area", "area_id", "state", "received_at"),
        Index("ix_data_requests_child", "child_id", "id"),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    child_id: Mapped[ChildRef]
    area_id: Mapped[UnitRef]
    kind: Mapped[Word]
    asker: Mapped[Word]
    person_id: Mapped[int | None]
    name: Mapped[Sealed]
    channel: Mapped[Word]
    received_at: Mapped[Stamp]
    with_processor: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    words: Mapped[Sealed]
    state: Mapped[Word] = mapped_column(default="received", server_default=text("'received'"))
    draft: Mapped[Sealed]
    answer: Mapped[Sealed]
    ground: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    answered_at: Mapped[MaybeStamp]
    answered_by: Mapped[UserRef]
    extended_at: Mapped[MaybeStamp]
    extension: Mapped[Sealed]
    before: Mapped[Sealed]
    changes: Mapped[Sealed]
    done: Mapped[Sealed]
    executed_at: Mapped[MaybeStamp]
    executed_by: Mapped[UserRef]


class FileRestriction(Entered, Row):
    """Nothing new of a child's file is shared from `restricted_at` until it is lifted."""

    __tablename__ = "file_restrictions"
    __table_args__ = (Index("ix_file_restrictions_child", "child_id", "lifted_at"),)
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    area_id: Mapped[UnitRef]
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("data_requests.id", ondelete="RESTRICT")
    )
    restricted_at: Mapped[Stamp]
    reason: Mapped[Sealed]
    lifted_at: Mapped[MaybeStamp]
    lifted_by: Mapped[UserRef]
    lifting: Mapped[Sealed]
