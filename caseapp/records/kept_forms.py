"""What people have typed and not sent: drafts, sealed, each for its writer alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Sealed, Stamp
from caseapp.records.db import Row


class KeptForm(Row):
    """What somebody had typed, sealed whole; `path` is the page that it belongs to.

    `token` names the draft among those of its writer, `writer` the page as it was drawn that saved
    it last, `saves` how often it was. Without `fields` it was sent, and late saves come to nothing.
    """

    __tablename__ = "kept_forms"
    __table_args__ = (
        Index("ix_kept_forms_user", "user_id", "at"),
        Index("ix_kept_forms_token", "user_id", "token", unique=True),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    path: Mapped[str] = mapped_column(String(500))
    at: Mapped[Stamp]
    fields: Mapped[Sealed]
    token: Mapped[str] = mapped_column(String(32), server_default="")
    writer: Mapped[str] = mapped_column(String(32), server_default="")
    saves: Mapped[int] = mapped_column(Integer, server_default="1")
    begun_at: Mapped[MaybeStamp]
