"""What concerns somebody, once: a notice points at a mark and goes when what it tells is done."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Entered, Key, MaybeStamp, UnitRef, UserRef, Word
from caseapp.records.db import Row

_OPEN: Final = text("ended_at IS NULL")


class Notice(Entered, Row):
    """A notice for a user, or for whoever holds `role` in the unit `area_id`; never a name in it.

    It lies BY_AREA: that a report exists in a ward is for that ward alone, so a notice is filtered
    and its writer checked like the row it tells of. Whoever reads it also joins the row itself
    (casework/notices.py): what is hidden from a reader gives them no notice. `cause` makes each
    notice of a unit one that is made once.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_cause", "cause", "area_id", unique=True),
        Index("ix_notices_desk", "area_id", "ended_at"),
        Index("ix_notices_mark", "mark", "area_id"),
        Index("ix_notices_own", "user_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    id: Mapped[Key]
    kind: Mapped[Word]
    mark: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    area_id: Mapped[UnitRef]
    role: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    user_id: Mapped[UserRef]
    detail: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    cause: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[MaybeStamp]
