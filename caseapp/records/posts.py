"""Form posts already taken: the same key a second time is the same act, done once."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Stamp
from caseapp.records.db import Row


class Post(Row):
    """A form's one-time key, a hash of what was first sent with it, and what that made."""

    __tablename__ = "posts"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    content: Mapped[str] = mapped_column(String(64), default="")
    made: Mapped[str] = mapped_column(String(60))
    at: Mapped[Stamp]
