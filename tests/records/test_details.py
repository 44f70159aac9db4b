"""A child's schools end after they begin; of its health nothing stands in the open."""

from __future__ import annotations

from caseapp.records.children import Child
from caseapp.records.details import HealthNote, Schooling
from tests.factories.house import NOW
from tests.factories.rows import DAY
from tests.factories.wards import Wards, unkept


def test_a_school_ends_after_it_begins(books: Wards) -> None:
    written = {"child_id": books.own[Child], "entered_at": NOW, "attendance": "attends"}
    unkept(books.session, Schooling(**written, valid_from=DAY, valid_until=DAY))


def test_not_even_the_kind_of_a_note_on_health_stands_in_the_open() -> None:
    assert set(HealthNote.__table__.c.keys()) == {
        "id", "child_id", "content", "ended_at", "ended_by", "entered_at", "entered_by",
    }  # fmt: skip
