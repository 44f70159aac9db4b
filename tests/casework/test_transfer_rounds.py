"""Who owes an answer is reminded once, after one working day; after two the supervisor is told."""

from __future__ import annotations

from datetime import timedelta

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.transfer_reading import list_tasks
from caseapp.casework.transfers import propose_transfer
from caseapp.rules.transfer_states import answer_due, remind_at
from tests.factories.house import NOW
from tests.factories.transfers import Handing, a_wish

SECOND = timedelta(seconds=1)


def told_there(handing: Handing) -> set[str]:
    return handing.told(handing.other_chair) & {"transfer_reminded", "case_arriving"}


def test_reminded_then_told(handing: Handing) -> None:
    house = handing.house
    handing.ask()
    late = answer_due(NOW) + SECOND
    with house.app.app_context():
        watch_clocks(now=remind_at(NOW))
        assert told_there(handing) == {"case_arriving"}
        watch_clocks(now=remind_at(NOW) + SECOND)
        watch_clocks(now=remind_at(NOW) + 2 * SECOND)
        assert told_there(handing) == {"case_arriving", "transfer_reminded"}
        assert "transfer_contested" not in handing.told(handing.supervisor)
        watch_clocks(now=late)
        assert "transfer_contested" in handing.told(handing.supervisor)
        assert [task.kind for task in list_tasks(handing.supervisor, now=late)] == [
            "transfer_decide"
        ]


def test_a_proposal_that_nobody_sends_is_another_supervisors(handing: Handing) -> None:
    house = handing.house
    late = answer_due(NOW) + SECOND
    with house.app.app_context():
        propose_transfer(handing.supervisor, handing.case, a_wish(), now=NOW)
        watch_clocks(now=late)
        assert "proposal_reminded" in handing.told(handing.chair)
        assert "transfer_contested" not in handing.told(handing.supervisor)
        assert "transfer_contested" in handing.told(handing.second)
        assert list_tasks(handing.supervisor, now=late) == []
    handing.decide(handing.second, passes=True, now=late)
    assert handing.read(handing.other_officer, late).transfer is None
