"""Every state of a report against every move."""

from __future__ import annotations

import pytest

from caseapp.rules.report_states import REPORTS
from caseapp.rules.values import RuleBroken

# Decree 56/2017, Art. 26.2: a report is taken into a case, or the chair says that none is needed.
LEADS = {
    ("received", "screen"): "screened",
    ("ended", "screen"): "screened",
    ("received", "end"): "ended",
    ("screened", "release"): "received",
}


@pytest.mark.parametrize("state", REPORTS.states)
@pytest.mark.parametrize("move", [move.name for move in REPORTS.moves])
def test_each_move_leads_where_the_table_says_or_nowhere(state: str, move: str) -> None:
    if target := LEADS.get((state, move)):
        assert REPORTS.next_state(state, move) == target
        return
    with pytest.raises(RuleBroken):
        REPORTS.next_state(state, move)


def test_a_report_begins_as_received() -> None:
    assert REPORTS.initial == "received"
