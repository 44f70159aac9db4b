"""Accounts: one for a sign-in name, one row for a session's token."""

from __future__ import annotations

from caseapp.records.users import SignIn, User
from tests.factories.house import NOW
from tests.factories.rows import stored
from tests.factories.wards import Wards, unkept


def a_user(name: str) -> User:
    return User(
        username=name, full_name="Thử", password_hash="-", created_at=NOW, password_set_at=NOW
    )


def test_a_sign_in_name_is_taken_once(books: Wards) -> None:
    stored(books.session, a_user("canbo"))
    unkept(books.session, a_user("canbo"))


def test_two_sessions_never_share_a_token(books: Wards) -> None:
    user = stored(books.session, a_user("canbo"))
    session = {"token_hash": b"\1" * 32, "user_id": user, "created_at": NOW, "seen_at": NOW}
    stored(books.session, SignIn(**session))
    unkept(books.session, SignIn(**session))


def test_a_session_belongs_to_an_account(books: Wards) -> None:
    orphan = SignIn(token_hash=b"\2" * 32, user_id=9999, created_at=NOW, seen_at=NOW)
    unkept(books.session, orphan)
