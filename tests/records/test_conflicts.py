"""Marks of conflict: what the file is that a mark keeps from somebody."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark, hidden_from, reach_of
from caseapp.records.reach import Rows
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.units import territory
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_child, a_report, stored
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


def file_of(made: dict[type, int]) -> Rows:
    return Rows(*(frozenset({made[model]}) for model in (Child, Case, Report, Referral)))


def test_a_mark_on_a_child_covers_what_hangs_on_it(books: Wards) -> None:
    user = a_user(books)
    row = mark(books, user, child_id=books.own[Child])
    assert hidden_from(books.session, user) == file_of(books.own)
    assert hidden_from(books.session, a_user(books)) is None
    row.lifted_at = NOW
    books.session.flush()
    assert hidden_from(books.session, user) is None


def test_a_mark_on_a_report_covers_its_child_as_soon_as_that_is_known(books: Wards) -> None:
    user, report = a_user(books), stored(books.session, a_report(NINH_KIEU))
    mark(books, user, report_id=report)
    assert hidden_from(books.session, user) == Rows(reports=frozenset({report}))
    books.session.get_one(Report, report).child_id = books.own[Child]
    books.session.flush()
    found = hidden_from(books.session, user)
    assert found is not None
    assert found.reports == {report, books.own[Report]}
    assert (found.children, found.cases) == ({books.own[Child]}, {books.own[Case]})


def test_a_mark_covers_who_was_merged_with_the_child(books: Wards) -> None:
    user = a_user(books)
    twin = stored(books.session, a_child(CAI_KHE, merged_into_id=books.own[Child]))
    for child in (twin, books.own[Child]):
        row = mark(books, user, child_id=child)
        found = hidden_from(books.session, user)
        assert found is not None
        assert found.children == {twin, books.own[Child]}
        row.lifted_at = NOW
        books.session.flush()


def test_who_reaches_all_units_has_them_named_once_something_is_kept(books: Wards) -> None:
    user = a_user(books)
    assert reach_of(books.session, user, None).units is None
    assert reach_of(books.session, None, None).units is None
    mark(books, user, child_id=books.own[Child])
    reach = reach_of(books.session, user, None)
    assert reach.units == frozenset(territory().units)
    assert reach.hidden == file_of(books.own)


@pytest.mark.parametrize("both", [True, False])
def test_a_mark_lies_on_one_thing(books: Wards, both: bool) -> None:
    on = {"child_id": books.own[Child], "report_id": books.own[Report]} if both else {}
    user = a_user(books)
    with pytest.raises(IntegrityError):
        mark(books, user, **on)
