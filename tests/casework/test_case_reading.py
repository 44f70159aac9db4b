"""Reading cases: the list with its clocks, one case with all that hangs on it."""

from __future__ import annotations

import pytest

from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import add_note, move_case
from caseapp.casework.decisions import decide_measure
from caseapp.casework.outcomes import Missing
from caseapp.casework.report_reading import read_report
from caseapp.casework.screening import open_case
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.visits import Seen
from tests.factories.assessments import DETAILED, assess, close
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.reports import (
    CHAIR,
    HOUR,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    last_logged,
    log_one,
    statements,
)
from tests.factories.web import CAI_KHE


def test_the_clock_of_a_case_is_the_first_that_still_runs(house: House) -> None:
    child = enter_child(house, OFFICER)
    with house.app.app_context():
        early, late = log_one(house, NOW - 9 * HOUR), log_one(house, NOW - HOUR)
        case = open_case(OFFICER, early, child, now=NOW)
        (line,) = list_cases(OFFICER, now=NOW)[0]
        assert line.clock == read_report(OFFICER, early, now=NOW).clock
        assert line.clock.kind == "soon"
        decide_measure(
            CHAIR, early, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW
        )
        assert list_cases(OFFICER, now=NOW)[0][0].clock is None
        other = open_case(OFFICER, late, child, now=NOW)
        clocks = {line.code: line.clock for line in list_cases(OFFICER, now=NOW)[0]}
        assert clocks[case] is None
        assert clocks[other].due_at == NOW + 11 * HOUR


def test_a_case_shows_all_that_hangs_on_it(house: House) -> None:
    officer = officer_of(house)
    service = add_agency(house)
    case = open_a_case(house, officer)
    referral = draft(house, officer, case, service)
    with house.app.app_context():
        add_note(
            officer,
            case,
            kind="visit",
            happened_at=NOW - 2 * HOUR,
            text="Đã đến nhà",
            now=NOW,
            seen=Seen("seen"),
        )
        view = read_case(officer, case, now=NOW)
    assert (view.code, view.unit, view.unit_id) == (case, "Phường Ninh Kiều", 31135)
    assert view.officer.startswith("Người dùng officer-")
    assert view.child.full_name == "Đỗ Thị Hòa"
    assert [one.case_code for one in view.reports] == [case]
    assert [one.code for one in view.referrals] == [referral]
    assert list(view.moves) == ["propose_closing"]
    # By when it happened, not by when it was entered; who entered it stands beside.
    kinds = ["referral_draft", "opened", "received", "visit"]
    assert [event.kind for event in view.events] == kinds
    assert view.events[3].text == "Đã đến nhà"
    assert {event.by for event in view.events} == {view.officer}


def test_the_supervisor_reads_the_case_but_not_who_told_us(house: House) -> None:
    report = log_one(house)
    with house.app.app_context():
        case = open_case(OFFICER, report, a_child(), now=NOW)
        for reader, told in ((CHAIR, True), (SUPERVISOR, False)):
            (view,) = read_case(reader, case, now=NOW).reports
            assert ("Bà Tư Bánh Mì" in view.answers.values()) is told


def test_another_ward_finds_nothing_and_each_read_is_written_down(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        assert list_cases(STRANGER, now=NOW) == ([], False)
        with pytest.raises(Missing):
            read_case(STRANGER, case, now=NOW)
        with pytest.raises(Denied):
            read_case(an_actor(Role.STATISTICIAN), case, now=NOW)
        read_case(SUPERVISOR, case, now=NOW, act=Act.CASE_PRINT)
        assert last_logged(3) == [
            ("test-supervisor", "case.print", "done"),
            ("test-statistician", "case.read", "denied"),
            ("stranger", "case.read", "denied"),
        ]
        assert open_a_case(house, STRANGER, CAI_KHE) != case
        assert len(list_cases(STRANGER, now=NOW)[0]) == 1
        assert len(list_cases(SUPERVISOR, now=NOW)[0]) == 2


def test_a_case_is_read_with_ten_statements_whatever_its_history(house: House) -> None:
    service = add_agency(house)
    code = open_a_case(house, OFFICER)

    def count() -> int:
        with house.app.app_context(), statements() as seen:
            read_case(OFFICER, code, now=NOW)
        return len(seen)

    few = count()
    with house.app.app_context():
        for number in range(5):
            add_note(OFFICER, code, kind="note", happened_at=NOW, text=str(number), now=NOW)
    for _ in range(1):  # no second referral to an agency while one waits
        draft(house, OFFICER, code, service)
        with house.app.app_context():
            decide_measure(
                CHAIR, last_report(code), kind="none", decided_at=NOW, reason="x",
                signed_at=None, now=NOW,
            )  # fmt: skip
    assess(house, code, DETAILED)
    close(house, code, now=NOW + HOUR)
    with house.app.app_context():
        move_case(OFFICER, code, move="propose_closing", reason="x", now=NOW)
    assert few <= count() <= 10


def last_report(case: str) -> str:
    return read_case(OFFICER, case, now=NOW).reports[-1].code
