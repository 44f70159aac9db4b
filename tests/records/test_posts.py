"""A form's one-time key is taken once, whoever sends it."""

from __future__ import annotations

from caseapp.records.posts import Post
from caseapp.records.users import User
from tests.factories.house import NOW
from tests.factories.rows import stored
from tests.factories.wards import Wards, unkept


def test_a_key_is_taken_once(books: Wards) -> None:
    session = books.session
    users = [
        stored(
            session,
            User(username=n, full_name=n, password_hash="-", created_at=NOW, password_set_at=NOW),
        )
        for n in ("first", "second")
    ]
    session.add(Post(token="x" * 24, user_id=users[0], made="BC-1", at=NOW))
    session.flush()
    session.expunge_all()
    unkept(session, Post(token="x" * 24, user_id=users[1], made="BC-2", at=NOW))
