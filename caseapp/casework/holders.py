"""Who holds a session, and what they may do: the one statement that each request asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, LargeBinary, Row, Select, bindparam, exists
from sqlalchemy.orm import Session

from caseapp.casework.limits import hashed
from caseapp.casework.standing_in import in_order, own_posts, posts_by_naming
from caseapp.records.conflicts import ConflictMark
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.standing_in import Naming
from caseapp.records.users import RoleGrant, SignIn, User

_TOKEN: Final = bindparam("token", type_=LargeBinary)


def holder_of(session: Session, token: str) -> Sequence[Row[Any]]:
    """Return the rows of a session that nobody ended, of an open account; none for any other.

    One row for each post of the account, as `standing_in.read_grants` reads them, and one without
    a role when there is none. Each tells the session (`user_id`, `created_at`, `seen_at`, `until`,
    `stage`, `strong`), the account (`username`, `full_name`, `language`, `has_totp`,
    `factor_lost`, `must_change_password`), whether a mark of conflict stands against it
    (`marked`) and whether a file of another unit is lent to it (`lent`).

    Asked anew for every request: roles, marks and sessions may have ended since the last one.
    """
    return session.connection().execute(_asked(), {_TOKEN.key: hashed(token)}).all()


@cache
def _asked() -> Select[Any]:
    """Return the statement, made once; the rows come as they are, not as entities."""
    return in_order(
        _live(own_posts(*_told())).outerjoin(RoleGrant, RoleGrant.user_id == User.id),
        posts_by_naming(*_told())
        .join(User, User.id == Naming.user_id)
        .join(SignIn, SignIn.user_id == User.id)
        .where(*_lasting()),
    )


def _live(posts: Select[Any]) -> Select[Any]:
    return posts.select_from(SignIn).join(User, User.id == SignIn.user_id).where(*_lasting())


def _lasting() -> tuple[ColumnElement[bool], ...]:
    """Return what tells the session of the token, unless it was ended or the account closed."""
    return (
        SignIn.token_hash == _TOKEN,
        SignIn.ended_at.is_(None),
        User.disabled_at.is_(None),
    )


def _told() -> tuple[ColumnElement[Any], ...]:
    marked = exists().where(ConflictMark.user_id == User.id, ConflictMark.lifted_at.is_(None))
    lent = exists().where(FileStandIn.user_id == User.id, FileStandIn.ended_at.is_(None))
    columns: tuple[Any, ...] = (
        SignIn.user_id,
        SignIn.created_at,
        SignIn.seen_at,
        SignIn.until,
        SignIn.stage,
        SignIn.strong,
        User.username,
        User.full_name,
        User.language,
        User.totp_sealed.is_not(None).label("has_totp"),
        User.factor_lost,
        User.must_change_password,
        marked.label("marked"),
        lent.label("lent"),
    )
    return columns
