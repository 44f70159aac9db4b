"""People who sign in, their roles with units and days, and their sessions."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.records.columns import Day, Entered, Key, MaybeDay, MaybeStamp, Name, Stamp, Word
from caseapp.records.db import Row


class User(Row):
    """An account. `username` is folded to lower case; disabled accounts stay for the log."""

    __tablename__ = "users"
    id: Mapped[Key]
    username: Mapped[Word] = mapped_column(unique=True)
    full_name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Stamp]
    disabled_at: Mapped[MaybeStamp]
    password_set_at: Mapped[Stamp]
    language: Mapped[Word] = mapped_column(default="vi")
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


class SignIn(Row):
    """A session on the server: the browser holds a token, the row only its SHA-256."""

    __tablename__ = "sign_ins"
    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    created_at: Mapped[Stamp]
    seen_at: Mapped[Stamp]
    ended_at: Mapped[MaybeStamp]


class SignInAttempt(Row):
    """A failed sign-in, kept for slowing down: who was tried and from where, both hashed."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_source", "source", "at"),)
    id: Mapped[Key]
    source: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Stamp]
