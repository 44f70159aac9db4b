"""The demo's duty lists: whole but for two wards, and the calls of one night."""

from __future__ import annotations

from caseapp.casework.calls import read_calls
from caseapp.casework.duty import list_units
from caseapp.upkeep.demo.wards import DOZEN
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_a_dozen_wards_and_the_city_can_be_called_but_two(demo: Demo) -> None:
    with demo.house.app.app_context():
        gaps = {unit.code: unit.gaps for unit in list_units(SUPERVISOR, now=NOW)}
    kept = {code: gaps[code] for code in ("92", *map(str, DOZEN)) if gaps[code]}
    assert kept == {str(DOZEN[10]): ("expired",), str(DOZEN[11]): ("no_chair",)}
    assert {gap for code, gap in gaps.items() if code not in kept} >= {("no_list",), ()}


def test_of_the_last_report_the_chair_was_called_in_vain_and_a_deputy_reached(demo: Demo) -> None:
    ((code,),) = demo.ask(
        "SELECT DISTINCT r.code FROM reports r JOIN calls c ON c.report_id = r.id"
        " WHERE r.case_id IS NULL"
    )
    officer = actor_of(demo.house, "canbo.ninhkieu")
    with demo.house.app.app_context():
        sheet = read_calls(officer, code, now=NOW)
    assert [(call.role, call.answer) for call in sheet.calls] == [
        ("chair", "no_answer"), ("deputy", "reached"),
    ]  # fmt: skip
    assert sheet.clock is not None
    assert sheet.clock.stopped_at is None
    assert sheet.received_at < sheet.calls[0].called_at <= NOW
    assert sheet.calls[1].note.startswith("Phó chủ tịch")
    assert [person.role for person in sheet.people][:3] == ["chair", "deputy", "deputy"]


def test_the_first_wards_vice_chairs_are_those_with_accounts(demo: Demo) -> None:
    found = demo.ask(
        "SELECT u.username FROM duty_entries d JOIN users u ON u.id = d.user_id"
        " WHERE d.role = 'deputy' ORDER BY d.place"
    )
    assert [name for (name,) in found] == ["phochutich.ninhkieu", "phochutich2.ninhkieu"]
