"""Every state of a report against every move."""

import pytest

from caseapp.rules.report_states import REPORTS
from caseapp.rules.values import RuleBroken


def test_a_report_is_screened_once():
    assert REPORTS.initial == "received"
    assert REPORTS.next_state("received", "screen") == "screened"
    with pytest.raises(RuleBroken):
        REPORTS.next_state("screened", "screen")
