"""Marks of conflict lie on a child or on a report, never on both."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.records.children import Child
from caseapp.records.reports import Report
from tests.factories.conflicts import a_user, mark
from tests.factories.wards import Wards


@pytest.mark.parametrize("both", [True, False])
def test_a_mark_lies_on_one_thing(books: Wards, both: bool) -> None:
    on = {"child_id": books.own[Child], "report_id": books.own[Report]} if both else {}
    user = a_user(books)
    with pytest.raises(IntegrityError):
        mark(books, user, **on)
