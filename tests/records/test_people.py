"""The people around a child, and who speaks for it: one of the child's own people, no other."""

from __future__ import annotations

from datetime import timedelta

from caseapp.records.children import Child
from caseapp.records.people import ChildPerson, Representative
from tests.factories.house import NOW
from tests.factories.rows import DAY
from tests.factories.wards import Wards, unkept


def test_who_speaks_for_a_child_is_one_of_its_own_people(books: Wards) -> None:
    unkept(
        books.session,
        Representative(
            child_id=books.own[Child],
            person_id=books.other[ChildPerson],
            ground="parent",
            valid_from=DAY,
            entered_at=NOW,
        ),
    )


def test_an_end_lies_after_its_beginning(books: Wards) -> None:
    day = {"valid_from": DAY, "valid_until": DAY - timedelta(days=1)}
    written = {"child_id": books.own[Child], "entered_at": NOW}
    person = books.own[ChildPerson]
    unkept(books.session, ChildPerson(**written, relation="mother", **day))
    unkept(books.session, Representative(**written, person_id=person, ground="parent", **day))


def test_names_and_numbers_of_people_are_in_no_open_column() -> None:
    assert set(ChildPerson.__table__.c.keys()) == {
        "id", "child_id", "relation", "cares", "lives_with", "birth_year", "details", "phone_mac",
        "no_call", "valid_from", "valid_until", "version", "entered_at", "entered_by",
    }  # fmt: skip
