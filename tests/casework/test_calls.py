"""Calling people out: in order, ticked with a moment that can be, kept sealed, never the suspect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.calls import CallEntry, read_calls, record_call
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.duty import end_entry, read_list
from caseapp.casework.messages import take_due
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.records.audit import AuditEntry
from caseapp.records.calls import Call
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.people import add, child_of
from tests.factories.referrals import open_a_case
from tests.factories.told import RECEIVED, VALUES
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

SUPERVISOR = an_actor(Role.SUPERVISOR)
SECOND = timedelta(seconds=1)


@pytest.fixture
def officer(house: House) -> Actor:
    """An officer whose ward has a list: the chair and a deputy with accounts, and the police."""
    made = officer_of(house)
    make_user(house, "chair", username="chutich")
    make_user(house, "chair", username="pho")
    with house.app.app_context():
        on_list("police")
        on_list("deputy", username="pho", mail="pho@example.org")
        on_list("chair", username="chutich", mail="chutich@example.org")
        on_list("city_phone", code=CITY)
    return made


def logged(officer: Actor) -> str:
    return log_report(officer, VALUES, now=NOW)


def called(key: str = "number-113", **fields: object) -> CallEntry:
    values = {"key": key, "called_at": None, "answer": "reached", "note": ""} | fields
    return CallEntry(**values)  # type: ignore[arg-type]  # by name


def test_they_are_called_in_order_and_each_answer_stays(house: House, officer: Actor) -> None:
    with house.app.app_context():
        code = logged(officer)
        sheet = read_calls(officer, code, now=NOW)
        assert [each.role for each in sheet.people] == ["chair", "deputy", "police", "city_phone"]
        assert [each.tel for each in sheet.numbers] == ["111", "113", "115"]
        chair, deputy = sheet.people[0].key, sheet.people[1].key
        record_call(officer, code, called(chair, answer="no_answer", called_at=RECEIVED), now=NOW)
        record_call(officer, code, called(deputy, note="Đang đến trụ sở"), now=NOW)
        sheet = read_calls(officer, code, now=NOW)
        lasts = [each.last.answer if each.last else "" for each in sheet.people]
        assert lasts == ["no_answer", "reached", "", ""]
        first, second = sheet.calls
        assert (first.called_at, first.entered_at, first.name) == (RECEIVED, NOW, "Người chair")
        assert (second.called_at, second.note) == (NOW, "Đang đến trụ sở")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"called_at": NOW + SECOND}, "called_at"),
        ({"called_at": RECEIVED - SECOND}, "called_at"),
        ({"called_at": RECEIVED}, ""),
        ({"called_at": NOW}, ""),
        ({"answer": "later"}, "answer"),
        ({"answer": "other_number"}, "note"),
        ({"key": "number-999"}, None),
        ({"key": "entry-999"}, None),
        ({"key": ""}, None),
    ],
)
def test_a_call_lies_between_the_receipt_and_now(
    house: House, officer: Actor, fields: dict[str, object], field: str | None
) -> None:
    with house.app.app_context():
        code = logged(officer)
        if field == "":
            record_call(officer, code, called(**fields), now=NOW)  # type: ignore[arg-type]
            return
        with pytest.raises(RuleBroken) as refused:
            record_call(officer, code, called(**fields), now=NOW)  # type: ignore[arg-type]
        assert refused.value.field == field
        assert read_calls(officer, code, now=NOW).calls == []


def test_the_note_is_sealed_and_moves_to_the_child_with_the_report(
    house: House, officer: Actor
) -> None:
    with house.app.app_context():
        code = logged(officer)
        record_call(officer, code, called(note="Bố cháu đang say"), now=NOW)
        with desk.reading(officer, Act.REPORT_READ, now=NOW) as door:
            (row,) = door.session.scalars(select(Call))
            sealed = row.note or b""
            assert "Bố cháu".encode() not in sealed
        case = open_case(officer, code, a_child(), now=NOW)
        events = [e for e in read_case(officer, case, now=NOW).events if e.kind == "call_reached"]
        assert [(e.detail, e.text, e.by) for e in events] == [
            ("113", "Bố cháu đang say", officer.name)
        ]
        with desk.ledger() as session:
            told = session.scalars(select(AuditEntry.detail)).all()
        assert not [detail for detail in told if "say" in detail]


def test_who_must_not_know_is_neither_called_nor_sent_a_message(
    house: House, officer: Actor
) -> None:
    with house.app.app_context():
        code = logged(officer)
        # By the name as well, where the entry is of no account.
        on_list("health", name="NGUOI DUNG PHO")
        mark_conflict(SUPERVISOR, "report", code, username="pho", reason="Người thân", now=NOW)
        sheet = read_calls(officer, code, now=NOW)
        assert [each.role for each in sheet.people] == ["chair", "police", "city_phone"]
        case = open_case(officer, code, a_child(), now=NOW)  # the mark is now the child's
        assert case
        sheet = read_calls(officer, code, now=NOW)
        assert [each.role for each in sheet.people] == ["chair", "police", "city_phone"]


def test_the_chairs_of_the_unit_are_sent_the_message_when_a_report_is_logged(
    house: House, officer: Actor
) -> None:
    with house.app.app_context():
        logged(officer)
        # The deputy's account holds the chair's role here.
        assert sorted(m.address for m in take_due(now=NOW)) == [
            "chutich@example.org", "pho@example.org",
        ]  # fmt: skip
        (deputy,) = [e for e in read_list(SYSTEM, NINH_KIEU, now=NOW).entries if e.role == "deputy"]
        end_entry(SYSTEM, NINH_KIEU, deputy.number, now=NOW)
        assert [m.address for m in take_due(now=NOW)] == ["chutich@example.org"]


def test_another_ward_finds_no_report_to_call_about(house: House, officer: Actor) -> None:
    with house.app.app_context():
        code = logged(officer)
        for other in (an_actor(Role.OFFICER, int(CAI_KHE)), an_actor(Role.CHAIR, int(CAI_KHE))):
            with pytest.raises(Missing):
                read_calls(other, code, now=NOW)
            with pytest.raises(Missing):
                record_call(other, code, called(), now=NOW)
        with pytest.raises(Denied):
            read_calls(an_actor(Role.COLLABORATOR, int(NINH_KIEU)), code, now=NOW)
        with desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW) as door:
            door.find(Report, code=code).deleted_at = NOW
        with pytest.raises(Missing):
            read_calls(officer, code, now=NOW)


def test_a_number_that_nobody_calls_is_told_on_the_sheet(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    with house.app.app_context():
        on_list("health", phone="0909 111 222")
        report = read_case(officer, case, now=NOW).reports[0].code
    add(house, officer, child_of(house, case), phone="+84 909 111 222", no_call=True)
    with house.app.app_context():
        sheet = read_calls(officer, report, now=NOW)
    assert [each.phone for each in sheet.uncalled] == ["+84 909 111 222"]
    assert {each.no_call for each in sheet.people if each.phone == "0909 111 222"} == {True}
