"""Whom to call: who decides instead comes first, and the other unit's people beside the own."""

from __future__ import annotations

from caseapp.casework.calls import CallEntry, read_calls, record_call
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.forwarding import assign_unit, receive_report, refuse_report
from caseapp.casework.namings import NewNaming
from caseapp.casework.namings import name_stand_in as name_deputy
from caseapp.rules.access import Actor, Role
from caseapp.rules.values import local_day
from tests.casework.test_forwarding import forwarded
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user


def shown(officer: Actor, code: str) -> list[tuple[str, str, bool]]:
    people = read_calls(officer, code, now=NOW).people
    return [(each.name, each.tel, each.decides) for each in people]


def keep_from(code: str, username: str) -> None:
    mark_conflict(SUPERVISOR, "report", code, username=username, reason="Người thân", now=NOW)


def test_who_decides_instead_of_the_chair_stands_first_with_the_number_of_any_list(
    house: House,
) -> None:
    officer = officer_of(house)
    chair, vice = make_user(house, "chair"), make_user(house, "deputy")
    other = make_user(house, "chair", CAI_KHE)
    code = log_one(house, by=officer, event_area=CAI_KHE)
    with house.app.app_context():
        on_list("chair", username=chair, name="Ông Tư")
        on_list("police", name="Trực ban")
        assert [name for name, _, _ in shown(officer, code)] == ["Ông Tư", "Trực ban"]
        keep_from(code, chair)
        assert shown(officer, code) == [
            (f"Người dùng {other}", "", True), ("Trực ban", "0100240927", False),
        ]  # fmt: skip
        alone = read_calls(officer, code, now=NOW).people[0].key
        record_call(officer, code, CallEntry(alone, None, "other_number", "0909"), now=NOW)
        (last,) = read_calls(officer, code, now=NOW).calls
        assert (last.name, last.role, last.note) == (f"Người dùng {other}", "chair", "0909")
        assert read_calls(officer, code, now=NOW).people[0].last == last
        on_list("chair", CAI_KHE, username=other, name="Bà Năm")
        sheet = read_calls(officer, code, now=NOW)
        assert sheet.chair_kept
        assert sheet.others == []  # already stands above
        assert shown(officer, code)[0] == ("Bà Năm", "0100240927", True)
        record_call(officer, code, CallEntry(sheet.people[0].key, None, "reached", ""), now=NOW)
        naming = NewNaming(vice, local_day(NOW), local_day(NOW))
        name_deputy(actor_of(house, chair), Role.CHAIR, NINH_KIEU, naming, now=NOW)
        assert shown(officer, code)[0] == (f"Người dùng {vice}", "", True)
        assert read_calls(officer, code, now=NOW).people[0].last is None  # called was another


def test_the_unit_where_it_happened_can_be_called_until_it_takes_the_report_over(
    house: House,
) -> None:
    officer, receiver = officer_of(house), officer_of(house, CAI_KHE)
    suspect = make_user(house, "chair")
    with house.app.app_context():
        on_list("chair", CAI_KHE, name="Bà Năm")
        on_list("deputy", CAI_KHE, name=f"Người dùng {suspect}")
        on_list("police", CAI_KHE)
    code = log_one(house, by=officer, event_area=CAI_KHE)
    with house.app.app_context():
        others = read_calls(officer, code, now=NOW).others
        assert [each.role for each in others] == ["chair", "deputy"]
        keep_from(code, suspect)
        (chair,) = read_calls(officer, code, now=NOW).others
        record_call(officer, code, CallEntry(chair.key, None, "reached", ""), now=NOW)
        (call,) = read_calls(officer, code, now=NOW).calls
        assert (call.role, call.name) == ("chair", "Bà Năm")
    passing = forwarded(house, officer, event_area=CAI_KHE)
    with house.app.app_context():
        assert len(read_calls(officer, passing, now=NOW).others) == 2  # kept from nobody
        receive_report(receiver, passing, now=NOW)
        assert read_calls(receiver, passing, now=NOW).other_unit == ""


def test_a_unit_that_refused_or_lost_a_report_can_still_be_called(house: House) -> None:
    officer, receiver = officer_of(house), officer_of(house, CAI_KHE)
    with house.app.app_context():
        for unit, name in ((NINH_KIEU, "Bà Sáu"), (CAI_KHE, "Bà Năm")):
            on_list("chair", unit, name=name)
    code = forwarded(house, officer)
    with house.app.app_context():
        refuse_report(receiver, code, reason="Không xảy ra ở đây", now=NOW)
        assert others(officer, code) == ["Bà Năm"]
        assign_unit(SUPERVISOR, code, unit_code=CAI_KHE, reason="Đã gọi cả hai", now=NOW)
        assert others(receiver, code) == ["Bà Sáu"]


def others(reader: Actor, code: str) -> list[str]:
    return [each.name for each in read_calls(reader, code, now=NOW).others]
