"""What each unit reads of a case on its way: who asks and whom to call, and no word of the child."""

from __future__ import annotations

import pytest

from caseapp.casework.home import gather
from caseapp.casework.outcomes import Missing
from caseapp.casework.transfer_reading import (
    list_takers,
    list_tasks,
    list_transfers,
    read_going,
    read_passing,
)
from caseapp.rules.access import Act
from tests.factories.house import NOW
from tests.factories.transfers import WHOM, WHY, Handing


@pytest.fixture
def handing(handing: Handing) -> Handing:
    handing.ask()
    return handing


def test_the_receiving_unit_reads_whom_to_call_and_the_limits_that_run(handing: Handing) -> None:
    with handing.house.app.app_context():
        view = read_passing(handing.other_officer, handing.case, now=NOW)
        assert (view.transfer.contact, view.transfer.sent_by) == (WHOM, handing.chair.name)
        assert view.mine
        assert [clock.clock.name for clock in view.clocks] == ["plan_submission", "plan_approval"]
        assert "Đỗ Thị Hòa" not in repr(view)
        assert WHY not in repr(view)
        ((waiting,), sent) = list_transfers(handing.other_chair, now=NOW)
        assert (waiting.code, sent) == (handing.case, [])
        (taker,) = list_takers(handing.other_chair, handing.case, now=NOW)
        assert taker.full_name == handing.other_officer.name
        with pytest.raises(Missing):
            list_takers(handing.chair, handing.case, now=NOW)


def test_each_has_the_task_that_is_theirs(handing: Handing) -> None:
    def tasks() -> list[set[str]]:
        people = (handing.chair, handing.other_officer, handing.other_chair, handing.supervisor)
        return [{task.kind for task in list_tasks(person, now=NOW)} for person in people]

    with handing.house.app.app_context():
        assert tasks() == [set(), set(), {"transfer_answer"}, set()]
        found = gather(handing.other_chair, now=NOW).tasks
        assert [(task.kind, task.code) for task in found] == [("transfer_answer", handing.case)]
    handing.refuse()
    with handing.house.app.app_context():
        assert tasks() == [set(), set(), set(), {"transfer_decide"}]
        going = read_going(handing.supervisor, handing.case, now=NOW, act=Act.TRANSFER_DECIDE)
        assert (going.words, going.child_name) == (WHY, "Đỗ Thị Hòa")


def test_once_it_passed_the_old_unit_reads_that_alone(handing: Handing) -> None:
    handing.accept()
    with handing.house.app.app_context():
        view = read_passing(handing.officer, handing.case, now=NOW)
        assert (view.gone, view.mine, view.transfer.state, view.clocks) == (
            True, False, "accepted", [],
        )  # fmt: skip
        (_, (sent,)) = list_transfers(handing.officer, now=NOW)
        assert sent.code == handing.case
        with pytest.raises(Missing):
            read_passing(handing.other_officer, handing.case, now=NOW)  # it opens the case itself
