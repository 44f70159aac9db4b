"""The timeline of a case: everything that happened, by whom, in the order it happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.assistance_reading import AssistanceView
from caseapp.casework.case_reading import read_case
from caseapp.casework.case_timeline import EventView, events_of_help, newest_first
from caseapp.casework.cases import move_case, set_level
from caseapp.casework.decisions import decide_measure
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.screening import open_case
from caseapp.rules.access import Actor
from tests.factories.assessments import close
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, take
from tests.factories.reports import HOUR, local, log_one
from tests.factories.web import CITY, make_user

MINUTE = timedelta(minutes=1)


def line(
    kind: str, happened: datetime, entered: datetime = NOW, by: str = "", text: str = ""
) -> EventView:
    return EventView(kind, happened, entered, by, "", text)


def test_within_a_minute_what_was_entered_first_stands_first() -> None:
    second = timedelta(seconds=1)
    found = newest_first(
        [
            line("sent", NOW, NOW + 40 * second),
            line("drafted", NOW + 30 * second, NOW + 30 * second),
            line("before", NOW - MINUTE, NOW + HOUR),
            line("same a", NOW + MINUTE),
            line("same b", NOW + MINUTE),
        ]
    )
    assert [event.kind for event in found] == ["same b", "same a", "sent", "drafted", "before"]


def given(day: date, entered: datetime) -> AssistanceView:
    return AssistanceView("education", day, None, False, "Hội Khuyến học", "Sách vở", entered, "A")


@pytest.mark.parametrize(
    ("day", "entered", "stands_at"),
    [
        (date(2026, 11, 23), "2026-11-23 08:15", "2026-11-23 08:15"),
        (date(2026, 11, 22), "2026-11-23 08:15", "2026-11-22 23:59"),
        (date(2026, 11, 20), "2026-11-23 08:15", None),  # before the case
        (date(2026, 11, 25), "2026-11-26 08:15", None),  # after it was closed
    ],
)
def test_help_of_the_case_s_days_stands_where_it_can_have_been_given_at_the_latest(
    day: date, entered: str, stands_at: str | None
) -> None:
    found = list(
        events_of_help([given(day, local(entered))], date(2026, 11, 21), date(2026, 11, 24))
    )
    assert [event.happened_at for event in found] == ([local(stands_at)] if stands_at else [])
    for event in found:
        assert event.day_only
        assert (event.detail, event.text) == ("education", "Hội Khuyến học\nSách vở")


def told_case(house: House, officer: Actor, chair: Actor, supervisor: Actor) -> tuple[str, str]:
    """Take a report through everything until its case is closed; return case and referral."""
    service = add_agency(house)
    report = log_one(house, by=officer)
    happened = IncidentEntry("confirmed", ("neglect", "violence"), ("family",), None, "Khám")
    helped = AssistanceEntry("education", date(2026, 11, 23), None, False, "", "")
    with house.app.app_context():
        decide_measure(
            chair, report, kind="none", decided_at=NOW - 30 * MINUTE, reason="An toàn",
            signed_at=None, now=NOW - 20 * MINUTE,
        )  # fmt: skip
        case = open_case(officer, report, a_child(), now=NOW)
        record_incident(officer, report, happened, now=NOW + MINUTE)
        version = read_case(officer, case, now=NOW).version
        set_level(officer, case, level="low", reason="x", version=version, now=NOW + 2 * MINUTE)
        child = read_case(officer, case, now=NOW).child.code
        record_assistance(officer, child, helped, now=NOW + 3 * MINUTE)
    referral = draft(house, officer, case, service)
    take(house, supervisor, referral, "send", "receive")
    with house.app.app_context():
        close(house, case, by=officer, now=NOW + 4 * MINUTE)
        move_case(officer, case, move="propose_closing", reason="x", now=NOW + 4 * MINUTE)
        move_case(chair, case, move="close", reason="x", now=NOW + 5 * MINUTE)
    return case, referral


def test_everything_is_told_in_its_order_with_who_did_it(house: House) -> None:
    officer = officer_of(house)
    chair = actor_of(house, make_user(house, "chair"))
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    case, referral = told_case(house, officer, chair, supervisor)
    with house.app.app_context():
        events = read_case(supervisor, case, now=NOW + HOUR).events[::-1]
    assert [(event.kind, event.by) for event in events] == [
        ("received", officer.name),
        ("measure", chair.name),
        ("opened", officer.name),
        ("referral_draft", officer.name),
        ("referral_send", supervisor.name),
        ("referral_receive", supervisor.name),
        ("incident_confirmed", officer.name),
        ("level", officer.name),
        ("assistance", officer.name),
        ("level", officer.name),
        ("propose_closing", officer.name),
        ("close", chair.name),
    ]
    by_kind = {event.kind: event for event in events}
    assert (by_kind["measure"].detail, by_kind["measure"].text) == ("none", "An toàn")
    assert by_kind["incident_confirmed"].detail == "neglect;violence"
    assert by_kind["referral_receive"].answered_by == "Bà Lan, phó giám đốc"
    assert by_kind["referral_send"].detail.endswith(f"({referral})")
