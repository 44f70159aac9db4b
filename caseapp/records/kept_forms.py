"""Forms that were sent after their session had ended: kept for a day, sealed, for their writer."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, Sealed, Stamp
from caseapp.records.db import Row


class KeptForm(Row):
    """What somebody had typed, sealed whole; `path` is the page that it belongs to."""

    __tablename__ = "kept_forms"
    __table_args__ = (Index("ix_kept_forms_user", "user_id", "at"),)
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    path: Mapped[str] = mapped_column(String(500))
    at: Mapped[Stamp]
    fields: Mapped[Sealed]
