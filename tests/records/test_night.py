"""A night's way through the first hours on each database: the call, the deputy, the other unit."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseapp.casework import home_count
from caseapp.casework.calls import CallEntry, read_calls, record_call
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.deciders import list_deciders
from caseapp.casework.entrusting import read_entrusting
from caseapp.casework.escalation import any_due, call_next
from caseapp.casework.forwarding import forward_report, receive_report
from caseapp.casework.forwarding_reading import list_sent, list_waiting_reports, read_sent
from caseapp.casework.home import gather
from caseapp.casework.intake import Intake
from caseapp.casework.looks import looks_at_report
from caseapp.casework.notices import list_own
from caseapp.casework.proposals import decide_on_report, propose_no_case
from caseapp.casework.receipts import correct_receipt, decide_correction
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from caseapp.casework.safety import record_safety
from caseapp.casework.siblings import log_sibling
from caseapp.casework.spoken_decisions import Spoken, answer_decision, record_decision
from caseapp.casework.suspects import Suspect
from caseapp.rules.access import Act, Actor
from tests.factories.children import actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.naming import make_deputy
from tests.factories.reports import HOUR, told
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.web import CAI_KHE, CITY, make_user

MINUTE = timedelta(minutes=1)
BY_PHONE = {"way": "telephone", "witness": "Chị Lài", "reason": "Bé ở với bà"}
People = dict[str, Actor]


def the_staff(house: House) -> People:
    """Officer and chair of two wards, a deputy of the first, and the city's supervisor."""
    posts = (
        ("canbo", "officer", None), ("chutich", "chair", None), ("canbo2", "officer", CAI_KHE),
        ("chutich2", "chair", CAI_KHE), ("giamsat", "supervisor", CITY),
    )  # fmt: skip
    for name, role, unit in posts:
        make_user(house, role, unit, username=name)
    make_deputy(house, actor_of(house, "chutich"))
    return {name: actor_of(house, name) for name in ("pho", *(name for name, _, _ in posts))}


def all_look(people: People, *codes: str, now: datetime = NOW) -> None:
    """Let everybody open what they are shown: the statements run, and nobody is refused a list."""
    for actor in people.values():
        home = gather(actor, now=now)
        assert home_count.count(actor, now=now) or not list_own(actor, now=now)
        assert home.tasks is not None
    for code in codes:
        assert looks_at_report(people["giamsat"], code, now=now).lines


def the_first_hours(people: People) -> str:
    """Somebody calls; the chair decides by telephone; the receipt was wrong, twice at once."""
    officer, later = people["canbo"], NOW + 3 * HOUR
    on_list("chair", username="chutich", name="Bà Chủ tịch")
    on_list("deputy", username="pho", name="Ông Phó")
    on_list("supervisor", code=CITY, username="giamsat", name="Bà Giám sát")
    intake = Intake(Suspect("no"))
    code = log_report(officer, told(event_area=CAI_KHE), intake=intake, now=NOW)
    assert any_due(NOW, now=NOW + 31 * MINUTE)
    assert call_next(now=NOW + 31 * MINUTE) == 1
    sheet = read_calls(officer, code, now=later)
    assert [each.role for each in sheet.people] == ["chair", "deputy", "supervisor"]
    record_call(officer, code, CallEntry(sheet.people[0].key, later, "reached", ""), now=later)
    record_safety(officer, code, happened_at=later, place="Trạm y tế", taken_by="", now=later)
    assert {each.username for each in list_deciders(officer, code, now=later)} == {"chutich", "pho"}
    given = Spoken("none", later, "chutich", **BY_PHONE)
    record_decision(officer, code, given, now=later)
    for minutes in (30, 20):
        moment = NOW - minutes * MINUTE
        correct_receipt(officer, code, received_at=moment, reason="Ghi nhầm", now=later)
    seen = read_report(officer, code, now=later)
    assert (seen.received_at, seen.answers_version) == (NOW - 20 * MINUTE, 3)
    return code


def test_the_night_s_way(house: House) -> None:
    people = the_staff(house)
    officer, other, now = people["canbo2"], people["canbo"], NOW + 5 * HOUR
    with house.app.app_context():
        code = the_first_hours(people)
        forward_report(other, code, unit_code=CAI_KHE, contact="0100 240 927", now=now)
        assert len(list_waiting_reports(officer, Act.REPORT_RECEIVE, now=now)) == 1
        all_look(people, code, now=now)
        receive_report(officer, code, now=now)
        assert [each.code for each in list_sent(other, now=now)] == [code]
        assert read_sent(other, code, now=now).answers["child_name"] == "Đỗ Thị Hòa"
        named = [each.username for each in list_deciders(officer, code, now=now)]
        assert named == ["chutich2", "chutich", "pho"]
        answer_decision(people["chutich2"], code, 1, agreed=False, remark="Đã hỏi", now=now)
        given = Spoken("none", now, "chutich2", **BY_PHONE)
        record_decision(officer, code, given, now=now + HOUR)
        answer_decision(people["chutich2"], code, 2, agreed=True, remark="", now=now + HOUR)
        sibling = log_sibling(
            officer, code, {"channel": "phone", "child_name": "Bé Năm"}, now=now + HOUR
        )
        propose_no_case(officer, code, reason="Báo nhầm", now=now + HOUR)
        number = read_report(officer, code, now=now + HOUR).proposals[-1].number
        decide_on_report(people["chutich2"], code, number, agree=True, words="Đúng", now=now + HOUR)
        late = NOW + 12 * HOUR - 10 * MINUTE
        assert watch_clocks(now=late) > 0
        assert call_next(now=late) > 0
        assert correct_receipt(officer, sibling, received_at=NOW - MINUTE, reason="x", now=late)
        decide_correction(people["giamsat"], sibling, accepted=True, answer="", now=late)
        all_look(people, code, sibling, now=late)
        assert {line.code for line in list_reports(officer, now=late).lines} == {code, sibling}


def test_the_same_of_a_file_kept_from_the_chair(house: House) -> None:
    people = the_staff(house)
    officer, lent = people["canbo"], people["chutich2"]
    intake = Intake(Suspect("yes"), ("chutich", "pho"), frozenset({f"unit:{THERE}"}))
    with house.app.app_context():
        code = log_report(officer, told(event_area=CAI_KHE), intake=intake, now=NOW)
        assert read_entrusting(people["giamsat"], code, now=NOW).stand_ins
        assert [each.username for each in list_deciders(officer, code, now=NOW)] == ["chutich2"]
        record_decision(officer, code, Spoken("none", NOW, "chutich2", **BY_PHONE), now=NOW)
        lent = actor_of(house, "chutich2")
        assert [line.code for line in list_reports(lent, now=NOW).lines] == [code]
        answer_decision(lent, code, 1, agreed=False, remark="Không phải tôi", now=NOW)
        assert list_reports(people["chutich"], now=NOW).lines == []
        all_look(people | {"chutich2": lent}, code)
        assert call_next(now=NOW + 9 * HOUR) > 0
