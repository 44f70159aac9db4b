"""Mẫu 01 is gathered as a print: its own right, its number, and who told us only when asked for."""

from __future__ import annotations

import pytest

from caseapp.casework.report_prints import gather_report
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.outcomes import Missing
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import CHAIR, STRANGER, SUPERVISOR, last_logged, log_one


def test_a_print_asks_for_its_own_right_and_is_logged(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        found = gather_report(CHAIR, code, now=NOW)
        assert (found.view.code, found.printed.act, found.with_reporter) == (
            code,
            Act.REPORT_PRINT,
            False,
        )
        assert last_logged(1) == [(CHAIR.label, "report.print", "done")]
        with pytest.raises(Denied):
            gather_report(SUPERVISOR, code, now=NOW)
        with pytest.raises(Missing):
            gather_report(STRANGER, code, now=NOW)


def test_who_told_us_is_never_printed_for_who_may_not_see_it(house: House) -> None:
    code = log_one(house)
    blind = an_actor(Role.OFFICER, 31150)
    with house.app.app_context():
        assert gather_report(CHAIR, code, now=NOW, with_reporter=True).with_reporter
        with pytest.raises(Missing):
            gather_report(blind, code, now=NOW, with_reporter=True)
