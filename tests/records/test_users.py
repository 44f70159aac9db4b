"""Accounts: one for a sign-in name, one row for a session's token."""

from __future__ import annotations

from caseapp.records.users import AccountChange, KnownBrowser, RecoveryCode, SignIn, User
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


def test_a_recovery_code_is_one_accounts_and_one_alone(books: Wards) -> None:
    user = stored(books.session, a_user("canbo"))
    stored(books.session, RecoveryCode(user_id=user, code_hash=b"\3" * 32))
    unkept(books.session, RecoveryCode(user_id=user, code_hash=b"\3" * 32))


def test_two_accounts_may_know_one_browser_and_each_knows_it_once(books: Wards) -> None:
    users = [stored(books.session, a_user(name)) for name in ("canbo", "chutich")]
    for user in users:
        stored(books.session, KnownBrowser(user_id=user, token_hash=b"\4" * 32, seen_at=NOW))
    unkept(books.session, KnownBrowser(user_id=users[0], token_hash=b"\4" * 32, seen_at=NOW))


def test_a_change_is_of_an_account_and_waits_until_it_is_decided(books: Wards) -> None:
    user = stored(books.session, a_user("canbo"))
    change = AccountChange(user_id=user, kind="password", asked_at=NOW)
    stored(books.session, change)
    assert (change.outcome, change.decided_at, change.told_at) == ("", None, None)
    unkept(books.session, AccountChange(user_id=9999, kind="password", asked_at=NOW))
