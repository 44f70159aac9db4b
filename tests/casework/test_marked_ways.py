"""Ways on which a mark of conflict could be lost: none of them gives a file to the marked one."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.conflicts import lift_mark, mark_conflict, read_marks
from caseapp.casework.deciders import list_deciders
from caseapp.casework.decisions import decide_measure
from caseapp.casework.entrusting import name_stand_in
from caseapp.casework.forwarding import forward_report, receive_report
from caseapp.casework.handing_on import Handing, hand_on
from caseapp.casework.handing_on_reading import read_left
from caseapp.casework.intake import Intake
from caseapp.casework.joining import join_case
from caseapp.casework.namings import end_naming
from caseapp.casework.notices import list_own
from caseapp.casework.proposal_reading import list_to_decide
from caseapp.casework.proposals import decide_on_case, propose_mistake
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import amend_report, log_report
from caseapp.casework.screening import open_case
from caseapp.casework.siblings import log_sibling
from caseapp.casework.suspects import Suspect
from caseapp.records.notices import Notice
from caseapp.records.standing_in import Naming
from caseapp.rules.access import Actor, Denied
from tests.factories.children import a_child, actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.leaving import act_of
from tests.factories.naming import make_deputy
from tests.factories.reports import SUPERVISOR, kept, told
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def log(by: Actor, *hidden: str, **more: str) -> str:
    intake = Intake(Suspect("yes" if hidden else "no"), hidden, frozenset({f"unit:{THERE}"}))
    return log_report(by, told(**more), intake=intake, now=NOW)


def sibling(by: Actor, code: str, **more: str) -> str:
    answers = {"channel": "phone", "child_name": "Bé Năm"} | more
    return log_sibling(by, code, answers, now=NOW)


def seen(actor: Actor) -> list[str]:
    return sorted(line.code for line in list_reports(actor, now=NOW).lines)


def test_a_report_that_is_passed_on_alone_keeps_the_mark_of_its_event(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    there = actor_of(house, make_user(house, "officer", CAI_KHE))
    suspect = make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        first = log(officer, suspect, event_area=CAI_KHE)
        second = sibling(officer, first)
        forward_report(officer, second, unit_code=CAI_KHE, contact="x", now=NOW)
        receive_report(there, second, now=NOW)
        assert read_report(there, second, now=NOW).instead.lacking == ("chair",)
        assert list_deciders(there, second, now=NOW) == []


def test_a_mark_reaches_the_other_events_of_its_children(house: House) -> None:
    officer, suspect = (make_user(house, role) for role in ("officer", "chair"))
    by, chair = actor_of(house, officer), actor_of(house, suspect)
    with house.app.app_context():
        first = log(by)
        mark_conflict(SUPERVISOR, "report", first, username=suspect, reason="x", now=NOW)
        case = open_case(by, first, a_child(), now=NOW)
        second = log(by)
        third = sibling(by, second)
        assert seen(chair) == sorted([second, third])
        join_case(by, second, case, now=NOW)
        assert seen(chair) == []


def test_a_report_that_a_mistaken_case_gives_back_stays_kept(house: House) -> None:
    officer, suspect = (make_user(house, role) for role in ("officer", "chair"))
    by, chair = actor_of(house, officer), actor_of(house, suspect)
    with house.app.app_context():
        code = log(by)
        case = open_case(by, code, a_child(), now=NOW)
        mark_conflict(SUPERVISOR, "report", code, username=suspect, reason="x", now=NOW)
        propose_mistake(by, case, of_case=True, reason="x", now=NOW)
        decide_on_case(SUPERVISOR, case, 1, agree=True, words="x", now=NOW)
        assert seen(by) == [code]
        assert seen(chair) == []


def test_a_mark_can_be_set_for_whoever_held_the_report_or_was_proposed(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    there = actor_of(house, make_user(house, "officer", CAI_KHE))
    held, father = make_user(house, "chair"), make_user(house, "officer", "31168")
    of_event = make_user(house, "chair", "31150")
    with house.app.app_context():
        code = log(officer, event_area="31150")
        version = read_report(officer, code, now=NOW).version
        answers = told(event_area="31150", father_name=f"Người dùng {father}")
        amend_report(officer, code, answers, version=version, now=NOW)
        forward_report(officer, code, unit_code=CAI_KHE, contact="x", now=NOW)
        receive_report(there, code, now=NOW)
        for username in (held, father, of_event):
            mark_conflict(SUPERVISOR, "report", code, username=username, reason="x", now=NOW)


def gaps(actor: Actor) -> list[tuple[str, str]]:
    notices = list_own(actor, now=NOW)
    return sorted((each.kind, each.mark) for each in notices if each.kind.startswith("no_"))


def test_each_report_that_a_mark_reaches_gets_a_decider(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect, there = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        first = log(officer, event_area=CAI_KHE)
        second = sibling(officer, first)
        mark_conflict(SUPERVISOR, "report", first, username=suspect, reason="x", now=NOW)
        case = open_case(officer, first, a_child(), now=NOW)
        third = log(officer, event_area=CAI_KHE)
        fourth = sibling(officer, third)
        join_case(officer, third, case, now=NOW)
    other_chair = actor_of(house, there)
    with house.app.app_context():
        assert seen(other_chair) == sorted([first, second, third, fourth])


def test_the_round_finds_who_decides_no_more_and_tells_of_it_once(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect, there = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    deputy = make_deputy(house, actor_of(house, suspect))
    with house.app.app_context():
        code = log(officer, suspect, event_area=CAI_KHE)
        assert read_report(officer, code, now=NOW).instead.decider == deputy.name
        end_naming(SUPERVISOR, NINH_KIEU, naming_number(), now=NOW)
        watch_clocks(now=NOW)
        (stand_in,) = read_report(officer, code, now=NOW).instead.stand_ins
        assert (stand_in.person, gaps(SUPERVISOR)) == (f"Người dùng {there}", [])
        disable_account(SYSTEM, there, now=NOW)
        instead = read_report(officer, code, now=NOW).instead
        assert (instead.decider, instead.lacking) == ("", ("chair",))
        for _ in range(2):
            watch_clocks(now=NOW)
            assert gaps(SUPERVISOR) == [("no_decider", code)]


def naming_number() -> int:
    with desk.ledger() as session:
        return session.scalars(select(Naming.id)).one()


def test_from_whom_to_hide_a_report_is_asked_in_the_unit_that_took_it(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    there = actor_of(house, make_user(house, "officer", CAI_KHE))
    city = actor_of(house, make_user(house, "supervisor", CITY))
    theirs = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    with house.app.app_context():
        asked = frozenset({f"unit:{THERE}"})
        intake = Intake(Suspect("unsure"), (), asked)
        code = log_report(officer, told(event_area=CAI_KHE), intake=intake, now=NOW)
        forward_report(officer, code, unit_code=CAI_KHE, contact="x", now=NOW)
        receive_report(there, code, now=NOW)
        for supervisor in (city, theirs):
            kinds = [each.kind for each in list_own(supervisor, now=NOW)]
            assert kinds.count("mark_unsure") == 1


def test_a_sibling_whose_household_bears_a_users_name_is_asked_about(house: House) -> None:
    officer, chair = (actor_of(house, make_user(house, role)) for role in ("officer", "chair"))
    city = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        second = sibling(officer, log(officer), father_name=chair.name)
        found = [(each.kind, each.mark) for each in list_own(city, now=NOW)]
        assert found == [("mark_proposed", second)]


def test_notices_of_a_kept_report_are_neither_counted_nor_handed_on(house: House) -> None:
    left, taking = make_user(house, "officer"), make_user(house, "officer")
    officer, chair = actor_of(house, left), actor_of(house, make_user(house, "chair"))
    head = make_user(house, "supervisor", CITY)
    supervisor, marked = actor_of(house, head), actor_of(house, taking)
    with house.app.app_context():
        log(officer)
        code = log(officer, head, taking)
        decide_measure(
            chair, code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW
        )
        disable_account(SYSTEM, left, now=NOW)
        for reader, number in ((supervisor, 0), (SUPERVISOR, 1)):
            assert read_left(reader, left, NINH_KIEU, act_of, now=NOW).notices == number
        hand_on(SUPERVISOR, left, NINH_KIEU, Handing(taking, act_of), now=NOW)
    named = kept(house, select(Notice.user_id).where(Notice.mark == code))
    assert (officer.user_id,) in named
    assert (marked.user_id,) not in named


def test_nobody_stands_in_once_the_last_mark_is_lifted(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect, there = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        code = log(officer, suspect, event_area=CAI_KHE)
    stand_in = actor_of(house, there)
    with house.app.app_context():
        assert seen(stand_in) == [code]
        (mark,) = read_marks(SUPERVISOR, "report", code, now=NOW).marks
        lift_mark(SUPERVISOR, "report", code, mark.number, reason="Nhầm người", now=NOW)
    stand_in = actor_of(house, there)
    with house.app.app_context():
        assert seen(stand_in) == []


def test_a_proposal_goes_to_the_supervisor_when_the_chair_is_marked(house: House) -> None:
    officer, suspect = actor_of(house, make_user(house, "officer")), make_user(house, "chair")
    city = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        code = log(officer)
        propose_mistake(officer, code, of_case=False, reason="x", now=NOW)
        mark_conflict(SUPERVISOR, "report", code, username=suspect, reason="x", now=NOW)
        assert "report_proposed" in [each.kind for each in list_own(city, now=NOW)]
        assert [line.code for line in list_to_decide(city, now=NOW)] == [code]


def test_who_stands_in_from_another_unit_adds_no_report_to_the_event(house: House) -> None:
    suspect, named = make_user(house, "officer"), make_user(house, "officer", CAI_KHE)
    officer = actor_of(house, suspect)
    with house.app.app_context():
        code = log(officer)
        mark_conflict(SUPERVISOR, "report", code, username=suspect, reason="x", now=NOW)
        name_stand_in(SUPERVISOR, code, role="officer", username=named, now=NOW)
    stand_in = actor_of(house, named)
    with house.app.app_context(), pytest.raises(Denied):
        sibling(stand_in, code)


def test_the_number_of_a_proposal_tells_of_no_others(house: House) -> None:
    officer, suspect = actor_of(house, make_user(house, "officer")), make_user(house, "chair")
    with house.app.app_context():
        first, hidden, second = log(officer), log(officer, suspect), log(officer)
        for code in (first, hidden, second):
            propose_mistake(officer, code, of_case=False, reason="x", now=NOW)
    chair = actor_of(house, suspect)
    with house.app.app_context():
        views = [read_report(chair, code, now=NOW).proposals for code in (first, second)]
        assert [[each.number for each in view] for view in views] == [[1], [1]]
