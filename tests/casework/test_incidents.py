"""Incidents: when, where, who says so; in a case without a report one is made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.case_entry import open_directly
from caseapp.casework.case_reading import read_case
from caseapp.casework.incidents import IncidentEntry, record_in_case, record_incident
from caseapp.casework.notices import list_own
from caseapp.casework.report_reading import read_report
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Denied
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.outcomes import AlreadyDone
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.measures import a_desk
from tests.factories.reports import CHAIR, HOUR, OFFICER, kept, log_one
from tests.factories.web import key, make_user

ENTRY = IncidentEntry(
    "confirmed", ("violence",), ("family",), date(2026, 11, 1), "Giám định pháp y",
    occurred_known="month", stated_by="health", place="Nhà ông bà, đường Hai Bà Trưng",
)  # fmt: skip


def test_place_day_and_who_says_so_are_kept_and_the_place_sealed(house: House) -> None:
    report = log_one(house)
    with house.app.app_context():
        record_incident(OFFICER, report, ENTRY, now=NOW)
        (one,) = read_report(OFFICER, report, now=NOW).incidents
    assert (one.place, one.stated_by, one.occurred_known) == (ENTRY.place, "health", "month")
    assert one.occurred_on == date(2026, 11, 23)  # the month of the report: none after its day
    ((cell,),) = kept(house, select(Incident.place).where(Incident.place.is_not(None)))
    assert "Hai Bà".encode() not in cell


def test_an_event_after_its_report_is_refused_at_its_field(house: House) -> None:
    report = log_one(house, NOW - 48 * HOUR)
    with house.app.app_context():
        for day, known in ((date(2026, 11, 22), ""), (date(2026, 11, 22), "about")):
            late = replace(ENTRY, occurred_on=day, occurred_known=known)
            with pytest.raises(RuleBroken) as broken:
                record_incident(OFFICER, report, late, now=NOW)
            assert broken.value.field == "occurred_on"
        record_incident(OFFICER, report, replace(ENTRY, occurred_on=date(2026, 11, 21)), now=NOW)


def test_an_event_before_the_birth_of_the_child_is_refused_at_its_field(house: House) -> None:
    desk = a_desk(house)
    early = replace(ENTRY, occurred_on=date(2001, 1, 1), occurred_known="")
    with house.app.app_context(), pytest.raises(RuleBroken, match="birth") as broken:
        record_incident(desk.officer, desk.report, early, now=NOW)
    assert broken.value.field == "occurred_on"


def test_in_a_case_without_a_report_one_is_made_and_its_clock_runs(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    learned, post = NOW - 2 * HOUR, key()
    with house.app.app_context():
        case = open_directly(officer, child, reason="Mồ côi", now=NOW)
        with pytest.raises(Denied):
            record_in_case(CHAIR, case, ENTRY, received_at=learned, now=NOW)
        made = record_in_case(officer, case, ENTRY, received_at=learned, now=NOW, post=post)
        with pytest.raises(AlreadyDone):
            record_in_case(officer, case, ENTRY, received_at=learned, now=NOW, post=post)
        with pytest.raises(RuleBroken, match=made):  # the next one belongs to that report
            record_in_case(officer, case, ENTRY, received_at=learned, now=NOW)
        (report,) = read_case(officer, case, now=NOW).reports
        assert [notice.mark for notice in list_own(chair, now=NOW)] == [made]
    assert (report.code, report.state, report.received_at) == (made, "screened", learned)
    assert kept(house, select(Report.channel)) == [("other",)]
    assert report.clock is not None
    assert report.clock.due_at == due(EMERGENCY, learned)
    assert [(one.certainty, one.ground) for one in report.incidents] == [
        ("confirmed", "Giám định pháp y")
    ]


def test_word_that_came_in_the_future_or_long_ago_is_refused(house: House) -> None:
    officer = officer_of(house)
    child = enter_child(house, officer)
    with house.app.app_context():
        case = open_directly(officer, child, reason="Mồ côi", now=NOW)
        for wrong in (NOW + timedelta(minutes=1), NOW - timedelta(days=366)):
            with pytest.raises(RuleBroken) as broken:
                record_in_case(officer, case, ENTRY, received_at=wrong, now=NOW)
            assert broken.value.field == "received_at"
