"""Accounts and marks of conflict as bare rows, for tests of the row filter."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.records.conflicts import ConflictMark
from caseapp.records.users import User
from tests.factories.house import NOW
from tests.factories.rows import stored
from tests.factories.wards import Wards


def a_user(wards: Wards) -> int:
    number = len(wards.session.scalars(select(User.id)).all())
    return stored(
        wards.session,
        User(
            username=f"u{number}",
            full_name="Người Thử",
            password_hash="-",
            created_at=NOW,
            password_set_at=NOW,
        ),
    )


def mark(wards: Wards, user: int, **on: int) -> ConflictMark:
    row = ConflictMark(user_id=user, set_at=NOW, **on)
    wards.session.add(row)
    wards.session.flush()
    return row
