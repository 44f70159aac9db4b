"""A call lies with its report: in the same unit, and it moves with it."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.records.calls import Call
from caseapp.records.reports import Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE
from tests.factories.wards import Wards


def test_a_call_lies_in_the_unit_of_its_report(books: Wards) -> None:
    row = Call(
        report_id=books.own[Report], area_id=CAI_KHE, role="113", called_at=NOW,
        answer="engaged", entered_at=NOW,
    )  # fmt: skip
    books.session.add(row)
    with pytest.raises(IntegrityError):
        books.session.flush()
    books.session.rollback()
