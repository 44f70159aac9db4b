"""A carer's row: nothing that tells who they are stands open, and no entry ends before it began."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.records.carers import Carer
from tests.factories.rows import DAY
from tests.factories.wards import Wards


def test_an_entry_does_not_end_before_it_began(books: Wards) -> None:
    carer = books.session.get_one(Carer, books.own[Carer])
    carer.valid_until = DAY - timedelta(days=1)
    with pytest.raises(IntegrityError):
        books.session.flush()
    books.session.rollback()


def test_who_they_are_and_where_they_live_is_sealed() -> None:
    texts = [column.key for column in Carer.__table__.c if str(column.type).startswith("VARCHAR")]
    assert texts == ["judicial"]  # a code
    assert Carer.content.info["sealed"]
    assert Carer.home.info["sealed"]
