"""A report passes to the unit of the event: nothing before it is received, everything after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework import conflicts
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.decisions import decide_measure
from caseapp.casework.forwarding import (
    assign_unit,
    forward_report,
    receive_report,
    refuse_report,
    withdraw_forwarding,
)
from caseapp.casework.forwarding_reading import list_waiting_reports
from caseapp.casework.home import gather
from caseapp.casework.notices import list_own
from caseapp.casework.proposals import propose_no_case
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.screening import open_case
from caseapp.records.cases import Deadline, Measure
from caseapp.records.files import StoredFile
from caseapp.records.notices import Notice
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.city_days import free
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import SUPERVISOR, kept, log_one
from tests.factories.rows import NINH_KIEU as FIRST
from tests.factories.web import CAI_KHE, make_user

THERE = int(CAI_KHE)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
WHOM = "Chị Bảy, trực đêm, 0292 3820 000"
BINH_THUY = "31168"


@pytest.fixture
def sender(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def receiver(house: House) -> Actor:
    return officer_of(house, CAI_KHE)


def forwarded(house: House, sender: Actor, to: str = CAI_KHE, **more: object) -> str:
    code = log_one(house, by=sender, **more)  # type: ignore[arg-type]  # answers by name
    with house.app.app_context():
        forward_report(sender, code, unit_code=to, contact=WHOM, now=NOW)
    return code


def units_of(house: House, model: type, *where: object) -> set[int]:
    return {row[0] for row in kept(house, select(model.area_id).where(*where))}  # type: ignore[attr-defined]


def told(actor: Actor) -> set[str]:
    return {notice.kind for notice in list_own(actor, now=NOW)}


def test_until_it_is_received_the_other_unit_reads_nothing_and_the_first_one_answers(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code = forwarded(house, sender)
    with house.app.app_context():
        with pytest.raises(Missing):
            read_report(receiver, code, now=NOW)
        assert list_reports(receiver, now=NOW).lines == []
        ((passing, clock),) = list_waiting_reports(receiver, Act.REPORT_RECEIVE, now=NOW)
        assert (passing.code, passing.contact, passing.sent_by) == (code, WHOM, sender.name)
        assert clock is not None
        assert clock.remaining == 11 * HOUR
        assert [(task.kind, task.code) for task in gather(receiver, now=NOW).tasks] == [
            ("receive", code)
        ]
        assert told(receiver) == {"report_forwarded"}
        chair = an_actor(Role.CHAIR, FIRST)
        decide_measure(
            chair, code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW
        )
        assert read_report(sender, code, now=NOW).passing is not None
    assert units_of(house, Report) == {FIRST}


def test_received_all_of_it_belongs_to_the_other_unit_and_the_clock_runs_on(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code = forwarded(house, sender)
    before = kept(house, select(Deadline.started_at, Deadline.due_at, Deadline.stopped_at))
    later = NOW + HOUR
    with house.app.app_context():
        receive_report(receiver, code, now=later)
        view = read_report(receiver, code, now=later)
        assert view.unit_id == THERE
        assert view.answers["child_state"] == "Bầm tím ở tay"
        assert view.clock is not None
        assert view.clock.remaining == 10 * HOUR
        with pytest.raises(Missing):
            read_report(sender, code, now=later)
        assert told(receiver) == set()
        assert told(sender) == {"forwarding_received"}
        chair = actor_of(house, make_user(house, "chair", CAI_KHE))
        assert told(chair) == {"report_logged"}  # the decision is owed by this chair now
    for model in (Report, Answers, Incident, Deadline):
        assert units_of(house, model) == {THERE}
    assert kept(house, select(Deadline.started_at, Deadline.due_at, Deadline.stopped_at)) == before
    assert units_of(house, Notice, Notice.role == "chair", Notice.kind == "report_logged") == {
        THERE
    }


def test_only_the_unit_that_is_asked_takes_it_over(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code = forwarded(house, sender)
    third = officer_of(house, BINH_THUY)
    with house.app.app_context():
        for stranger in (third, sender):
            with pytest.raises(Missing):
                receive_report(stranger, code, now=NOW)
        with pytest.raises(Missing):
            forward_report(receiver, code, unit_code=BINH_THUY, contact=WHOM, now=NOW)
        with pytest.raises(Denied):
            receive_report(SUPERVISOR, code, now=NOW)
        receive_report(receiver, code, now=NOW)
        with pytest.raises(Missing):  # a second time there is nothing to take
            receive_report(receiver, code, now=NOW)


def test_whom_the_file_is_kept_from_sees_no_report_arrive(house: House, sender: Actor) -> None:
    username = make_user(house, "chair", CAI_KHE)
    code = log_one(house, by=sender)
    with house.app.app_context():
        # The person serves the first unit as well when the mark is set.
        both = make_user(house, "chair", username="co-hai")
        conflicts.mark_conflict(SUPERVISOR, "report", code, username=both, reason="x", now=NOW)
        involved = actor_of(house, both)
        there = Actor(involved.user_id, involved.name, actor_of(house, username).grants)
        forward_report(sender, code, unit_code=CAI_KHE, contact=WHOM, now=NOW)
        assert list_waiting_reports(there, Act.REPORT_RECEIVE, now=NOW) == []
        assert told(there) == set()
        with pytest.raises(Missing):
            receive_report(there, code, now=NOW)
        assert told(actor_of(house, username)) == {"report_forwarded"}


def test_while_it_waits_nothing_else_becomes_of_it_and_it_can_be_withdrawn(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code = forwarded(house, sender)
    with house.app.app_context():
        for act in (
            lambda: open_case(sender, code, a_child(), now=NOW),
            lambda: propose_no_case(sender, code, reason="x", now=NOW),
            lambda: forward_report(sender, code, unit_code=BINH_THUY, contact=WHOM, now=NOW),
        ):
            with pytest.raises(RuleBroken):
                act()
        withdraw_forwarding(sender, code, now=NOW)
        assert told(receiver) == set()
        with pytest.raises(Missing):
            receive_report(receiver, code, now=NOW)
        assert read_report(sender, code, now=NOW).passing is None
        open_case(sender, code, a_child(), now=NOW)


def test_refused_it_stays_and_the_supervisor_is_told_at_once(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code, watcher = forwarded(house, sender), actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        with pytest.raises(RuleBroken):
            refuse_report(receiver, code, reason=" ", now=NOW)
        refuse_report(receiver, code, reason="Xảy ra ở phường khác", now=NOW)
        passing = read_report(sender, code, now=NOW).passing
        assert passing is not None
        assert (passing.state, passing.answer) == ("refused", "Xảy ra ở phường khác")
        assert told(sender) == {"forwarding_refused"}
        assert told(watcher) == {"unit_disputed"}
        tasks = [(each.kind, each.code) for each in gather(watcher, now=NOW).tasks]
        assert ("assign_unit", code) in tasks
        forward_report(sender, code, unit_code=BINH_THUY, contact=WHOM, now=NOW)  # sent elsewhere
        assert told(watcher) == set()


@pytest.mark.parametrize(("unit", "where"), [(CAI_KHE, THERE), ("31135", FIRST)])
def test_the_supervisor_assigns_the_unit_one_second_after_the_two_hours(
    house: House, sender: Actor, receiver: Actor, unit: str, where: int
) -> None:
    code, watcher = forwarded(house, sender), actor_of(house, make_user(house, "supervisor", "92"))
    end = NOW + 2 * HOUR
    with house.app.app_context():
        assert watch_clocks(now=end) == 0
        with pytest.raises(RuleBroken):
            assign_unit(watcher, code, unit_code=unit, reason="Đã gọi", now=end)
        assert watch_clocks(now=end + SECOND) == 1
        assert watch_clocks(now=end + SECOND) == 0
        assert told(watcher) == {"unit_disputed"}
        assign_unit(watcher, code, unit_code=unit, reason="Đã gọi", now=end + SECOND)
        answers = receiver if where == THERE else sender
        assert read_report(answers, code, now=end + SECOND).unit_id == where
        assert "unit_assigned" in told(answers)
        # Nobody took it over: the sender is not told that somebody did.
        assert told(sender) - {"unit_assigned"} == (
            {"forwarding_assigned"} if where == THERE else set()
        )
        assert told(watcher) == set()
    assert units_of(house, Report) == {where}


def test_without_a_running_clock_the_answer_is_due_at_the_end_of_the_next_working_day(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code = log_one(house, by=sender)
    chair = an_actor(Role.CHAIR, FIRST)
    with house.app.app_context():
        decide_measure(
            chair, code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW
        )
        free(date(2026, 11, 24))  # Tuesday, by the city's decision
        forward_report(sender, code, unit_code=CAI_KHE, contact=WHOM, now=NOW)
        ((passing, _),) = list_waiting_reports(receiver, Act.REPORT_RECEIVE, now=NOW)
    assert passing.due_at.isoformat() == "2026-11-25T17:00:00+00:00"  # midnight after Wednesday


@pytest.mark.parametrize(
    ("unit", "contact"),
    [("31135", WHOM), ("92", WHOM), ("outside", WHOM), ("1", WHOM), (CAI_KHE, " ")],
)
def test_it_goes_to_another_ward_of_today_with_somebody_to_call(
    house: House, sender: Actor, unit: str, contact: str
) -> None:
    code = log_one(house, by=sender)
    with house.app.app_context(), pytest.raises(RuleBroken):
        forward_report(sender, code, unit_code=unit, contact=contact, now=NOW)


def test_what_was_decided_and_attached_moves_and_a_proposal_lapses(
    house: House, sender: Actor, receiver: Actor
) -> None:
    code = log_one(house, by=sender)
    chair = an_actor(Role.CHAIR, FIRST)
    with house.app.app_context():
        propose_no_case(sender, code, reason="Báo nhầm", now=NOW)
        decide_measure(
            chair, code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW
        )
        forward_report(sender, code, unit_code=CAI_KHE, contact=WHOM, now=NOW)
        receive_report(receiver, code, now=NOW)
        view = read_report(receiver, code, now=NOW)
    assert [decision.reason for decision in view.decisions] == ["x"]
    assert [proposal.state for proposal in view.proposals] == ["lapsed"]
    for model in (Measure, Proposal):
        assert units_of(house, model) == {THERE}
    assert units_of(house, StoredFile) == set()
