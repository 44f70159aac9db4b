"""Reports of one event know each other; tests/casework/test_siblings.py tells what follows."""

from __future__ import annotations

import pytest

from caseapp.casework.report_links import first_of
from caseapp.records.reports import Report


@pytest.mark.parametrize(("number", "first", "named"), [(7, None, 7), (8, 7, 7)])
def test_the_first_report_of_an_event_names_no_other(
    number: int, first: int | None, named: int
) -> None:
    assert first_of(Report(id=number, first_id=first)) == named
