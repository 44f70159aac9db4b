"""People who sign in: roles with units and days, second factor, sessions, changes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.records.columns import (
    Day,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Name,
    Sealed,
    Stamp,
    UserRef,
    Word,
)
from caseapp.records.db import Row


class User(Row):
    """An account. `username` is folded to lower case; disabled accounts stay for the log.

    `phone` is where its owner is called back; `factor_lost`: a second factor was lost and none
    is set up anew, so that the password alone opens nothing.
    The telephone and personal number are keyed hashes: they can be compared, not read.
    """

    __tablename__ = "users"
    id: Mapped[Key]
    username: Mapped[Word] = mapped_column(unique=True)
    full_name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Stamp]
    disabled_at: Mapped[MaybeStamp]
    password_set_at: Mapped[Stamp]
    language: Mapped[Word] = mapped_column(default="vi")
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    totp_sealed: Mapped[Sealed]
    totp_last_step: Mapped[int | None]
    phone: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    phone_set_at: Mapped[MaybeStamp]
    factor_lost: Mapped[bool] = mapped_column(default=False, server_default=false())
    phone_mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    personal_id_mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="user", foreign_keys="RoleGrant.user_id"
    )


class RoleGrant(Entered, Row):
    """A role of a user in a unit between two days (`valid_until` exclusive)."""

    __tablename__ = "role_grants"
    __table_args__ = (Index("ix_role_grants_user", "user_id"),)
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    role: Mapped[Word]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id", ondelete="RESTRICT"))
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])


class RecoveryCode(Row):
    """One of an account's ten codes on paper, hashed with a key; it serves once."""

    __tablename__ = "recovery_codes"
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    used_at: Mapped[MaybeStamp]


class SignIn(Row):
    """A session on the server: the browser holds a token, the row only its SHA-256.

    `stage` names the step still owed and is empty once signed in; `strong` says that the second
    factor was shown; `browser` is what it was opened with, in words; `until` is set when it was
    opened by call-back, and it ends then.
    """

    __tablename__ = "sign_ins"
    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    created_at: Mapped[Stamp]
    seen_at: Mapped[Stamp]
    ended_at: Mapped[MaybeStamp]
    stage: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    browser: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    strong: Mapped[bool] = mapped_column(default=False, server_default=false())
    wrong_codes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    until: Mapped[MaybeStamp]


class KnownBrowser(Row):
    """A browser in which an account's sign-in was completed: SHA-256 of its long-lived token."""

    __tablename__ = "known_browsers"
    __table_args__ = (Index("ix_known_browsers_token", "token_hash", "user_id", unique=True),)
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    seen_at: Mapped[Stamp]


class SignInAttempt(Row):
    """A failed sign-in, kept for slowing down: who was tried and from where, both hashed.

    `browser` is set when a browser known to the account failed: it has an allowance of its own.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index("ix_sign_in_attempts_source", "source", "at"),
        Index("ix_sign_in_attempts_name", "name", "at"),
    )
    id: Mapped[Key]
    source: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    browser: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[Stamp]


class AccountChange(Row):
    """What was asked of an account, by whom, who decided; `outcome` is empty while it waits.

    Nobody as asker or decider (None) is the machine's operator. `told_at` is when its owner
    said that they had read it.
    """

    __tablename__ = "account_changes"
    __table_args__ = (Index("ix_account_changes_user", "user_id", "outcome"),)
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    kind: Mapped[Word]
    role: Mapped[Word] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id", ondelete="RESTRICT"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("role_grants.id", ondelete="RESTRICT"))
    valid_from: Mapped[MaybeDay]
    valid_until: Mapped[MaybeDay]
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[Stamp]
    asked_by: Mapped[UserRef]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    outcome: Mapped[Word] = mapped_column(default="")
    told_at: Mapped[MaybeStamp]
