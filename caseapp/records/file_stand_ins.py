"""Who stands in for a chair or an officer in one report's file, because it is kept from them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Stamp, UnitRef, UserRef, Word
from caseapp.records.db import Row


class FileStandIn(Row):
    """A user does a role's acts in the file of one report, from `set_at` until `ended_at`.

    `way` says how they were found (rules.deciding). The unit follows the report, so that the
    stand-in goes on when the report is handed to another unit. Ids only, so that it can be asked
    before anything of the file is open.
    """

    __tablename__ = "file_stand_ins"
    __table_args__ = (
        Index("ix_file_stand_ins_user", "user_id", "ended_at"),
        Index("ix_file_stand_ins_report", "report_id", "area_id"),
        ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    role: Mapped[Word]
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    way: Mapped[Word]
    set_at: Mapped[Stamp]
    set_by: Mapped[UserRef]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
