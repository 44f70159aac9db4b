"""Limits that have passed, a second before and after: of reports, cases, answers that are owed."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseapp.casework.clock_changes import pause_clock
from caseapp.casework.decisions import decide_measure
from caseapp.casework.forwarding import forward_report
from caseapp.casework.overseeing import Overseen, list_lines
from caseapp.casework.proposals import decide_on_report, propose_mistake
from caseapp.casework.transfers import ask_transfer
from caseapp.rules.answer_terms import ANSWER, due
from caseapp.rules.forwarding_states import answer_due as report_due
from caseapp.rules.supervision import LATE, UNANSWERED
from caseapp.rules.transfer_states import answer_due as case_due
from caseapp.rules.values import local_day
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.proposals import take_out
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import CHAIR, HOUR, OFFICER, SUPERVISOR, local, log_one
from tests.factories.transfers import a_wish
from tests.factories.web import CAI_KHE

SECOND = timedelta(seconds=1)


def lines(house: House, name: str, now: datetime) -> list[Overseen]:
    with house.app.app_context():
        return list(list_lines(SUPERVISOR, name, unit="", page=1, now=now).lines)


def late(house: House, now: datetime) -> list[tuple[str, str]]:
    return [(line.kind, line.code) for line in lines(house, LATE.name, now)]


def test_the_12_hours_stand_there_from_the_second_after_until_the_decision(house: House) -> None:
    code, mistaken = log_one(house, NOW), log_one(house, NOW)
    with house.app.app_context():
        propose_mistake(OFFICER, mistaken, of_case=False, reason="Nhầm trẻ", now=NOW)
        decide_on_report(CHAIR, mistaken, 1, agree=True, words="Đúng là nhầm", now=NOW)
    over = NOW + 12 * HOUR
    assert late(house, over) == []
    (line,) = lines(house, LATE.name, over + SECOND)
    assert (line.kind, line.code, line.about) == ("emergency", code, "Đỗ Thị Hòa")
    assert (line.officer, line.case) == ("", "")
    assert line.clock is not None
    assert (line.clock.kind, line.clock.due_at) == ("late", over)
    with house.app.app_context():
        decide_measure(
            CHAIR, code, kind="none", decided_at=over, reason="x", signed_at=None, now=over
        )
    assert late(house, over + SECOND) == []


def test_a_limit_of_a_case_stands_there_unless_it_is_paused_or_the_case_a_mistake(
    house: House,
) -> None:
    officer = officer_of(house)
    code, mistaken = open_a_case(house, officer), open_a_case(house, officer)
    take_out(house, officer, mistaken)
    over = local("2026-12-01 00:00")
    told = lambda now: [each for each in late(house, now) if each[0] != "emergency"]  # noqa: E731
    assert told(over) == []
    assert told(over + SECOND) == [("plan_submission", code)]
    line = lines(house, LATE.name, over + SECOND)[-1]
    assert (line.officer, line.case) == (officer.name, code)
    with house.app.app_context():
        pause_clock(SUPERVISOR, code, 1, reason="Chờ giám định", now=NOW)
    assert told(over + SECOND) == []


def test_an_answer_that_another_unit_owes_stands_there(house: House) -> None:
    report, case = log_one(house, NOW), open_a_case(house, OFFICER)
    with house.app.app_context():
        forward_report(OFFICER, report, unit_code=CAI_KHE, contact="Chị Bảy", now=NOW)
        ask_transfer(CHAIR, case, a_wish(), now=NOW)
    for kind, code, over in (
        ("forwarding", report, report_due(NOW, clock_runs=True)),
        ("transfer", case, case_due(NOW)),
    ):
        assert (kind, code) not in late(house, over)
        assert (kind, code) in late(house, over + SECOND)


def test_a_referral_stands_there_from_the_end_of_its_term_until_it_is_answered(
    house: House,
) -> None:
    officer = officer_of(house)
    case, gone = open_a_case(house, officer), open_a_case(house, officer)
    service = add_agency(house)
    first, taken, lost, waits = (
        draft(house, officer, each, service)
        for each in (case, open_a_case(house, officer), gone, open_a_case(house, officer))
    )
    for code in (first, taken, lost):
        take(house, SUPERVISOR, code, "send")
    take_out(house, officer, gone)
    over = due(ANSWER, local_day(NOW))
    assert lines(house, UNANSWERED.name, over) == []
    found = lines(house, UNANSWERED.name, over + SECOND)
    assert {line.code for line in found} == {first, taken}
    assert waits not in {line.code for line in found}
    line = next(line for line in found if line.code == first)
    assert (line.case, line.officer) == (case, officer.name)
    assert line.about == "Đỗ Thị Hòa → Trung tâm Công tác xã hội"
    assert line.clock is not None
    assert line.clock.due_at == over
    take(house, SUPERVISOR, taken, "receive", "accept")
    assert [each.code for each in lines(house, UNANSWERED.name, over + SECOND)] == [first]
