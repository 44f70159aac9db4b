"""Marks of conflict lie on a child or on a report, never on both."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.reports import Report
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


@pytest.mark.parametrize("both", [True, False])
def test_a_mark_lies_on_one_thing(books: Wards, both: bool) -> None:
    on = {"child_id": books.own[Child], "report_id": books.own[Report]} if both else {}
    user = a_user(books)
    with pytest.raises(IntegrityError):
        mark(books, user, **on)
