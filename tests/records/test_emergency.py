"""Entries into files of other units: which are open, and that they name people and no content."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.records.children import Child
from caseapp.records.emergency import EmergencyEntry
from tests.factories.house import NOW
from tests.factories.wards import Wards


def test_an_entry_belongs_to_an_account_and_a_child(books: Wards) -> None:
    for user, child in ((999, books.own[Child]), (None, books.own[Child])):
        books.session.add(
            EmergencyEntry(
                user_id=user, child_id=child, opened_at=NOW, until=NOW + timedelta(hours=1)
            )
        )
        with pytest.raises(IntegrityError):
            books.session.flush()
        books.session.rollback()


def test_it_holds_ids_moments_and_one_sealed_text() -> None:
    assert set(EmergencyEntry.__table__.c.keys()) == {
        "id", "user_id", "child_id", "reason", "opened_at", "until", "reviewed_at", "reviewed_by",
    }  # fmt: skip
