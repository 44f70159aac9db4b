"""Calls are read in the order in which they were made, not in that of their entry."""

from __future__ import annotations

from datetime import timedelta

from caseapp.casework.calls import CallEntry, record_call
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.told import VALUES


def test_a_call_that_was_entered_later_stands_where_it_was_made(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        code = log_report(officer, VALUES, now=NOW)
        for number, ago in (("113", 10), ("111", 20)):
            at = NOW - timedelta(minutes=ago)
            record_call(officer, code, CallEntry(f"number-{number}", at, "engaged", ""), now=NOW)
        calls = read_report(officer, code, now=NOW).calls
        assert [(call.key, call.role, call.name) for call in calls] == [
            ("number-111", "111", ""), ("number-113", "113", ""),
        ]  # fmt: skip
        assert {call.entered_by for call in calls} == {officer.name}
