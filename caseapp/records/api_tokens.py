"""Tokens by which programs read figures: a row holds the hash of one, its owner the token."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, false, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Key, MaybeDay, MaybeStamp, Sealed, Stamp, UserRef
from caseapp.records.db import Row


class ApiToken(Row):
    """A token of an account: SHA-256 of 256 random bits, its scope, its last day.

    `area_id`: the one unit it reaches, none for all that its owner reaches; `first_day` and
    `last_day` bound the periods; `label` is its owner's own word for it. `used` counts what was
    asked since `used_since`, for slowing down.
    """

    __tablename__ = "api_tokens"
    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    label: Mapped[Sealed]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id", ondelete="RESTRICT"))
    first_day: Mapped[MaybeDay]
    last_day: Mapped[MaybeDay]
    frozen_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_at: Mapped[Stamp]
    ends_on: Mapped[Day]
    used_at: Mapped[MaybeStamp]
    used_since: Mapped[MaybeStamp]
    used: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
