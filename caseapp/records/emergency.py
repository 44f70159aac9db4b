"""Files that were opened in an emergency by somebody whose units do not reach them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import ChildRef, Key, MaybeStamp, Sealed, Stamp, UserRef
from caseapp.records.db import Row


class EmergencyEntry(Row):
    """A child's file is open to a user until `until`, for a reason kept sealed; then reviewed.

    Ids only, so that it can be asked before anything of the file is open.
    """

    __tablename__ = "emergency_entries"
    __table_args__ = (Index("ix_emergency_entries_user", "user_id", "until"),)
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    child_id: Mapped[ChildRef] = mapped_column(index=True)
    reason: Mapped[Sealed]
    opened_at: Mapped[Stamp]
    until: Mapped[Stamp]
    reviewed_at: Mapped[MaybeStamp]
    reviewed_by: Mapped[UserRef]
